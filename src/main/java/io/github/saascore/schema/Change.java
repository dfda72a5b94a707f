package io.github.saascore.schema;

import java.util.Optional;
import java.util.SortedSet;

/**
 * What is different about one object.
 *
 * @param address the object
 * @param from the object as it is, absent where it is missing
 * @param to the object as it is wanted, absent where it is not
 * @param attributes the names of the attributes that differ, where both are there
 */
public record Change(
    Address address, Optional<Fact> from, Optional<Fact> to, SortedSet<String> attributes) {

  /** Returns the change that undoes this one. */
  public Change inverse() {
    return new Change(address, to, from, attributes);
  }

  /** Returns whether the object is only wanted. */
  public boolean adds() {
    return from.isEmpty();
  }

  /** Returns whether the object is not wanted. */
  public boolean removes() {
    return to.isEmpty();
  }
}
