package io.github.saascore.engine;

import java.time.Duration;

/**
 * How a drop behaves.
 *
 * @param allowCollateral whether objects outside of the plan may go with what they depend on
 * @param dropSchemas whether the emptied schemas go too; {@code public} always stays
 * @param lockTimeout how long a batch waits for a lock before it gives way to others
 * @param lockRetries how often a batch that met a lock is tried again
 * @param goal the goal that drops, as a user types it
 * @param keep whether the rows of tables go into the trash
 */
public record DropOptions(
    boolean allowCollateral,
    boolean dropSchemas,
    Duration lockTimeout,
    int lockRetries,
    String goal,
    boolean keep) {
  /** Refuses collateral, keeps schemas, waits five seconds, tries again ten times. */
  public static final DropOptions DEFAULTS =
      new DropOptions(false, false, Duration.ofSeconds(5), 10, "drop-cascade", false);

  /** Checks the numbers. */
  public DropOptions {
    if (lockTimeout.toMillis() < 1 || lockRetries < 0) {
      throw new IllegalArgumentException(
          "a lock timeout of 1 ms at least, and no negative retries");
    }
  }

  /** Returns these options with collateral allowed or not. */
  public DropOptions withCollateral(boolean allowed) {
    return new DropOptions(allowed, dropSchemas, lockTimeout, lockRetries, goal, keep);
  }

  /** Returns these options with the schemas dropped or not. */
  public DropOptions withSchemas(boolean dropped) {
    return new DropOptions(allowCollateral, dropped, lockTimeout, lockRetries, goal, keep);
  }

  /** Returns these options with another patience for locks. */
  public DropOptions withLocks(Duration timeout, int retries) {
    return new DropOptions(allowCollateral, dropSchemas, timeout, retries, goal, keep);
  }

  /** Returns these options for another goal that drops. */
  public DropOptions withGoal(String other) {
    return new DropOptions(allowCollateral, dropSchemas, lockTimeout, lockRetries, other, keep);
  }

  /** Returns these options with the rows of tables kept in the trash or not. */
  public DropOptions withTrash(boolean kept) {
    return new DropOptions(allowCollateral, dropSchemas, lockTimeout, lockRetries, goal, kept);
  }
}
