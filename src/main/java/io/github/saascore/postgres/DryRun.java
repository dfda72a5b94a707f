package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.script.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs statements in a transaction that is rolled back in any case, to see what they would do.
 *
 * <p>Everybody who uses a table waits while we wait for it or hold it: so a lock is waited for no
 * longer than a second, a statement runs no longer than two, and all of it no longer than five.
 * What fails is left out; what takes too long ends the trial.
 */
public final class DryRun implements AutoCloseable {
  private static final int GROUP = 50;
  private static final Duration LOCK_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final String SAVEPOINT = "SAVEPOINT saascore_trial;\n";
  private static final String RELEASE = "RELEASE SAVEPOINT saascore_trial";
  private static final String BACK = "ROLLBACK TO SAVEPOINT saascore_trial; " + RELEASE;

  private final Session session;
  private final String settings;
  private final long start = System.nanoTime();
  private Optional<Problem> end = Optional.empty();

  private DryRun(Session session, String settings) {
    this.session = session;
    this.settings = settings;
  }

  /** Begins the transaction, with the role and the search path of a run. */
  public static DryRun begin(Session session, StoreSql store) {
    Envelope envelope =
        new Envelope(
            session.options(), store, Optional.empty(), Optional::empty, session.afterReset());
    String settings =
        "RESET ALL;\n"
            + session.afterReset()
            + "RESET ROLE;\n"
            + envelope.settings()
            + "SET LOCAL lock_timeout = %d;\nSET LOCAL statement_timeout = %d;\n"
                .formatted(LOCK_WAIT.toMillis(), LONGEST_STATEMENT.toMillis());
    DryRun run = new DryRun(session, settings);
    try {
      session.send(envelope.begin() + settings);
      return run;
    } catch (SQLException e) {
      throw SqlProblems.of(e).asException();
    }
  }

  /**
   * Runs statements of one unit in order.
   *
   * @return those that failed, or were not tried any more
   */
  public List<Statement> run(List<Statement> statements) {
    List<Statement> failed = new ArrayList<>();
    for (int from = 0; from < statements.size(); from += GROUP) {
      List<Statement> group = statements.subList(from, Math.min(from + GROUP, statements.size()));
      if (end.isPresent() || isLate() || !send(group)) {
        oneByOne(group, failed);
      }
    }
    return failed;
  }

  private void oneByOne(List<Statement> group, List<Statement> failed) {
    for (Statement statement : group) {
      if (end.isPresent() || isLate() || !send(List.of(statement))) {
        failed.add(statement);
      }
    }
  }

  /** Takes back what the statements of a unit have set for the session. */
  public void endUnit() {
    if (end.isEmpty()) {
      send(settings);
    }
  }

  /** Returns why nothing more could be tried from some statement on; empty if all was tried. */
  public Optional<Problem> end() {
    return end;
  }

  private boolean isLate() {
    boolean late = System.nanoTime() - start > LONGEST.toNanos();
    if (late && end.isEmpty()) {
      end =
          Optional.of(
              Problem.of(
                  Code.SQL, "the trial took longer than %d s".formatted(LONGEST.toSeconds())));
    }
    return late;
  }

  private boolean send(List<Statement> statements) {
    StringBuilder text = new StringBuilder();
    statements.forEach(statement -> Message.append(text, statement.sql()));
    return send(text.toString());
  }

  /** What the server says meanwhile is for nobody: the real run will say it again. */
  private boolean send(String sql) {
    try (java.sql.Statement statement = session.connection().createStatement()) {
      statement.setEscapeProcessing(false);
      try {
        statement.execute(SAVEPOINT + sql + RELEASE);
        return true;
      } catch (SQLException e) {
        requireConnection(e);
        String state = SqlProblems.state(e);
        if (SqlProblems.lockFailed(state) || state.equals("57014") || state.equals("53200")) {
          end = Optional.of(SqlProblems.of(e));
        }
        statement.execute(BACK);
        return false;
      }
    } catch (SQLException e) {
      throw SqlProblems.of(e).asException();
    }
  }

  private void requireConnection(SQLException e) throws SQLException {
    if (session.isLost() || SqlProblems.connectionLost(e)) {
      throw e;
    }
  }

  @Override
  public void close() {
    if (!session.isLost()) {
      try {
        session.send("ROLLBACK");
      } catch (SQLException e) {
        throw SqlProblems.of(e).asException();
      }
    }
  }
}
