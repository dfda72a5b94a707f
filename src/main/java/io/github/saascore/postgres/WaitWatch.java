package io.github.saascore.postgres;

import io.github.saascore.revision.SaascoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells, while one long statement runs, how far it is and for whom it waits.
 *
 * <p>CREATE INDEX CONCURRENTLY and its kin wait for other transactions without a limit, and the
 * session that runs them cannot be asked meanwhile. So a second connection is opened after five
 * seconds. It asks in autocommit and never has a transaction open: the statement would wait for
 * that one, too.
 */
final class WaitWatch {
  private static final int EVERY_SECONDS = 5;

  private static final String LOOK =
      """
      SELECT coalesce((SELECT p.phase
                              || CASE WHEN p.blocks_total > 0
                                      THEN ' ' || p.blocks_done * 100 / p.blocks_total || ' %%'
                                      ELSE '' END
                         FROM pg_stat_progress_create_index p WHERE p.pid = %1$d), 'running'),
             (SELECT string_agg(b.who, '; ')
                FROM (SELECT 'pid ' || b.pid || ' (' || concat_ws(', ',
                               'application ' || nullif(a.application_name, ''),
                               'role ' || a.usename,
                               'in transaction since ' || to_char(a.xact_start, 'HH24:MI:SS'),
                               a.state) || ')'
                        FROM unnest(pg_blocking_pids(%1$d)) AS b(pid)
                        LEFT JOIN pg_stat_activity a ON a.pid = b.pid
                       WHERE b.pid <> 0
                      UNION
                      SELECT %2$s
                        FROM pg_locks w
                        JOIN pg_locks l ON l.pid IS NULL AND l.granted AND l.locktype = w.locktype
                                       AND (l.transactionid = w.transactionid
                                            OR (l.database, l.relation) = (w.database, w.relation))
                        %3$s
                       WHERE w.pid = %1$d AND NOT w.granted) AS b(who)),
             (SELECT min(w.pid)
                FROM pg_locks w
               WHERE NOT w.granted AND w.locktype = 'transactionid'
                 AND %1$d = ANY (pg_blocking_pids(w.pid)))
      """;

  private static final String OWN_SLOT =
      ", waits for pid %s, which makes its replication slot and waits for it in turn: the publisher"
          + " is a database of the same server, so this never ends; stop it, run there SELECT"
          + " pg_create_logical_replication_slot('<name of the subscription>', 'pgoutput'),"
          + " and write WITH (create_slot = false)";

  private final Session session;
  private final Supplier<Connection> another;
  private final String what;
  private final Consumer<String> progress;
  private final long start = System.nanoTime();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<Connection> second = Optional.empty();

  private WaitWatch(
      Session session, Supplier<Connection> another, String what, Consumer<String> progress) {
    this.session = session;
    this.another = another;
    this.what = what;
    this.progress = progress;
  }

  /**
   * Sends a statement and watches it, where the session was given a way to a second connection.
   *
   * @throws SQLException as the server said it
   */
  static void send(
      Session session, io.github.saascore.script.Statement statement, Consumer<String> progress)
      throws SQLException {
    Optional<WaitWatch> watch =
        session
            .another()
            .map(
                another ->
                    new WaitWatch(session, another, statement.shape().describes(), progress));
    watch.ifPresent(WaitWatch::start);
    try {
      session.send(statement.sql());
    } finally {
      watch.ifPresent(all -> all.stopped.countDown());
    }
  }

  private void start() {
    Thread thread = new Thread(this::watch, "saascore-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (!stopped.await(EVERY_SECONDS, TimeUnit.SECONDS) && look()) {}
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      second.ifPresent(this::close);
    }
  }

  /** Looks once; false where that is not possible, and need not be tried again. */
  private boolean look() {
    try {
      if (second.isEmpty()) {
        second = Optional.of(another.get());
      }
      String look =
          LOOK.formatted(
              session.facts().backendPid(),
              PreparedTransactions.NAME,
              PreparedTransactions.OF_LOCK);
      try (Statement statement = second.orElseThrow().createStatement();
          ResultSet row = statement.executeQuery(look)) {
        row.next();
        Optional<String> waits = Optional.ofNullable(row.getString(2)).map(", waits for "::concat);
        Optional<String> behind = Optional.ofNullable(row.getString(3)).filter(pid -> makesSlot());
        tell(row.getString(1), waits.or(() -> behind.map(OWN_SLOT::formatted)).orElse(""));
        return true;
      }
    } catch (SQLException | SaascoreException e) {
      progress.accept("unable to look what " + what + " waits for: " + e.getMessage());
      return false;
    }
  }

  private boolean makesSlot() {
    return what.startsWith("CREATE SUBSCRIPTION");
  }

  private void tell(String phase, String waits) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    progress.accept("%s: %s%s (%d s)".formatted(what, phase, waits, seconds));
  }

  private void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      progress.accept("unable to close the watching connection: " + e.getMessage());
    }
  }
}
