package io.github.saascore.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * How a drop behaves.
 *
 * @param allowCollateral whether objects outside of the plan may go with what they depend on
 * @param going which of the emptied schemas go too, by plain names; {@code public} always stays
 * @param lockTimeout how long a batch waits for a lock before it gives way to others
 * @param lockRetries how often a batch that met a lock is tried again
 * @param goal the goal that drops, as a user types it
 * @param keep whether the rows of tables go into the trash
 */
public record DropOptions(
    boolean allowCollateral,
    Set<String> going,
    Duration lockTimeout,
    int lockRetries,
    String goal,
    boolean keep) {
  /** Refuses collateral, keeps schemas, waits five seconds, tries again ten times. */
  public static final DropOptions DEFAULTS =
      new DropOptions(false, Set.of(), Duration.ofSeconds(5), 10, "drop-cascade", false);

  /** Checks the numbers, and copies the set. */
  public DropOptions {
    going = Set.copyOf(going);
    if (lockTimeout.toMillis() < 1 || lockRetries < 0) {
      throw new IllegalArgumentException(
          "a lock timeout of 1 ms at least, and no negative retries");
    }
  }

  /** Returns these options with collateral allowed or not. */
  public DropOptions withCollateral(boolean allowed) {
    return new DropOptions(allowed, going, lockTimeout, lockRetries, goal, keep);
  }

  /** Returns these options with other schemas that go. */
  public DropOptions withSchemas(Collection<String> others) {
    return new DropOptions(
        allowCollateral, Set.copyOf(others), lockTimeout, lockRetries, goal, keep);
  }

  /** Returns these options with another patience for locks. */
  public DropOptions withLocks(Duration timeout, int retries) {
    return new DropOptions(allowCollateral, going, timeout, retries, goal, keep);
  }

  /** Returns these options for another goal that drops. */
  public DropOptions withGoal(String other) {
    return new DropOptions(allowCollateral, going, lockTimeout, lockRetries, other, keep);
  }

  /** Returns these options with the rows of tables kept in the trash or not. */
  public DropOptions withTrash(boolean kept) {
    return new DropOptions(allowCollateral, going, lockTimeout, lockRetries, goal, kept);
  }
}
