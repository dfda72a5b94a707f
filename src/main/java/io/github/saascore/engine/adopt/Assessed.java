package io.github.saascore.engine.adopt;

import io.github.saascore.revision.Revision;
import io.github.saascore.schema.Address;
import java.util.List;

/**
 * How much of a revision is in the database.
 *
 * @param revision the revision
 * @param moment when it is done
 * @param state in short
 * @param missing the objects that the database lacks, or has as they were before
 * @param strange how objects differ, one sentence each
 * @param tolerated objects that no revision makes and that do not matter
 */
record Assessed(
    Revision revision,
    long moment,
    State state,
    List<Address> missing,
    List<String> strange,
    List<String> tolerated) {

  /** How much is there, in short. */
  enum State {
    /** All that it makes. */
    PRESENT,
    /** Nothing that it makes. */
    ABSENT,
    /** Some of what it makes. */
    PART,
    /** Something that is not as any revision makes it. */
    STRANGE,
    /** It makes nothing that stays, so the schema does not tell. */
    SILENT
  }

  /** Tells whether anything that it makes is there. */
  boolean isThere() {
    return state == State.PRESENT || state == State.PART;
  }

  /** Tells whether the database is before it, for all that its schema tells. */
  boolean isBefore() {
    return state == State.ABSENT
        || (state == State.PART && missing.stream().anyMatch(this::holdsRows));
  }

  /** An index that is missing says nothing of the rows of its table. */
  private boolean holdsRows(Address address) {
    return switch (address.kind()) {
      case TABLE, COLUMN -> true;
      default -> false;
    };
  }
}
