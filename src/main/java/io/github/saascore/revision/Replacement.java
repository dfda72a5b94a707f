package io.github.saascore.revision;

import java.util.List;
import java.util.Optional;

/**
 * A revision that does the work of others.
 *
 * @param revision the one, with the ids that it replaces
 * @param tip the newest of those, which all others lead to; empty when their files are gone, so
 *     that there is no going back to them
 */
record Replacement(Revision revision, Optional<RevisionId> tip) {

  /** What a database has of the replaced revisions. */
  enum Extent {
    /** All of them, or the replacement itself. */
    ALL,
    /** None of them. */
    NONE,
    /** Some of them. */
    SOME
  }

  RevisionId id() {
    return revision.id();
  }

  boolean replaces(RevisionId id) {
    return revision.replaces().contains(id);
  }

  /** Returns what is applied of it; what was left in the middle is a part. */
  Extent in(Replacements.Recorded recorded) {
    List<RevisionId> replaced = revision.replaces();
    if (replaced.stream().anyMatch(recorded.unfinished()::contains)) {
      return Extent.SOME;
    }
    if (recorded.has(id()) || recorded.hasAll(replaced)) {
      return Extent.ALL;
    }
    return replaced.stream().noneMatch(recorded::has) ? Extent.NONE : Extent.SOME;
  }
}
