package io.github.saascore.postgres;

import java.util.Optional;

/**
 * Why an object is not dropped, and what would change that.
 *
 * @param reason one line for the reader
 * @param mend the SQL, or the command, that removes the obstacle; empty where the object is kept on
 *     purpose
 */
public record Obstacle(String reason, Optional<String> mend) {
  /** Returns an obstacle that is there on purpose. */
  static Obstacle kept(String reason) {
    return new Obstacle(reason, Optional.empty());
  }
}
