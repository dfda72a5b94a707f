package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs units of work, together in one transaction: optimistic first, careful on refusal.
 *
 * <p>The fast path sends guard, script, our rows and the commit in as few messages as possible. A
 * wait for a lock that failed rolls everything back and tries the whole again after a pause. Any
 * other refusal leads to the careful path, which finds out which statement it was.
 */
final class TransactionRun {
  /** What can be wrong with a large file when it is read again, in the middle of a transaction. */
  private static final Set<Code> OF_FILES = Set.of(Code.FILE_CHANGED, Code.FILE_UNREADABLE);

  /** Refusals that no look at single statements can tell more of. */
  private static final Set<String> CERTAIN = Set.of(Envelope.MET, Envelope.LOCK_LOST);

  private final Session session;
  private final Envelope envelope;
  private final Existing existing;
  private final Consumer<String> progress;
  private final Optional<Runnable> look;

  TransactionRun(Session session, Envelope envelope, Existing existing, Consumer<String> progress) {
    this(session, envelope, existing, progress, Optional.empty());
  }

  /**
   * Makes a run.
   *
   * @param look sees what the units have made before all of it is rolled back; empty where it is
   *     kept
   */
  TransactionRun(
      Session session,
      Envelope envelope,
      Existing existing,
      Consumer<String> progress,
      Optional<Runnable> look) {
    this.session = session;
    this.envelope = envelope;
    this.existing = existing;
    this.progress = progress;
    this.look = look;
  }

  /**
   * Runs all units in one transaction.
   *
   * @return one outcome a unit, in order
   * @throws SaascoreException when one of them fails; then nothing of any of them is left
   */
  List<Outcome> run(List<Unit> asked) {
    List<Unit> units = asked;
    LockRetry retry = new LockRetry(session, progress, Unit.statements(units));
    boolean careful = false;
    while (true) {
      try {
        return careful ? carefully(units) : fast(units);
      } catch (SaascoreException e) {
        if (OF_FILES.contains(e.problem().code())) {
          rollback();
        }
        throw e;
      } catch (SQLException e) {
        String state = SqlProblems.state(e);
        if (SqlProblems.connectionLost(e) || session.isLost()) {
          throw lost(units, e);
        }
        rollback();
        if (state.equals(Envelope.STATE_CHANGED)) {
          return elsewhere(units);
        }
        if (state.equals(Envelope.LINE_CHANGED)) {
          throw lineChanged(units, e);
        }
        if (state.equals(Envelope.LOCK_TAKEN)) {
          retry.pauseForBuild();
        } else if (SqlProblems.lockFailed(state)) {
          retry.pauseForLock(e);
        } else if (SqlProblems.dependence(state)
            && units.stream().anyMatch(unit -> unit.alternative().isPresent())) {
          units = instead(units, e);
        } else if (careful || CERTAIN.contains(state)) {
          throw new SaascoreException(SqlProblems.of(e).at(units.get(0).place()), e);
        } else {
          careful = true;
        }
      }
    }
  }

  private String commit() {
    return look.isPresent() ? "" : envelope.commit();
  }

  /** The driver has to know of the transaction for as long as somebody else uses the connection. */
  private void lookAndLeave() throws SQLException {
    if (look.isEmpty()) {
      return;
    }
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    try {
      look.get().run();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private List<Unit> instead(List<Unit> units, SQLException e) {
    String summary = SqlProblems.of(e).summary();
    for (Unit unit : units) {
      unit.alternative()
          .ifPresent(
              other ->
                  progress.accept("%s: %s (%s)".formatted(unit.name(), other.says(), summary)));
    }
    return units.stream().map(Unit::instead).toList();
  }

  private List<Outcome> fast(List<Unit> units) throws SQLException {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      long start = System.nanoTime();
      String before = before(unit, i == 0);
      String end = i == units.size() - 1 ? commit() : "";
      if (unit.work() instanceof Unit.Java java) {
        session.send(before);
        runJava(unit, java);
        session.send(after(unit, start) + end);
      } else {
        sendScript(unit, before, end, start);
      }
      outcomes.add(new Outcome.Done(millisSince(start), List.of()));
    }
    lookAndLeave();
    return outcomes;
  }

  private void sendScript(Unit unit, String before, String end, long start) throws SQLException {
    Unit.Script script = (Unit.Script) unit.work();
    Iterator<Message> messages =
        Message.of(before, script.statements(), () -> after(unit, start) + end);
    while (messages.hasNext()) {
      CopyIn.send(session, messages.next());
    }
  }

  private List<Outcome> carefully(List<Unit> units) throws SQLException {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      long start = System.nanoTime();
      session.send(before(unit, i == 0));
      CarefulReplay replay = new CarefulReplay(session, unit, existing);
      if (unit.work() instanceof Unit.Java java) {
        runJava(unit, java);
      } else {
        replay.run(((Unit.Script) unit.work()).statements());
      }
      session.send(after(unit, start) + (i == units.size() - 1 ? commit() : ""));
      outcomes.add(new Outcome.Done(millisSince(start), replay.skipped()));
    }
    lookAndLeave();
    return outcomes;
  }

  private String before(Unit unit, boolean first) {
    return (first ? envelope.begin() : "") + envelope.settings() + envelope.guard(unit);
  }

  private String after(Unit unit, long start) {
    String checks = envelope.watch(unit) + envelope.afterScript() + envelope.kept(unit);
    return checks + unit.rows().apply(millisSince(start));
  }

  private void runJava(Unit unit, Unit.Java java) throws SQLException {
    try {
      java.code().run(session.connection());
    } catch (SQLException e) {
      throw e;
    } catch (Exception e) {
      rollback();
      throw javaFailed(unit, java, e);
    }
  }

  private static SaascoreException javaFailed(Unit unit, Unit.Java java, Exception e) {
    if (e instanceof SaascoreException known) {
      return known;
    }
    return new SaascoreException(
        Problem.of(Code.JAVA_BODY, java.className() + " failed in " + unit.name())
            .at(unit.place())
            .because(e.toString())
            .hint("the transaction was rolled back; run with -e to see the stack trace"),
        e);
  }

  private void rollback() {
    if (session.isLost()) {
      return;
    }
    try {
      session.leaveTransaction();
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
  }

  private static SaascoreException lost(List<Unit> units, SQLException e) {
    return new SaascoreException(SqlProblems.of(e).at(units.get(0).place()), e);
  }

  /** Behind a pooler another build may have been faster; then nothing of ours has run. */
  private static List<Outcome> elsewhere(List<Unit> units) {
    return units.stream().<Outcome>map(unit -> new Outcome.DoneElsewhere()).toList();
  }

  private static SaascoreException lineChanged(List<Unit> units, SQLException e) {
    return new SaascoreException(
        Problem.of(Code.LOCKED, "another build changed the database during this one")
            .at(units.get(0).place())
            .because(SqlProblems.of(e).summary())
            .hint("run the same goal again: it plans anew from what is applied now"),
        e);
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
