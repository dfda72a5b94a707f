package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Keeps two builds from changing one database at the same time.
 *
 * <p>On a direct connection it is an advisory lock of the session that also runs the migrations, so
 * it is held exactly as long as they can run, and falls with the connection. It is asked for with
 * {@code pg_try_advisory_lock} in a loop and never waited for inside a statement: a waiting
 * statement holds a snapshot, and {@code CREATE INDEX CONCURRENTLY} in the other build waits for
 * that. Behind a transaction pooler a session lock would be somebody else's; there each transaction
 * takes {@link #inTransaction()} for itself.
 *
 * <p>A session holds it twice, so that it can look whether it still does by giving one back and
 * taking it again: the view pg_locks costs ten times as much.
 */
public final class BuildLock implements AutoCloseable {
  /** The first key of all our advisory locks: "saas" in ASCII, so it is recognised in pg_locks. */
  private static final int CLASS = 0x73616173;

  private static final Duration TELL_AGAIN = Duration.ofSeconds(5);
  private static final int POLL_MS = 150;

  private final Session session;
  private final String keys;
  private boolean held;

  /** Makes the lock of this session's database and schema; it is not held yet. */
  public BuildLock(Session session) {
    this.session = session;
    this.keys = keys(session.facts().schema());
  }

  /** Returns the expression with which a script of ours takes the lock for one transaction. */
  static String expression(StoreSql store) {
    return "pg_try_advisory_xact_lock(" + keys(store.schema().orElse("public")) + ")";
  }

  private static String keys(String schema) {
    return CLASS + ", " + schema.hashCode();
  }

  /** Tells whether each transaction must take the lock for itself. */
  public boolean isPerTransaction() {
    return session.pooling() == Pooling.TRANSACTION;
  }

  /** Returns the expression that takes the lock until the end of the transaction, or is false. */
  public Optional<String> inTransaction() {
    return isPerTransaction()
        ? Optional.of("pg_try_advisory_xact_lock(" + keys + ")")
        : Optional.empty();
  }

  /** Returns the expression that is false where the session has given up the lock that it held. */
  Optional<String> isKept() {
    return held
        ? Optional.of("pg_advisory_unlock(%1$s) AND pg_try_advisory_lock(%1$s)".formatted(keys))
        : Optional.empty();
  }

  /**
   * Waits, within bounds, until no other build works on this database, and tells for whom. The
   * session then looks again what is there: a build before may have made our tables or dropped
   * them.
   *
   * @param waiting gets a line at once when there is somebody to wait for, then every 5 seconds
   * @return whether somebody else held it, so that state read before is old
   * @throws io.github.saascore.revision.SaascoreException LOCKED when the wait is over
   */
  public boolean acquire(Consumer<String> waiting) {
    if (isPerTransaction()) {
      return false;
    }
    long start = System.nanoTime();
    long told = 0;
    boolean waited = false;
    while (!tryOnce()) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      if (elapsed.compareTo(session.options().lockWait()) >= 0) {
        throw timedOut();
      }
      if (!waited || elapsed.toNanos() - told >= TELL_AGAIN.toNanos()) {
        waiting.accept("waiting for " + holder() + " (" + elapsed.toSeconds() + " s)");
        told = elapsed.toNanos();
      }
      waited = true;
      pause();
    }
    held = true;
    session.lookAgain();
    return waited;
  }

  private boolean tryOnce() {
    return session
        .query(
            "SELECT %1$s AND %1$s, %2$s"
                .formatted("pg_try_advisory_lock(" + keys + ")", Envelope.WATCH_COLUMNS),
            row -> row.getBoolean(1))
        .get(0);
  }

  /** Returns who holds it, for a message. */
  public String holder() {
    // pg_locks shows both keys as oid, which has no sign.
    String unsigned =
        CLASS + "::oid, " + Integer.toUnsignedString(session.facts().schema().hashCode()) + "::oid";
    List<String> holders =
        session.query(
            """
            SELECT 'pid ' || l.pid
                   || coalesce(', ' || nullif(a.application_name, ''), '')
                   || coalesce(', role ' || a.usename, '')
                   || coalesce(', from ' || a.client_addr, '')
                   || coalesce(', since ' || to_char(a.backend_start, 'HH24:MI:SS'), '')
                   || CASE WHEN a.state = 'active' AND a.query NOT LIKE '<%%'
                           THEN ', running: ' || left(regexp_replace(a.query, '\\s+', ' ', 'g'), 80)
                           ELSE '' END
              FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
             WHERE l.locktype = 'advisory' AND l.granted AND (l.classid, l.objid) = (%s)
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
                .formatted(unsigned),
            row -> row.getString(1));
    return holders.isEmpty() ? "another build that just ended" : "another build: " + holders.get(0);
  }

  private RuntimeException timedOut() {
    return Problem.of(
            Code.LOCKED,
            "another build is still working on database '"
                + session.facts().database()
                + "' after "
                + session.options().lockWait().toSeconds()
                + " s")
        .because(holder())
        .hint(
            "let it finish and run this again, wait longer with -Dsaascore.lockWait=15m, or end it:"
                + " SELECT pg_terminate_backend(<pid>)")
        .asException();
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS + ThreadLocalRandom.current().nextInt(POLL_MS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.LOCKED, "interrupted while waiting for another build")
          .hint("nothing was changed; run the same goal again")
          .asException();
    }
  }

  /** Gives the lock back, if it is held; a lost connection has given it back already. */
  @Override
  public void close() {
    if (!held || session.isLost()) {
      return;
    }
    held = false;
    try {
      session.send("SELECT %1$s AND %1$s".formatted("pg_advisory_unlock(" + keys + ")"));
    } catch (SQLException e) {
      if (!SqlProblems.connectionLost(e)) {
        throw new SaascoreException(SqlProblems.of(e), e);
      }
    }
  }
}
