package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Relation;
import io.github.saascore.postgres.Quote;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sees from a second session which locks a statement takes that no transaction may stand around.
 *
 * <p>Such a statement lets go of its locks as it ends, and over empty tables that is at once. So
 * the second session stands in its way. First it holds the tables in SHARE UPDATE EXCLUSIVE: the
 * statement queues for the first lock that others could feel, and the queue tells which. Then it
 * holds no more than a reader does, with a snapshot: CREATE INDEX CONCURRENTLY and its kin wait for
 * that while they hold what they hold. Then it lets go of everything.
 */
final class LockWatch {
  /** More tables than these would fill the server's lock table. */
  private static final int MOST_TABLES = 1000;

  private static final int PAUSE_MS = 2;

  private final Connection other;
  private final int pid;
  private final Map<Long, Set<LockMode>> seen = new HashMap<>();

  /**
   * Makes a watch.
   *
   * @param other a second session of the same database, in autocommit mode
   * @param pid the server process of the session to be watched
   */
  LockWatch(Connection other, int pid) {
    this.other = other;
    this.pid = pid;
  }

  /** What is watched. */
  @FunctionalInterface
  interface Work {
    /** Runs the statement. */
    void run() throws SQLException;
  }

  /**
   * Runs a statement and returns the modes in which it held, or queued for, each relation.
   *
   * @param relations what there is before
   * @throws SQLException as the statement ends, or when the second session is lost
   */
  Map<Long, Set<LockMode>> during(Collection<Relation> relations, Work work) throws SQLException {
    seen.clear();
    stand(relations);
    AtomicBoolean done = new AtomicBoolean();
    FutureTask<Boolean> watch = new FutureTask<>(() -> look(done));
    Thread thread = new Thread(watch, "saascore lock watch");
    thread.setDaemon(true);
    thread.start();
    try {
      work.run();
    } finally {
      done.set(true);
      join(watch);
    }
    return Map.copyOf(seen);
  }

  private static void join(FutureTask<Boolean> watch) throws SQLException {
    try {
      watch.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stand(Collection<Relation> relations) throws SQLException {
    List<String> tables =
        relations.stream()
            .filter(Relation::isTable)
            .map(
                relation ->
                    "ONLY " + Quote.name(relation.schema()) + "." + Quote.name(relation.bareName()))
            .sorted()
            .toList();
    send("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
    if (!tables.isEmpty() && tables.size() <= MOST_TABLES) {
      String all = String.join(", ", tables);
      send(
          "LOCK TABLE %1$s IN ACCESS SHARE MODE; SAVEPOINT reader;".formatted(all)
              + " LOCK TABLE %1$s IN SHARE UPDATE EXCLUSIVE MODE".formatted(all));
    } else {
      send("SAVEPOINT reader");
    }
  }

  /** Steps back once each time that the statement waits; true when it has stepped back at all. */
  private boolean look(AtomicBoolean done) throws SQLException, InterruptedException {
    List<String> steps = List.of("ROLLBACK TO SAVEPOINT reader", "ROLLBACK");
    int step = 0;
    try {
      while (!done.get()) {
        if (waits() && step < steps.size()) {
          send(steps.get(step++));
        }
        Thread.sleep(PAUSE_MS);
      }
    } finally {
      send("ROLLBACK");
    }
    return step > 0;
  }

  private boolean waits() throws SQLException {
    boolean waits = false;
    try (Statement jdbc = other.createStatement();
        ResultSet row =
            jdbc.executeQuery(
                "SELECT coalesce(relation, 0)::int8, mode, granted, locktype = 'relation'"
                    + " FROM pg_locks WHERE pid = "
                    + pid)) {
      while (row.next()) {
        waits |= !row.getBoolean(3);
        if (row.getBoolean(4)) {
          seen.computeIfAbsent(row.getLong(1), relation -> EnumSet.noneOf(LockMode.class))
              .add(LockMode.named(row.getString(2)));
        }
      }
    }
    return waits;
  }

  private void send(String sql) throws SQLException {
    try (Statement jdbc = other.createStatement()) {
      jdbc.execute(sql);
    }
  }
}
