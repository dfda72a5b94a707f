package io.github.saascore.postgres;

import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Probe;
import io.github.saascore.script.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Runs a unit whose statements cannot stand in one transaction, one at a time, and goes on where an
 * earlier run stopped.
 *
 * <p>A statement that can stand in a transaction shares one with the row that says it ran. Before
 * any other one its text is written down, and after it that it ran; where only the former is found,
 * the catalog is asked what became of it. No two runs can be here at once: the lock is held by the
 * session that runs the statements, so it is free only when the server has ended that session, and
 * with it whatever it was running.
 */
final class StepwiseRun {
  private final Session session;
  private final Envelope envelope;
  private final Existing existing;
  private final Consumer<String> progress;
  private final StatementProbe catalog;
  private final Unit unit;
  private final Unit.Trail trail;
  private final List<Statement> statements;
  private final StepwiseProblems problems;
  private final List<Skipped> skipped = new ArrayList<>();

  StepwiseRun(
      Session session,
      Envelope envelope,
      Existing existing,
      Consumer<String> progress,
      Unit unit,
      Unit.Trail trail) {
    this.session = session;
    this.envelope = envelope;
    this.existing = existing;
    this.progress = progress;
    this.catalog = new StatementProbe(session);
    this.unit = unit;
    this.trail = trail;
    this.statements = ((Unit.Script) unit.work()).statements();
    this.problems = new StepwiseProblems(unit, statements);
  }

  /**
   * Runs all statements that have not run yet, and then writes the unit's rows.
   *
   * @throws SaascoreException naming the statement that the server refused, and what is left; or
   *     STARTED where nobody can tell whether a statement has run
   */
  Outcome run() {
    if (session.pooling() == Pooling.TRANSACTION) {
      throw StepwiseProblems.pooler(unit, session.pooler()).asException();
    }
    long start = System.nanoTime();
    try {
      for (int i = begin(); i < statements.size(); i++) {
        step(i);
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      session.send(envelope.resetSession());
      session.send(envelope.ours(unit.rows().apply(millis)));
      return new Outcome.Done(millis, skipped);
    } catch (SQLException e) {
      throw reset(problems.interrupted(e));
    } catch (SaascoreException e) {
      throw reset(e);
    }
  }

  private SaascoreException reset(SaascoreException cause) {
    if (!session.isLost()) {
      try {
        session.leaveTransaction();
        session.send(envelope.resetSession());
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
    return cause;
  }

  /** Returns the first statement to run. */
  private int begin() throws SQLException {
    if (trail.resumed().isEmpty()) {
      session.send(envelope.ours(trail.begun() + progress(0)) + envelope.sessionSettings());
      return 0;
    }
    Unit.Resumed resumed = trail.resumed().get();
    Progress before = resumed.progress();
    session.send(envelope.ours(trail.begun()) + envelope.sessionSettings());
    for (Statement statement : statements.subList(0, before.step())) {
      if (Probe.of(statement) instanceof Probe.Setting) {
        session.send(statement.sql());
      }
    }
    progress.accept(
        "%s was left in the middle: going on behind statement %d of %d"
            .formatted(unit.name(), before.step(), statements.size()));
    if (resumed.answer().filter(Resolve.Answer.DONE::equals).isPresent()) {
      return note(before.step() + 1);
    }
    return before.running().isEmpty() ? before.step() : settle(resumed, before.running().get());
  }

  /** Settles what became of the statement in doubt, and returns the first one to run. */
  private int settle(Unit.Resumed resumed, Begun begun) throws SQLException {
    Progress before = resumed.progress();
    boolean retry = resumed.answer().filter(Resolve.Answer.RETRY::equals).isPresent();
    Probe probe =
        Probe.of(
            before.isFollowedBy(begun, statements)
                ? statements.get(before.step())
                : begun.statement());
    Finding finding = catalog.find(probe);
    if (finding instanceof Finding.Leftover leftover) {
      clean(leftover);
      finding = catalog.find(probe);
    }
    if (finding instanceof Finding.Unknown && !retry) {
      throw problems.unknown(before);
    }
    boolean ran = finding instanceof Finding.Done && !retry;
    if (!ran && !(finding instanceof Finding.Unfinished)) {
      return before.step();
    }
    if (!before.isFollowedBy(begun, statements)) {
      throw problems.edited(before);
    }
    if (finding instanceof Finding.Unfinished unfinished) {
      progress.accept(unfinished.what() + ": " + unfinished.sql());
      watched(unfinished.sql());
    }
    return note(before.step() + 1);
  }

  private void clean(Finding.Leftover leftover) throws SQLException {
    progress.accept("removing what a broken-off statement left: " + leftover.what());
    for (String sql : leftover.cleanup()) {
      watched(sql);
    }
  }

  /** It waits for other transactions as long as the statement did that it follows. */
  private void watched(String sql) throws SQLException {
    session.send(Statement.stored(unit.place(), sql));
  }

  private String progress(int step) {
    return trail.progress().apply(Progress.after(statements, step));
  }

  private int note(int step) throws SQLException {
    session.send(envelope.ours(progress(Math.min(step, statements.size()))));
    return step;
  }

  private void step(int i) throws SQLException {
    Statement statement = statements.get(i);
    if (trail.there().containsKey(i)) {
      skipped.add(trail.there().get(i));
      note(i + 1);
      return;
    }
    Probe probe = Probe.of(statement);
    if (probe instanceof Probe.Atomic) {
      together(i, statement);
    } else {
      alone(i, statement, probe);
    }
  }

  /** The statement and the row that says it ran, in one transaction. */
  private void together(int i, Statement statement) throws SQLException {
    LockRetry retry = new LockRetry(session, progress, List.of(statement));
    String after = envelope.kept(unit) + envelope.afterSingle(progress(i + 1));
    while (true) {
      try {
        Iterator<Message> messages =
            Message.of(envelope.beforeSingle(), List.of(statement), () -> after);
        while (messages.hasNext()) {
          CopyIn.send(session, messages.next());
        }
        return;
      } catch (SQLException e) {
        SqlProblems.requireConnection(e);
        session.send("ROLLBACK");
        if (SqlProblems.lockFailed(SqlProblems.state(e))) {
          retry.pauseForLock(e);
        } else if (isSkipped(statement, e)) {
          note(i + 1);
          return;
        } else {
          throw failed(i, new Probe.Atomic(), true, e);
        }
      }
    }
  }

  /** The statement alone, with its text written down before. */
  private void alone(int i, Statement statement, Probe probe) throws SQLException {
    boolean before = isThere(probe);
    if (before && probe instanceof Probe.IndexBuild build && isTolerant(build)) {
      if (!(catalog.find(build) instanceof Finding.Leftover leftover)) {
        skipped.add(Skipped.of(statement, "relation " + build.name() + " already exists"));
        note(i + 1);
        return;
      }
      clean(leftover);
      before = false;
    }
    if (!before && !(probe instanceof Probe.Setting)) {
      session.send(envelope.ours(trail.progress().apply(Progress.in(statements, i))));
    }
    send(i, statement, probe, before);
    note(i + 1);
    requireLock(i);
  }

  /** Nothing runs unguarded behind a statement that gave up the lock. */
  private void requireLock(int i) throws SQLException {
    try {
      session.send(envelope.kept(unit));
    } catch (SQLException e) {
      SqlProblems.requireConnection(e);
      throw problems.stopped(i, e, "it has run as well: the next run goes on behind it");
    }
  }

  private void send(int i, Statement statement, Probe probe, boolean before) throws SQLException {
    LockRetry retry = new LockRetry(session, progress, List.of(statement));
    // To run such a statement again is harmless, so it need not stand first in a queue for ever.
    boolean bounded = probe instanceof Probe.Repeatable;
    while (true) {
      try {
        if (bounded) {
          session.send(envelope.boundWaits());
        }
        session.send(statement);
        if (bounded) {
          session.send(envelope.unboundWaits());
        }
        return;
      } catch (SQLException e) {
        SqlProblems.requireConnection(e);
        if (bounded && SqlProblems.lockFailed(SqlProblems.state(e))) {
          retry.pauseForLock(e);
        } else if (isSkipped(statement, e)) {
          return;
        } else {
          throw failed(i, probe, catalog.isCleanAfterError(probe, before, e), e);
        }
      }
    }
  }

  /** Tells whether what the statement makes was there before it ran. */
  private boolean isThere(Probe probe) {
    return (probe instanceof Probe.IndexBuild || probe instanceof Probe.Presence)
        && !(catalog.find(probe) instanceof Finding.NotRun);
  }

  private boolean isTolerant(Probe.IndexBuild build) {
    return build.tolerant() || existing == Existing.SKIP;
  }

  private boolean isSkipped(Statement statement, SQLException e) {
    String state = SqlProblems.state(e);
    boolean exists =
        existing == Existing.SKIP && statement.shape().isCreation() && SqlProblems.exists(state);
    boolean gone =
        trail.tolerant()
            && SqlProblems.missing(state)
            && statement.shape().describes().toUpperCase(Locale.ROOT).contains("DROP ");
    if (exists || gone) {
      skipped.add(Skipped.of(statement, SqlProblems.of(e).summary()));
    }
    return exists || gone;
  }

  private SaascoreException failed(int i, Probe probe, boolean clean, SQLException e)
      throws SQLException {
    boolean reverted = clean && i == 0 && !trail.reverted().isEmpty();
    if (reverted) {
      session.send(envelope.ours(trail.reverted()));
    } else if (clean) {
      note(i);
    }
    return problems.stopped(i, e, problems.left(probe, clean, reverted));
  }
}
