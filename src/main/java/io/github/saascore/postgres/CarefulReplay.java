package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs the statements of one unit under savepoints, so that what exists can be skipped and the
 * statement that fails can be named.
 *
 * <p>Statements that create something stand alone; the others go in groups, and a group is taken
 * apart only when it fails.
 */
final class CarefulReplay {
  private static final int GROUP = 100;
  private static final Pattern PRIMARY_KEY =
      Pattern.compile("PRIMARY\\s+KEY", Pattern.CASE_INSENSITIVE);
  private static final String IN_THE_WAY =
      """
      it is nothing that a revision makes: rename it, or move it away
      or if the database is already as this revision makes it: mvn saascore:stamp -Dsaascore.target=<revision>\
      """;

  /** A message of its own: of one with a syntax error in it the server runs nothing at all. */
  private static final String SAVEPOINT = "SAVEPOINT saascore_step";

  private static final String RELEASE = "RELEASE SAVEPOINT saascore_step";
  private static final String BACK = "ROLLBACK TO SAVEPOINT saascore_step; " + RELEASE;

  private final Session session;
  private final Unit unit;
  private final Existing existing;
  private final List<Skipped> skipped = new ArrayList<>();

  CarefulReplay(Session session, Unit unit, Existing existing) {
    this.session = session;
    this.unit = unit;
    this.existing = existing;
  }

  /** Returns what was left out because it exists. */
  List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /**
   * Runs the statements in order.
   *
   * @throws SaascoreException naming the statement that the server refused; the transaction is
   *     rolled back
   * @throws SQLException when a lock could not be had, the connection is gone, or the unit is worth
   *     a try in its other way
   */
  void run(List<Statement> statements) throws SQLException {
    List<Statement> group = new ArrayList<>();
    for (Statement statement : statements) {
      boolean alone = statement.shape().isCreation() || statement.data().isPresent();
      if (alone || group.size() == GROUP) {
        runGroup(group);
        group.clear();
      }
      if (alone) {
        runOne(statement);
      } else {
        group.add(statement);
      }
    }
    runGroup(group);
  }

  private void runGroup(List<Statement> group) throws SQLException {
    if (group.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    group.forEach(statement -> Message.append(text, statement.sql()));
    session.send(SAVEPOINT);
    try {
      session.send(text.append(RELEASE).toString());
    } catch (SQLException e) {
      throwIfOver(e);
      session.send(BACK);
      for (Statement statement : group) {
        runOne(statement);
      }
    }
  }

  private void runOne(Statement statement) throws SQLException {
    try {
      runUnderSavepoint(statement);
    } catch (SQLException e) {
      throwIfOver(e);
      session.send(BACK);
      if (existing == Existing.SKIP && SqlProblems.exists(SqlProblems.state(e))) {
        skipOrSplit(statement, e);
      } else if (existing != Existing.FAIL && secondPrimaryKey(statement, e)) {
        if (existing == Existing.MATCH) {
          throw refused(statement, e, SqlProblems.existing(e));
        }
        skip(statement, e);
      } else {
        throw refused(statement, e, SqlProblems.of(e, statement));
      }
    }
  }

  private void runUnderSavepoint(Statement statement) throws SQLException {
    session.send(SAVEPOINT);
    if (statement.data().isPresent()) {
      CopyIn.send(session, Message.ofCopy(statement));
      session.send(RELEASE);
    } else {
      session.send(statement.sql() + "\n;\n" + RELEASE);
    }
  }

  /** An ALTER TABLE with several actions may have done some of them before: one at a time then. */
  private void skipOrSplit(Statement statement, SQLException e) throws SQLException {
    List<Statement> actions = statement.parts();
    if (actions.size() > 1) {
      for (Statement action : actions) {
        runOne(action);
      }
    } else if (statement.shape().isCreation()) {
      skip(statement, e);
    } else {
      throw refused(statement, e, SqlProblems.of(e, statement));
    }
  }

  private void skip(Statement statement, SQLException e) {
    skipped.add(Skipped.of(statement, SqlProblems.of(e).summary()));
  }

  /** PostgreSQL has no "already exists" for a primary key: it says the table cannot have two. */
  private boolean secondPrimaryKey(Statement statement, SQLException e) {
    return SqlProblems.state(e).equals("42P16")
        && PRIMARY_KEY.matcher(statement.sql()).find()
        && statement.shape().creates().stream()
            .flatMap(creation -> creation.on().stream())
            .anyMatch(this::hasPrimaryKey);
  }

  private boolean hasPrimaryKey(String table) {
    return session
        .query(
            "SELECT EXISTS (SELECT FROM pg_constraint WHERE contype = 'p' AND conrelid ="
                + " to_regclass(%s))".formatted(Quote.text(table)),
            row -> row.getBoolean(1))
        .get(0);
  }

  private void throwIfOver(SQLException e) throws SQLException {
    String state = SqlProblems.state(e);
    if (SqlProblems.connectionLost(e)
        || SqlProblems.lockFailed(state)
        || (SqlProblems.dependence(state) && unit.alternative().isPresent())) {
      throw e;
    }
  }

  private SaascoreException refused(Statement statement, SQLException e, Problem refusal)
      throws SQLException {
    Problem problem = refusal;
    session.leaveTransaction();
    if (existing == Existing.MATCH && problem.code() == Code.EXISTS) {
      problem = problem.hint(IN_THE_WAY);
    }
    String what = "in " + unit.name() + ": " + Ours.describes(statement);
    String reason = problem.reason().map(why -> what + "\n" + why).orElse(what);
    return SqlProblems.thrown(problem.at(place(statement, e)).because(reason), e);
  }

  private static String place(Statement statement, SQLException e) {
    return SqlProblems.position(e).map(statement::placeOf).orElseGet(statement::place);
  }
}
