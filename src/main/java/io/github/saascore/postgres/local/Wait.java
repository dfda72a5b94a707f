package io.github.saascore.postgres.local;

import java.io.IOException;
import java.time.Duration;

/**
 * Waits for something that another process does, never for ever.
 *
 * @param limit how long at most
 */
record Wait(Duration limit) {
  private static final long STEP_MILLIS = 5;

  /** A question whose answer may need a file to be read. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  static Wait ofMillis(long millis) {
    return new Wait(Duration.ofMillis(millis));
  }

  static Wait ofSeconds(long seconds) {
    return new Wait(Duration.ofSeconds(seconds));
  }

  /** Asks every few milliseconds, and tells whether the condition came to hold in time. */
  boolean until(Condition condition) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      try {
        Thread.sleep(STEP_MILLIS);
      } catch (InterruptedException e) {
        throw LocalProblems.interrupted(e);
      }
    }
    return true;
  }
}
