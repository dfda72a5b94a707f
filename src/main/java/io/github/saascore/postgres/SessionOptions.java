package io.github.saascore.postgres;

import java.time.Duration;
import java.util.Optional;

/**
 * What a session is told about where and how it works.
 *
 * <p>What is not here is not for users to choose: {@code idle_in_transaction_session_timeout} is
 * off inside our transactions, because a Java body may think longer than a provider's limit; the
 * server looks every second whether we are still there ({@code client_connection_check_interval}),
 * because it would otherwise finish the statement of a killed build while it holds its locks; and
 * TCP keepalives end a session within a minute when the network is gone.
 *
 * @param schema the schema of the version tables; empty means the first of the search path
 * @param role the role to work as ({@code SET LOCAL ROLE}); empty means the login role
 * @param lockTimeout how long one statement may wait for a lock on a table: while it waits, every
 *     later query on that table waits behind it, so this is the longest stall an application sees;
 *     not for CREATE INDEX CONCURRENTLY and its kin, whose waits stand in nobody's way, and which
 *     leave an invalid index when they are broken off
 * @param lockRetries how often a whole revision is tried again after such a wait failed; the pauses
 *     grow from half a second to 8 seconds, so that 10 tries take about a minute and a half
 * @param lockWait how long to wait for another build that works on the same database
 * @param statementTimeout how long one statement may run; empty leaves the server's own limit to
 *     transactions, which roll back when it strikes, and lifts it for sections without a
 *     transaction, where it would leave an invalid index behind
 * @param longTrip from which length of a round trip on several revisions share a message: below it
 *     there is nothing to spare, and each revision is told as soon as it is committed
 */
public record SessionOptions(
    Optional<String> schema,
    Optional<String> role,
    Duration lockTimeout,
    int lockRetries,
    Duration lockWait,
    Optional<Duration> statementTimeout,
    Duration longTrip) {
  private static final Duration LONG_TRIP = Duration.ofMillis(3);

  /** Makes options that call a round trip long from 3 ms on. */
  public SessionOptions(
      Optional<String> schema,
      Optional<String> role,
      Duration lockTimeout,
      int lockRetries,
      Duration lockWait,
      Optional<Duration> statementTimeout) {
    this(schema, role, lockTimeout, lockRetries, lockWait, statementTimeout, LONG_TRIP);
  }

  /** Returns the documented defaults: 5 s a statement, 10 tries, 5 minutes for another build. */
  public static SessionOptions defaults() {
    return new SessionOptions(
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(5),
        10,
        Duration.ofMinutes(5),
        Optional.empty());
  }

  /** Returns these options with another schema for the version tables. */
  public SessionOptions withSchema(String newSchema) {
    return new SessionOptions(
        Optional.of(newSchema),
        role,
        lockTimeout,
        lockRetries,
        lockWait,
        statementTimeout,
        longTrip);
  }

  /** Returns these options with another role to work as. */
  public SessionOptions withRole(String newRole) {
    return new SessionOptions(
        schema,
        Optional.of(newRole),
        lockTimeout,
        lockRetries,
        lockWait,
        statementTimeout,
        longTrip);
  }

  /** Returns these options with other waits. */
  public SessionOptions withWaits(Duration newLockTimeout, int newLockRetries, Duration newWait) {
    return new SessionOptions(
        schema, role, newLockTimeout, newLockRetries, newWait, statementTimeout, longTrip);
  }

  /** Returns these options with a limit for one statement; zero is none. */
  public SessionOptions withStatementTimeout(Duration limit) {
    return new SessionOptions(
        schema, role, lockTimeout, lockRetries, lockWait, Optional.of(limit), longTrip);
  }

  /** Returns these options with another length from which on a round trip is long. */
  public SessionOptions withLongTrip(Duration length) {
    return new SessionOptions(
        schema, role, lockTimeout, lockRetries, lockWait, statementTimeout, length);
  }
}
