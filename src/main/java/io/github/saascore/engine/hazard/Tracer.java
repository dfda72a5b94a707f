package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Observation.Frame;
import io.github.saascore.engine.hazard.Observation.Notice;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.script.ServerWork;
import io.github.saascore.script.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs statements one by one and looks at the session before and after each.
 *
 * <p>The connection is that of a scratch database, in autocommit mode, on which nobody else works.
 * Its tables may be empty: locks, new files and scans from end to end do not depend on rows. Only a
 * join that finds one side empty may leave out the other, so that adding a foreign key may count no
 * scan of the referenced table.
 */
final class Tracer {
  /** Raised where a procedure commits inside a transaction that is not its own. */
  private static final String COMMITS_ITSELF = "2D000";

  private static final String SAVEPOINT = "SAVEPOINT saascore_lint";
  private static final String UNDO =
      "ROLLBACK TO SAVEPOINT saascore_lint; RELEASE SAVEPOINT saascore_lint";
  private static final String KEEP = "RELEASE SAVEPOINT saascore_lint";

  private static final String SKIPPED = "does not exist, skipping";

  private final TracedSession session;
  private final Helper helper;
  private final Set<Statement> hopeless = new HashSet<>();

  /** Is asked when a statement misses something. */
  @FunctionalInterface
  interface Helper {
    /** Nothing can be done. */
    Helper NONE = (statement, refusal) -> false;

    /**
     * Makes, outside of any transaction, what a statement missed; true if it is worth another try.
     */
    boolean help(Statement statement, Refusal refusal) throws SQLException;

    /** Tells whether it also makes what a statement with IF EXISTS did not find. */
    default boolean helpsSkipped() {
      return false;
    }
  }

  Tracer(Connection connection, Helper helper) {
    this(connection, helper, Optional.empty());
  }

  /**
   * Makes a tracer.
   *
   * @param watch sees the locks of statements that no transaction may stand around
   */
  Tracer(Connection connection, Helper helper, Optional<LockWatch> watch) {
    this(new TracedSession(connection, watch, true), helper);
  }

  private Tracer(TracedSession session, Helper helper) {
    this.session = session;
    this.helper = helper;
  }

  /** Returns a tracer that helps and tells of refusals, but does not look what statements do. */
  static Tracer blind(Connection connection, Helper helper) {
    return new Tracer(new TracedSession(connection, Optional.empty(), false), helper);
  }

  /**
   * Runs the statements of a section in one transaction, and commits what was not refused.
   *
   * @throws SQLException when the connection is lost
   */
  List<Observation> together(List<Statement> statements) throws SQLException {
    List<Observation> observations = run(statements);
    commit(observations);
    return observations;
  }

  /**
   * Runs the statements of a section in one transaction, if the server refuses none of them; else
   * nothing of them stays, and nothing is returned.
   *
   * @throws SQLException when the connection is lost
   */
  Optional<List<Observation>> whole(List<Statement> statements) throws SQLException {
    List<Observation> observations = run(statements);
    if (isRefused(observations)) {
      session.send("ROLLBACK");
      return Optional.empty();
    }
    commit(observations);
    return isRefused(observations) ? Optional.empty() : Optional.of(observations);
  }

  private static boolean isRefused(List<Observation> observations) {
    return observations.stream().anyMatch(one -> one.refusal().isPresent());
  }

  private List<Observation> run(List<Statement> statements) throws SQLException {
    while (true) {
      Optional<List<Observation>> observations = attempt(statements);
      if (observations.isPresent()) {
        return observations.get();
      }
    }
  }

  /**
   * Runs the statements of a section with {@code transaction=none}: each in a transaction of its
   * own, so that its locks can be seen, or in none where the server refuses that; those are seen
   * from beside.
   *
   * @throws SQLException when the connection is lost
   */
  List<Observation> apart(List<Statement> statements) throws SQLException {
    List<Observation> observations = new ArrayList<>();
    for (Statement statement : statements) {
      if (ServerWork.is(statement)) {
        Moment moment = session.look();
        observations.add(notRun(statement, moment));
      } else if (statement.shape().refusesTransaction()) {
        observations.add(bare(statement));
      } else {
        Observation own = own(statement);
        boolean commits =
            own.refusal().filter(error -> error.state().equals(COMMITS_ITSELF)).isPresent();
        observations.add(commits ? bare(statement) : own);
      }
    }
    return observations;
  }

  /** Returns nothing where the helper mended something and all has to run again. */
  private Optional<List<Observation>> attempt(List<Statement> statements) throws SQLException {
    List<Observation> observations = new ArrayList<>();
    session.send("BEGIN");
    Moment now = session.look();
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      if (ServerWork.is(statement)) {
        observations.add(notRun(statement, now));
        continue;
      }
      // Thousands of rows in a row need no look at the catalog after each.
      boolean quiet =
          Heads.isRows(statement)
              && i + 1 < statements.size()
              && Heads.isRows(statements.get(i + 1));
      Observation observation = guarded(statement, Frame.SECTION, now, quiet);
      if (needsHelp(observation)) {
        session.send("ROLLBACK");
        help(observation);
        return Optional.empty();
      }
      observations.add(observation);
      now = observation.after();
    }
    return Optional.of(observations);
  }

  private boolean needsHelp(Observation observation) {
    return missed(observation).isPresent() && !hopeless.contains(observation.statement());
  }

  /** Returns what a statement missed: an error, or the notice of IF EXISTS. */
  private Optional<Refusal> missed(Observation observation) {
    if (observation.refusal().isPresent()) {
      return observation.refusal().filter(refusal -> !helper.equals(Helper.NONE));
    }
    return observation.notices().stream()
        .filter(notice -> helper.helpsSkipped() && notice.message().endsWith(SKIPPED))
        .map(notice -> skipped(notice.message()))
        .findFirst();
  }

  private static Refusal skipped(String message) {
    boolean relation = message.matches("(relation|table|view|materialized view|sequence) .*");
    String state = message.startsWith("column") ? "42703" : relation ? "42P01" : "42704";
    return new Refusal(state, message, "", "", Optional.empty());
  }

  /** Asks the helper once more or never again; true if the statement is worth another try. */
  private boolean help(Observation observation) throws SQLException {
    boolean helped = helper.help(observation.statement(), missed(observation).orElseThrow());
    if (!helped) {
      hopeless.add(observation.statement());
    }
    return helped;
  }

  /** A constraint that is deferred may refuse the commit; the last statement answers for it. */
  private void commit(List<Observation> observations) throws SQLException {
    try {
      session.send("COMMIT");
    } catch (SQLException e) {
      requireConnection(e);
      session.send("ROLLBACK");
      if (!observations.isEmpty()) {
        int last = observations.size() - 1;
        observations.set(last, refused(observations.get(last), e));
      }
    }
  }

  private static Observation refused(Observation observation, SQLException e) {
    return new Observation(
        observation.statement(),
        observation.frame(),
        observation.before(),
        observation.before(),
        Optional.of(Refusal.of(e, observation.statement())),
        observation.notices());
  }

  private Observation own(Statement statement) throws SQLException {
    while (true) {
      session.send("BEGIN");
      Moment before = session.look();
      List<Observation> one = new ArrayList<>();
      one.add(guarded(statement, Frame.OWN, before, false));
      commit(one);
      if (!needsHelp(one.get(0)) || !help(one.get(0))) {
        return one.get(0);
      }
    }
  }

  private Observation bare(Statement statement) throws SQLException {
    while (true) {
      Observation observation = once(statement);
      if (!needsHelp(observation) || !help(observation)) {
        return observation;
      }
    }
  }

  private Observation once(Statement statement) throws SQLException {
    Moment before = session.look();
    Optional<Refusal> refusal = Optional.empty();
    List<Notice> notices = new ArrayList<>();
    Map<Long, Set<LockMode>> locks = Map.of();
    try {
      locks = session.watched(statement, before, notices);
    } catch (SQLException e) {
      requireConnection(e);
      refusal = Optional.of(Refusal.of(e, statement));
    }
    Moment after = session.look().withLocks(locks);
    return new Observation(statement, Frame.BARE, before, after, refusal, notices);
  }

  private Observation guarded(Statement statement, Frame frame, Moment before, boolean quiet)
      throws SQLException {
    session.send(SAVEPOINT);
    try {
      // A table that is read from end to end now has no index that would do.
      boolean seeks = Heads.isSearch(statement);
      if (seeks) {
        session.send("SET LOCAL enable_seqscan = off");
      }
      List<Notice> notices = session.run(statement);
      if (seeks) {
        session.send("SET LOCAL enable_seqscan = on");
      }
      session.send(KEEP);
      Moment after = quiet ? before : session.look();
      return new Observation(statement, frame, before, after, Optional.empty(), notices);
    } catch (SQLException e) {
      requireConnection(e);
      session.send(UNDO);
      return new Observation(
          statement, frame, before, before, Optional.of(Refusal.of(e, statement)), List.of());
    }
  }

  private static Observation notRun(Statement statement, Moment now) {
    return new Observation(statement, Frame.NOT_RUN, now, now, Optional.empty(), List.of());
  }

  private static void requireConnection(SQLException e) throws SQLException {
    if (SqlProblems.connectionLost(e)) {
      throw e;
    }
  }
}
