package io.github.saascore.postgres;

import io.github.saascore.revision.Problems;
import io.github.saascore.revision.RevisionId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs units of work on one database, while the build lock is held.
 *
 * <p>This is the only way in which a script of a user reaches the server.
 */
public final class Runner {
  /** How many units {@link #ahead} takes at most. */
  private static final int MOST_AHEAD = 16;

  /** So many units that took no longer than this, and the next ones share a message. */
  private static final int ENOUGH_QUICK = 2 * MOST_AHEAD;

  private static final Duration QUICK = Duration.ofMillis(20);

  private final Session session;
  private final StoreSql store;
  private final Envelope envelope;
  private final Existing existing;
  private final Consumer<String> progress;
  private int alone;
  private int quick;

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
    this.envelope =
        new Envelope(
            session.options(), store, lock.inTransaction(), lock::isKept, session.afterReset());
    this.existing = existing;
    this.progress = progress;
    session.onWait(progress);
  }

  /** Makes our tables where they are missing, in a transaction of its own. */
  public void bootstrap() {
    String schema = session.facts().schemaExists() ? "" : store.createSchema();
    ours("our own tables", schema + store.bootstrap());
  }

  /**
   * Warns of sessions behind which statements of these units will queue, if there are any now. It
   * costs one round trip where no other session uses a table.
   */
  public void warnOfQueues(Supplier<List<Unit>> units) {
    Blockers blockers = new Blockers(session);
    if (blockers.mayExist()) {
      blockers
          .of(Unit.statements(units.get()), "will queue behind", Blockers.WORTH_A_WARNING_MS)
          .forEach(progress);
    }
  }

  /**
   * Refuses, before anything runs, units that cannot run on this connection.
   *
   * @throws io.github.saascore.revision.SaascoreException POOLER naming all of them
   */
  public static void requireRunnable(Session session, List<Unit> units) {
    if (units.stream().noneMatch(unit -> unit.trail().isPresent())
        || session.pooling() != Pooling.TRANSACTION) {
      return;
    }
    Problems problems = new Problems();
    units.stream()
        .filter(unit -> unit.trail().isPresent())
        .map(unit -> StepwiseProblems.pooler(unit, session.pooler()))
        .forEach(problems::add);
    problems.throwIfAny();
  }

  /** Runs one unit: in one transaction, or step by step where it cannot stand in one. */
  public Outcome run(Unit unit) {
    return unit.trail().isPresent()
        ? new StepwiseRun(session, envelope, existing, progress, unit, unit.trail().get()).run()
        : together(List.of(unit)).get(0);
  }

  /**
   * Returns how many units {@link #ahead} could make use of now: several where the network is slow,
   * or where many were so quick that a message of several is still told of in a moment.
   */
  public int reach() {
    // Behind a pooler every transaction needs its own try to get the lock.
    boolean shares = (isFar() || quick >= ENOUGH_QUICK) && session.pooling() == Pooling.NONE;
    return alone > 0 || !shares ? 1 : MOST_AHEAD;
  }

  /**
   * Runs the first of these units, or the first few: several travel in one message, each in a
   * transaction of its own. Of several, each must make a revision.
   *
   * @param units what comes next, at most {@link #reach()}
   * @return one outcome for each unit that ran, at least one
   */
  public List<Outcome> ahead(List<Unit> units) {
    long start = System.nanoTime();
    List<Outcome> outcomes = next(units);
    long most = QUICK.toNanos() * outcomes.size();
    quick = System.nanoTime() - start <= most ? quick + outcomes.size() : 0;
    return outcomes;
  }

  private List<Outcome> next(List<Unit> units) {
    int fitting = units.size() > 1 ? SharedMessage.fitting(units) : 0;
    if (fitting > 1) {
      List<Outcome> done =
          new SharedMessage(session, envelope, store).run(units.subList(0, fitting));
      alone = fitting - done.size();
      if (!done.isEmpty()) {
        return done;
      }
    }
    alone = Math.max(0, alone - 1);
    return List.of(run(units.get(0)));
  }

  private boolean isFar() {
    return session.fastestTrip().compareTo(session.options().longTrip()) > 0;
  }

  /**
   * Runs all units in one transaction.
   *
   * @return one outcome a unit, in order
   */
  public List<Outcome> together(List<Unit> units) {
    return new TransactionRun(session, envelope, existing, progress).run(units);
  }

  /**
   * Runs a unit in a transaction that is rolled back in any case, and lets somebody look at what
   * the unit has made of the database before it is; only for a unit that can stand in one.
   *
   * @param look is called in the open transaction, in which the connection has autocommit off
   */
  public void trial(Unit unit, Runnable look) {
    if (unit.trail().isPresent()) {
      throw new IllegalArgumentException(unit.name() + " cannot stand in a transaction");
    }
    new TransactionRun(session, envelope, existing, progress, Optional.of(look)).run(List.of(unit));
  }

  /** Runs statements of ours in one transaction. */
  public void ours(String name, String sql) {
    together(List.of(Unit.ours(name, sql)));
  }

  /**
   * Runs statements of ours in one transaction, if exactly these revisions are applied. That is
   * asked only where no lock was held since they were read.
   *
   * @return false when others are applied by now; then nothing has run
   */
  public boolean ours(String name, String sql, Set<RevisionId> applied) {
    String check = session.pooling() == Pooling.TRANSACTION ? envelope.unchanged(applied) : "";
    return together(List.of(Unit.ours(name, check + sql))).get(0) instanceof Outcome.Done;
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
      session.send(store.failure(what, subject, SecretText.hidden(error)));
      return true;
    } catch (SQLException e) {
      progress.accept("unable to write the event log: " + e.getMessage());
      return false;
    }
  }
}
