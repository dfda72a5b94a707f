package io.github.saascore.schema;

/**
 * What two snapshots are compared by, beyond the definitions themselves.
 *
 * @param owners whether owners count
 * @param privileges whether privileges and default privileges count
 * @param columnOrder whether the order of a table's columns counts; it can be reported but, short
 *     of a new table, never be repaired
 */
public record DifferenceOptions(boolean owners, boolean privileges, boolean columnOrder) {

  /** Returns the usual comparison: definitions and comments alone. */
  public static DifferenceOptions definitions() {
    return new DifferenceOptions(false, false, false);
  }

  /** Returns the comparison of all that SQL can repair: definitions, owners and privileges. */
  public static DifferenceOptions everything() {
    return new DifferenceOptions(true, true, false);
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
