package io.github.saascore.schema;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is different about one object.
 *
 * @param address the object
 * @param from the object as it is, absent where it is missing; under its old name where it is
 *     renamed
 * @param to the object as it is wanted, absent where it is not
 * @param attributes the names of the attributes that differ, where both are there
 */
public record Change(
    Address address, Optional<Fact> from, Optional<Fact> to, SortedSet<String> attributes) {

  /**
   * One attribute's two versions.
   *
   * @param name the name of the attribute, for example {@code not null}
   * @param from its text as it is, {@code none} at the default
   * @param to its text as it is wanted
   */
  public record Difference(String name, String from, String to) {}

  /** Returns the change that undoes this one. */
  public Change inverse() {
    return new Change(
        renamedFrom().isPresent() ? from.orElseThrow().address() : address,
        to,
        from,
        new TreeSet<>(attributes));
  }

  /** Returns whether the object is only wanted. */
  public boolean adds() {
    return from.isEmpty();
  }

  /** Returns whether the object is not wanted. */
  public boolean removes() {
    return to.isEmpty();
  }

  /** Returns the object's old name where it is renamed. */
  public Optional<Address> renamedFrom() {
    return from.map(Fact::address).filter(old -> to.isPresent() && !old.equals(address));
  }

  /** Returns the rows or values that are lost by it and that no definition brings back. */
  public Optional<String> loss() {
    return Loss.of(this);
  }

  /** Returns whether the way back needs no data that this change has lost. */
  public boolean reversible() {
    return loss().isEmpty();
  }

  /** Returns the attributes that differ, for people. */
  public List<Difference> differences() {
    return ChangeText.differences(this);
  }

  /**
   * Returns the change in one line, for example {@code column app.users.email: type text ->
   * character varying(100)}, {@code index app.orders_x: missing}.
   */
  public String description() {
    return ChangeText.line(this);
  }
}
