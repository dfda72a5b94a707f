package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.SaascoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells, while the server works on a message, what it waits for, and how far a long statement is.
 *
 * <p>The session that waits cannot be asked meanwhile. CREATE INDEX CONCURRENTLY and its kin wait
 * for other transactions without a limit, a lock timeout may be long, a commit that waits for a
 * synchronous standby has no limit of time (manual, "Synchronous Replication"), and a paused pooler
 * answers nobody. So after some seconds a second connection is opened for one question, in
 * autocommit, and closed again: the statement would wait for an open transaction, too.
 */
final class WaitWatch implements AutoCloseable {
  private static final int EVERY_SECONDS = 5;

  /** The usual wait for a lock is over by then, and told of with what is done next. */
  private static final int FIRST_UNNAMED_SECONDS = 6;

  private static final int PATIENCE_MS = 3_000;

  private static final String LOOK = "waits.sql";

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

  private static final String OWN_SLOT =
      "waits for pid %s, which makes its replication slot and waits for it in turn: the publisher"
          + " is a database of the same server, so this never ends; stop it, run there SELECT"
          + " pg_create_logical_replication_slot('<name of the subscription>', 'pgoutput'),"
          + " and write WITH (create_slot = false)";

  private final Supplier<Connection> another;
  private final Optional<Integer> process;
  private final Consumer<String> progress;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, WaitWatch::daemon);

  /**
   * Makes a watch over one session.
   *
   * @param process the server process that works for the session, where it is known: behind a
   *     pooler it may be any of our role
   * @param another opens a second connection of the same kind
   * @param progress gets a line when there is something to say
   */
  WaitWatch(Optional<Integer> process, Supplier<Connection> another, Consumer<String> progress) {
    this.another = another;
    this.process = process;
    this.progress = progress;
    timer.setRemoveOnCancelPolicy(true);
  }

  private String look() {
    Map<String, String> values =
        Map.of(
            "process",
            String.valueOf(process.orElse(0)),
            "committing",
            process.map(pid -> "a.pid = " + pid).orElse("a.usename = session_user"),
            "session",
            HolderSql.SESSION,
            "prepared",
            HolderSql.PREPARED,
            "prepared_of_lock",
            HolderSql.PREPARED_OF_LOCK);
    return Resources.text(LOOK, values);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "saascore-watch");
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
   * @param what a statement of which is told how far it is, too; empty for a message that has
   *     nothing to tell while it works
   * @throws SQLException as the server said it
   */
  <T> T during(Optional<String> what, Asking<T> asking) throws SQLException {
    Wait wait = new Wait(what);
    int first = what.isPresent() ? EVERY_SECONDS : FIRST_UNNAMED_SECONDS;
    Future<?> looks = timer.scheduleWithFixedDelay(wait, first, EVERY_SECONDS, TimeUnit.SECONDS);
    try {
      return asking.answer();
    } finally {
      wait.over = true;
      looks.cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One question that has no answer yet. */
  private final class Wait implements Runnable {
    private final Optional<String> what;
    private final long start = System.nanoTime();
    private volatile boolean over;
    private boolean blind;

    Wait(Optional<String> what) {
      this.what = what;
    }

    @Override
    public void run() {
      Optional<String> text = blind ? Optional.empty() : text();
      if (!over && text.isPresent()) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        progress.accept("%s (%d s)".formatted(text.get(), seconds));
      }
    }

    private Optional<String> text() {
      try (Connection second = another.get()) {
        second.setNetworkTimeout(Runnable::run, PATIENCE_MS);
        try (Statement statement = second.createStatement();
            ResultSet row = statement.executeQuery(look())) {
          row.next();
          return text(row);
        }
      } catch (SQLException e) {
        return failed(SqlProblems.timedOut(e), e);
      } catch (SaascoreException e) {
        return failed(e.problem().code() == Code.CONNECTION_TIMEOUT, e);
      }
    }

    private Optional<String> text(ResultSet row) throws SQLException {
      Optional<String> wait = wait(row);
      Optional<String> phase = Optional.ofNullable(row.getString("phase"));
      return what.map(
              statement ->
                  statement + ": " + phase.orElse("running") + wait.map(", "::concat).orElse(""))
          .or(() -> wait);
    }

    private Optional<String> wait(ResultSet row) throws SQLException {
      if (row.getString("committing") != null) {
        return Optional.of(
            STANDBY.formatted(row.getString("standby_names"), row.getInt("committing")));
      }
      Optional<String> slot = Optional.ofNullable(row.getString("slot"));
      return Optional.ofNullable(row.getString("holders"))
          .map("waits for "::concat)
          .or(() -> slot.filter(pid -> makesSlot()).map(OWN_SLOT::formatted));
    }

    private boolean makesSlot() {
      return what.filter(statement -> statement.startsWith("CREATE SUBSCRIPTION")).isPresent();
    }

    /** Any other refusal has nothing to do with what the first connection waits for. */
    private Optional<String> failed(boolean silent, Exception e) {
      if (silent) {
        return Optional.of(NOBODY);
      }
      blind = true;
      return what.map(
          statement -> "unable to look what " + statement + " waits for: " + e.getMessage());
    }
  }
}
