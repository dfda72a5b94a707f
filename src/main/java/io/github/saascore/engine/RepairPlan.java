package io.github.saascore.engine;

import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import java.util.List;

/**
 * What a repair changes in our own rows; nothing else in the database is ever touched by one.
 *
 * @param changes the changes, rows that are there before rows that are lost
 * @param unfinished revisions that were left in the middle; their rows stay as they are
 */
public record RepairPlan(List<Change> changes, List<RevisionId> unfinished) {
  /** Takes copies of the lists. */
  public RepairPlan {
    changes = List.copyOf(changes);
    unfinished = List.copyOf(unfinished);
  }

  /** Tells whether there is nothing to repair. */
  public boolean isNothing() {
    return changes.isEmpty();
  }

  /** One change of one row. */
  public sealed interface Change {
    /** Returns the revision whose row it is. */
    RevisionId id();

    /** Returns the file that is believed. */
    String place();
  }

  /**
   * A row takes over what its file says now.
   *
   * @param fields what differs, at least one
   */
  public record Accept(RevisionId id, String place, List<Field> fields) implements Change {
    /** Takes a copy of the fields. */
    public Accept {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A row that must have been there is made again, as a stamp makes it: nothing of the file runs.
   *
   * @param revision the revision without a row
   * @param neededBy an applied revision that was applied after it
   */
  public record Recreate(Revision revision, String place, RevisionId neededBy) implements Change {
    @Override
    public RevisionId id() {
      return revision.id();
    }
  }

  /**
   * One column of a row.
   *
   * @param name the column
   * @param before what the row has; empty for nothing
   * @param after what the file has; empty for nothing
   */
  public record Field(String name, String before, String after) {}
}
