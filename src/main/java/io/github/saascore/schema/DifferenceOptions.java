package io.github.saascore.schema;

import java.util.Optional;
import java.util.Set;

/**
 * What two snapshots are compared by, beyond the definitions themselves, and how far the script
 * goes.
 *
 * @param owners whether owners count
 * @param privileges whether privileges and default privileges count
 * @param columnOrder whether the order of a table's columns counts; it can be reported but, short
 *     of a new table, never be repaired
 * @param extent how far the script goes
 * @param owned what may be dropped, parts of it included; all else is left alone. Absent: anything
 * @param renames what is renamed rather than dropped and added
 * @param asking whether a drop and an add that look like a rename stop the script with a question
 */
public record DifferenceOptions(
    boolean owners,
    boolean privileges,
    boolean columnOrder,
    Extent extent,
    Optional<Set<Address>> owned,
    Renames renames,
    boolean asking) {

  /** Copies the set. */
  public DifferenceOptions {
    owned = owned.map(Set::copyOf);
  }

  /** Returns the usual comparison: definitions and comments alone, and all the way. */
  public static DifferenceOptions definitions() {
    return comparing(false, false);
  }

  /** Returns the comparison of all that SQL can repair: definitions, owners and privileges. */
  public static DifferenceOptions everything() {
    return comparing(true, true);
  }

  private static DifferenceOptions comparing(boolean owners, boolean privileges) {
    return new DifferenceOptions(
        owners, privileges, false, Extent.EVERYTHING, Optional.empty(), Renames.none(), false);
  }

  /** Returns these options with changes that lose data in the script, or left out of it. */
  public DifferenceOptions withDrops(boolean drops) {
    return to(drops ? Extent.EVERYTHING : Extent.WITHOUT_LOSS);
  }

  /** Returns these options for a script that only creates what is missing. */
  public DifferenceOptions onlyAdditions() {
    return to(Extent.ADDITIONS);
  }

  private DifferenceOptions to(Extent wanted) {
    return new DifferenceOptions(owners, privileges, columnOrder, wanted, owned, renames, asking);
  }

  /** Returns these options for a script that drops nothing but these objects and their parts. */
  public DifferenceOptions owning(Set<Address> ours) {
    return new DifferenceOptions(
        owners, privileges, columnOrder, extent, Optional.of(ours), renames, asking);
  }

  /** Returns these options with hints of what is renamed. */
  public DifferenceOptions renaming(Renames hints) {
    return new DifferenceOptions(owners, privileges, columnOrder, extent, owned, hints, asking);
  }

  /** Returns these options for a script that asks before it drops what may have been renamed. */
  public DifferenceOptions asking(boolean asks) {
    return new DifferenceOptions(owners, privileges, columnOrder, extent, owned, renames, asks);
  }

  /** Returns the options of the way back: it undoes everything and asks nothing. */
  DifferenceOptions inverse(Renames back) {
    return new DifferenceOptions(
        owners, privileges, columnOrder, Extent.EVERYTHING, Optional.empty(), back, false);
  }

  /** Returns whether an attribute of a fact counts. */
  boolean counts(String attribute) {
    if (attribute.startsWith(Fact.REFERENCE)) {
      return false;
    }
    if (attribute.equals("owner")) {
      return owners;
    }
    if (attribute.startsWith("acl")) {
      return privileges;
    }
    return !attribute.equals("position") || columnOrder;
  }

  /** Returns whether a kind of object counts. */
  boolean counts(Kind kind) {
    return kind != Kind.DEFAULT_PRIVILEGES || privileges;
  }
}
