package io.github.saascore.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs units of work on one database, while the build lock is held.
 *
 * <p>This is the only way in which a script of a user reaches the server.
 */
public final class Runner {
  private final Session session;
  private final StoreSql store;
  private final Envelope envelope;
  private final Existing existing;
  private final Consumer<String> progress;

  /**
   * Makes a runner.
   *
   * @param existing what to do with statements that would create what exists
   * @param progress gets a line whenever the run has to wait
   */
  public Runner(
      Session session,
      StoreSql store,
      BuildLock lock,
      Existing existing,
      Consumer<String> progress) {
    this.session = session;
    this.store = store;
    this.envelope = new Envelope(session.options(), store, lock.inTransaction());
    this.existing = existing;
    this.progress = progress;
  }

  /** Makes our tables where they are missing, in a transaction of its own. */
  public void bootstrap() {
    String schema = session.facts().schemaExists() ? "" : store.createSchema();
    ours("our own tables", schema + store.bootstrap());
  }

  /** Runs one unit: in one transaction, or step by step where it cannot stand in one. */
  public Outcome run(Unit unit) {
    return unit.trail().isPresent()
        ? new StepwiseRun(session, envelope, existing).run(unit, unit.trail().get())
        : together(List.of(unit)).get(0);
  }

  /**
   * Runs all units in one transaction.
   *
   * @return one outcome a unit, in order
   */
  public List<Outcome> together(List<Unit> units) {
    return new TransactionRun(session, envelope, existing, progress).run(units);
  }

  /** Runs statements of ours in one transaction. */
  public void ours(String name, String sql) {
    together(List.of(Unit.ours(name, sql)));
  }

  /**
   * Appends a failure to the event log, if the connection and the log are there.
   *
   * @return whether it could be written
   */
  public boolean logFailure(String what, String subject, String error) {
    if (session.isLost()) {
      return false;
    }
    try {
      session.send(store.failure(what, subject, error));
      return true;
    } catch (SQLException e) {
      progress.accept("unable to write the event log: " + e.getMessage());
      return false;
    }
  }
}
