package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Ends the server session of a run while one of its statements waits for another transaction. */
final class Interruption {
  private static final Duration LONG = Duration.ofSeconds(60);

  private Interruption() {}

  /**
   * Starts a run, waits until a statement of it waits, ends its session, and returns its error.
   *
   * @param blocking what an open transaction of an application has done meanwhile
   * @param query the begin of the waiting statement
   */
  static SaascoreException of(TestDatabase db, String blocking, String query, Callable<?> run)
      throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection application = db.connect();
        Statement statement = application.createStatement()) {
      application.setAutoCommit(false);
      statement.execute(blocking);
      Future<?> running = thread.submit(run);
      terminate(db, query);
      return error(running);
    } finally {
      thread.shutdownNow();
    }
  }

  private static void terminate(TestDatabase db, String query) throws InterruptedException {
    String waiting =
        "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            + " AND query LIKE '%s%%' AND wait_event_type IN ('Lock', 'Timeout')"
                .formatted(query.replace("'", "''"));
    long end = System.nanoTime() + LONG.toNanos();
    while (db.list("SELECT pg_terminate_backend(pid) " + waiting).isEmpty()) {
      assertThat(System.nanoTime()).as("waited too long for %s", query).isLessThan(end);
      Thread.sleep(20);
    }
    while (!db.one("SELECT count(*) " + waiting).equals("0")) {
      Thread.sleep(20);
    }
  }

  private static SaascoreException error(Future<?> running) throws InterruptedException {
    try {
      running.get();
      throw new AssertionError("the run ended well");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SaascoreException expected) {
        return expected;
      }
      throw new AssertionError("the run failed otherwise", e);
    }
  }

  /** Opens a transaction of an application that stays open until the connection is closed. */
  static Connection open(TestDatabase db, String sql) throws SQLException {
    Connection connection = db.connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return connection;
  }
}
