package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.SaascoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Says why nothing comes back from the server, in the cases that no statement of ours can show.
 *
 * <p>A commit that waits for a synchronous standby has no limit of time (manual, "Synchronous
 * Replication"), and a paused pooler answers nobody. So after some seconds a second connection is
 * opened for one question, outside of any transaction, and closed again.
 */
final class Silence implements AutoCloseable {
  private static final int FIRST_SECONDS = 5;
  private static final int AGAIN_SECONDS = 10;
  private static final int PATIENCE_MS = 3_000;

  /** Behind a proxy the process that works for us is not known: it is one of our role. */
  private static final String LOOK =
      """
      SELECT a.pid, current_setting('synchronous_standby_names')
        FROM pg_stat_activity a
       WHERE a.wait_event = 'SyncRep' AND a.datname = current_database() AND %s
       ORDER BY 1 LIMIT 1
      """;

  private static final String STANDBY =
      "the commit waits for a synchronous standby (synchronous_standby_names is '%1$s'); it is"
          + " written on this server and stays, and others see it when the wait ends, also by:"
          + " SELECT pg_cancel_backend(%2$d); which standbys there are: SELECT application_name,"
          + " sync_state FROM pg_stat_replication; to do without, as a superuser: ALTER SYSTEM SET"
          + " synchronous_standby_names = ''; SELECT pg_reload_conf()";

  private static final String NOBODY =
      "no answer, and none to a second connection: the server stands still, or a pooler in between"
          + " is paused (PgBouncer: SHOW DATABASES, then RESUME) or has no other connection to"
          + " spare";

  private final Supplier<Connection> another;
  private final String look;
  private final Consumer<String> progress;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Silence::daemon);

  /**
   * Makes a listener for one session.
   *
   * @param another opens a second connection of the same kind
   * @param progress gets a line when there is something to say
   */
  Silence(ServerFacts facts, Supplier<Connection> another, Consumer<String> progress) {
    this.another = another;
    this.look =
        LOOK.formatted(
            facts.proxied() ? "a.usename = session_user" : "a.pid = " + facts.backendPid());
    this.progress = progress;
    timer.setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "saascore-silence");
    thread.setDaemon(true);
    return thread;
  }

  /** Asks the server something. */
  @FunctionalInterface
  interface Asking<T> {
    /** Returns its answer. */
    T answer() throws SQLException;
  }

  /**
   * Returns the answer of the server, and says meanwhile why there is none.
   *
   * @throws SQLException as the server said it
   */
  <T> T during(Asking<T> asking) throws SQLException {
    Wait wait = new Wait();
    Future<?> looks =
        timer.scheduleWithFixedDelay(wait, FIRST_SECONDS, AGAIN_SECONDS, TimeUnit.SECONDS);
    try {
      return asking.answer();
    } finally {
      wait.over = true;
      looks.cancel(false);
    }
  }

  /** Returns what is to be said of the silence now, if anything. */
  private Optional<String> reason() {
    try (Connection second = another.get()) {
      second.setNetworkTimeout(Runnable::run, PATIENCE_MS);
      try (Statement statement = second.createStatement();
          ResultSet row = statement.executeQuery(look)) {
        return row.next()
            ? Optional.of(STANDBY.formatted(row.getString(2), row.getInt(1)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      return SqlProblems.timedOut(e) ? Optional.of(NOBODY) : Optional.empty();
    } catch (SaascoreException e) {
      // Any other refusal has nothing to do with what the first connection waits for.
      return e.problem().code() == Code.CONNECTION_TIMEOUT ? Optional.of(NOBODY) : Optional.empty();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One question that has no answer yet. */
  private final class Wait implements Runnable {
    private final long start = System.nanoTime();
    private volatile boolean over;

    @Override
    public void run() {
      Optional<String> reason = reason();
      if (!over && reason.isPresent()) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        progress.accept("%s (%d s)".formatted(reason.get(), seconds));
      }
    }
  }
}
