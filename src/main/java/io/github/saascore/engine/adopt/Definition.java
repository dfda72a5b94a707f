package io.github.saascore.engine.adopt;

import io.github.saascore.schema.Definitions;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Fact;
import io.github.saascore.schema.Kind;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One object as it was defined at some time, with what counts of it when it is found in a database.
 *
 * <p>Comments do not count, nor do owners, privileges and the order of columns: nothing works in
 * another way for them. Of an extension nothing counts but its name, as providers install it where
 * they please.
 *
 * @param fact the object
 * @param counted the attributes that count, with their texts
 */
record Definition(Fact fact, SortedMap<String, String> counted) {

  static Definition of(Fact fact) {
    SortedMap<String, String> counted = Definitions.counted(fact, DifferenceOptions.definitions());
    counted.keySet().removeIf(name -> name.startsWith("comment"));
    if (fact.kind() == Kind.EXTENSION) {
      counted.clear();
    }
    return new Definition(fact, Collections.unmodifiableSortedMap(counted));
  }

  /** Returns whether two states of an object are the same, absence being one of them. */
  static boolean same(Optional<Definition> one, Optional<Definition> other) {
    return one.map(Definition::counted).equals(other.map(Definition::counted));
  }
}
