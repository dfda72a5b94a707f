package io.github.saascore.schema;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One object's new name, and what the server makes of all definitions that mention it.
 *
 * <p>Where a text comes out otherwise than the server writes it, the object behind it is merely
 * made again: a rename is never believed to have changed more than it did.
 */
interface Renaming {
  /** What a definition begins with that has to be written anew because of a renamed column. */
  String STALE = "-- names a renamed column\n";

  /** Returns the object under its old name. */
  Address from();

  /** Returns the object under its new name. */
  Address to();

  /** Returns the tables whose parts may be named after it, by their qualified names. */
  default Set<String> tables() {
    return Set.of();
  }

  /** Returns the statements that rename it. */
  List<String> statements();

  /** Returns an identity as it is after the rename. */
  Address apply(Address address);

  /** Returns the text of an attribute as it is after the rename, of an object it concerns. */
  String apply(Fact fact, String attribute, String text);

  /** Returns whether the texts of an object can mention the name. */
  default boolean concerns(Fact fact) {
    return !fact.address().equals(apply(fact.address()))
        || fact.dependencies().stream().anyMatch(needed -> !needed.equals(apply(needed)));
  }

  /** Returns a schema as it is after the rename. */
  default Snapshot apply(Snapshot snapshot) {
    SortedMap<Address, Fact> facts = new TreeMap<>();
    for (Fact fact : snapshot.all()) {
      Fact renamed = concerns(fact) ? apply(fact) : fact;
      facts.put(renamed.address(), renamed);
    }
    return snapshot.withFacts(facts);
  }

  private Fact apply(Fact fact) {
    SortedMap<String, String> attributes = new TreeMap<>();
    fact.attributes()
        .forEach(
            (name, text) ->
                attributes.put(
                    name,
                    Metadata.covers(name) || name.equals("labels")
                        ? text
                        : apply(fact, name, text)));
    SortedSet<Address> dependencies = new TreeSet<>();
    fact.dependencies().forEach(needed -> dependencies.add(apply(needed)));
    UnaryOperator<Address> mapped = this::apply;
    return new Fact(apply(fact.address()), fact.parent().map(mapped), attributes, dependencies);
  }
}
