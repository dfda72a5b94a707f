package io.github.saascore.postgres;

import io.github.saascore.revision.Revision;
import java.time.Instant;
import java.util.Optional;

/**
 * One row of {@code saascore_revision}.
 *
 * @param revision id, parents, dependencies and message as they were when it was applied; labels
 *     are not stored
 * @param checksum the checksum of the file at that time; empty when there was no file
 * @param how how it came to count as applied
 * @param appliedAt when
 * @param appliedBy by which database user
 * @param durationMs how long its statements took, in milliseconds
 * @param started whether it was begun and never finished; only a revision with {@code
 *     transaction=none} can be in that state
 * @param step how many statements of a started revision are known to have run
 */
public record AppliedRevision(
    Revision revision,
    Optional<String> checksum,
    How how,
    Instant appliedAt,
    String appliedBy,
    long durationMs,
    boolean started,
    int step) {}
