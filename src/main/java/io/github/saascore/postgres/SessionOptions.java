package io.github.saascore.postgres;

import java.time.Duration;
import java.util.Optional;

/**
 * What a session is told about where and how it works.
 *
 * @param schema the schema of the version tables; empty means the first of the search path
 * @param role the role to work as ({@code SET LOCAL ROLE}); empty means the login role
 * @param lockTimeout how long one statement may wait for a lock on a table
 * @param lockRetries how often a whole revision is tried again after such a wait failed
 * @param lockWait how long to wait for another build that works on the same database
 */
public record SessionOptions(
    Optional<String> schema,
    Optional<String> role,
    Duration lockTimeout,
    int lockRetries,
    Duration lockWait) {

  /** Returns the documented defaults: 5 s a statement, 10 tries, 5 minutes for another build. */
  public static SessionOptions defaults() {
    return new SessionOptions(
        Optional.empty(), Optional.empty(), Duration.ofSeconds(5), 10, Duration.ofMinutes(5));
  }

  /** Returns these options with another schema for the version tables. */
  public SessionOptions withSchema(String newSchema) {
    return new SessionOptions(Optional.of(newSchema), role, lockTimeout, lockRetries, lockWait);
  }

  /** Returns these options with another role to work as. */
  public SessionOptions withRole(String newRole) {
    return new SessionOptions(schema, Optional.of(newRole), lockTimeout, lockRetries, lockWait);
  }

  /** Returns these options with other waits. */
  public SessionOptions withWaits(Duration newLockTimeout, int newLockRetries, Duration newWait) {
    return new SessionOptions(schema, role, newLockTimeout, newLockRetries, newWait);
  }
}
