package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a unit whose statements cannot stand in a transaction, one at a time.
 *
 * <p>A row with state {@code started} is written before the first statement, and the number of
 * statements that ran after each, so that an interrupted run leaves a trace that tells where it
 * stopped.
 */
final class StepwiseRun {
  private final Session session;
  private final StoreSql store;
  private final Existing existing;

  StepwiseRun(Session session, StoreSql store, Existing existing) {
    this.session = session;
    this.store = store;
    this.existing = existing;
  }

  /**
   * Runs all statements, each in its own transaction, and records the revision as applied.
   *
   * @throws SaascoreException naming the statement that the server refused, and what is left
   */
  Outcome run(Unit unit, StoreSql.Recorded recorded) {
    if (session.facts().proxied()) {
      throw pooler(unit);
    }
    long start = System.nanoTime();
    List<Statement> statements = ((Unit.Script) unit.work()).statements();
    List<Skipped> skipped = new ArrayList<>();
    try {
      session.send(asOwner(store.started(recorded)));
      settings();
      for (int i = 0; i < statements.size(); i++) {
        step(unit, recorded, statements.get(i), i, skipped);
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      session.send("RESET ALL;\n" + resetRole());
      session.send(
          asOwner(
              store.finished(recorded.revision().id(), millis)
                  + store.event("upgrade", recorded.revision().id().value(), millis)));
      return new Outcome.Done(millis, skipped);
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e).at(unit.place()), e);
    }
  }

  private void step(
      Unit unit, StoreSql.Recorded recorded, Statement statement, int done, List<Skipped> skipped)
      throws SQLException {
    try {
      CopyIn.send(session, new Message(statement.sql(), statement.copyData()));
    } catch (SQLException e) {
      boolean creation = statement.shape().isCreation();
      if (existing == Existing.SKIP && creation && SqlProblems.exists(SqlProblems.state(e))) {
        skipped.add(
            new Skipped(
                statement.shape().describes(),
                unit.where(statement),
                SqlProblems.of(e).summary()));
      } else {
        throw stopped(unit, recorded, statement, done, e);
      }
    }
    session.send(asOwner(store.step(recorded.revision().id(), done + 1)));
  }

  private void settings() throws SQLException {
    SessionOptions options = session.options();
    String role = options.role().map(r -> "SET ROLE " + Quote.name(r) + ";\n").orElse("");
    String path =
        options
            .schema()
            .map(
                schema ->
                    "SELECT set_config('search_path', %s || current_setting('search_path'), false);\n"
                        .formatted(Quote.text(Quote.name(schema) + ", ")))
            .orElse("");
    // No lock_timeout: it would also end the waits of CREATE INDEX CONCURRENTLY for older
    // transactions and leave an invalid index behind.
    session.send(role + path + "SET lock_timeout = 0;\nSET statement_timeout = 0;\n");
  }

  private String resetRole() {
    return session.options().role().isPresent() ? "RESET ROLE;\n" : "";
  }

  private String asOwner(String rows) {
    return session
        .options()
        .role()
        .map(r -> "BEGIN;\nSET LOCAL ROLE " + Quote.name(r) + ";\n" + rows + "COMMIT;\n")
        .orElse(rows);
  }

  private SaascoreException stopped(
      Unit unit, StoreSql.Recorded recorded, Statement statement, int done, SQLException e) {
    Problem problem = SqlProblems.of(e).at(unit.where(statement));
    String left =
        done == 0
            ? "no earlier statement of it has run"
            : done + " statement(s) before it have run and stay";
    return new SaascoreException(
        problem.because(
            "in %s, which runs without a transaction: %s%n%s%n%s"
                .formatted(
                    unit.name(),
                    statement.shape().describes(),
                    problem.reason().orElse(""),
                    left)),
        e);
  }

  private static SaascoreException pooler(Unit unit) {
    return Problem.of(
            Code.POOLER, unit.name() + " needs a direct connection to the server (transaction=none)")
        .at(unit.place())
        .because(
            "something between us and the server hands out another server connection for each"
                + " transaction, so a lock for the whole revision cannot be held")
        .hint("set DIRECT_URL, or -Dsaascore.url=<the URL without the pooler>")
        .asException();
  }
}
