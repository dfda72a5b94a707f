package io.github.saascore.postgres;

import io.github.saascore.revision.Revision;
import io.github.saascore.script.FileDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * One row of {@code saascore_revision}.
 *
 * @param revision id, parents, dependencies and message as they were when it was applied; labels
 *     are not stored
 * @param checksum the checksum of the file at that time; empty when there was no file
 * @param digest what the bytes of the file came to at that time; empty when there was no file
 * @param how how it came to count as applied
 * @param appliedAt when
 * @param appliedBy by which database user
 * @param durationMs how long its statements took, in milliseconds
 * @param state whether it is applied, or was left in the middle
 * @param step how many statements are known to have run, when it was left in the middle
 */
public record AppliedRevision(
    Revision revision,
    Optional<String> checksum,
    Optional<FileDigest> digest,
    How how,
    Instant appliedAt,
    String appliedBy,
    long durationMs,
    State state,
    int step) {

  /** Whether a revision is whole; only one with {@code transaction=none} can be anything else. */
  public enum State {
    /** It is applied. */
    APPLIED,
    /** An upgrade began it and did not finish. */
    STARTED,
    /** A downgrade began to undo it and did not finish. */
    UNDOING
  }

  /** Tells whether it was left in the middle. */
  public boolean isUnfinished() {
    return state != State.APPLIED;
  }
}
