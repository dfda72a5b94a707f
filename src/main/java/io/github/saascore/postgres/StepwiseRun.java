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
 * <p>The trail is written before the first statement and after each, so that an interrupted run
 * tells where it stopped.
 */
final class StepwiseRun {
  private final Session session;
  private final Envelope envelope;
  private final Existing existing;

  StepwiseRun(Session session, Envelope envelope, Existing existing) {
    this.session = session;
    this.envelope = envelope;
    this.existing = existing;
  }

  /**
   * Runs all statements, each in its own transaction, and then writes the unit's rows.
   *
   * @throws SaascoreException naming the statement that the server refused, and what is left
   */
  Outcome run(Unit unit, Unit.Trail trail) {
    if (session.facts().proxied()) {
      throw pooler(unit);
    }
    long start = System.nanoTime();
    List<Statement> statements = ((Unit.Script) unit.work()).statements();
    List<Skipped> skipped = new ArrayList<>();
    try {
      session.send(envelope.ours(trail.begun()));
      session.send(envelope.sessionSettings());
      for (int i = 0; i < statements.size(); i++) {
        step(unit, statements.get(i), i, skipped);
        session.send(envelope.ours(trail.step().apply(i + 1)));
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      session.send("RESET ALL;\nRESET ROLE;\n");
      session.send(envelope.ours(unit.rows().apply(millis)));
      return new Outcome.Done(millis, skipped);
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e).at(unit.place()), e);
    }
  }

  private void step(Unit unit, Statement statement, int done, List<Skipped> skipped) {
    try {
      CopyIn.send(session, new Message(statement.sql(), statement.copyData()));
    } catch (SQLException e) {
      boolean skips = existing == Existing.SKIP && statement.shape().isCreation();
      if (!skips || !SqlProblems.exists(SqlProblems.state(e))) {
        throw stopped(unit, statement, done, e);
      }
      skipped.add(
          new Skipped(
              statement.shape().describes(), statement.place(), SqlProblems.of(e).summary()));
    }
  }

  private static SaascoreException stopped(
      Unit unit, Statement statement, int done, SQLException e) {
    Problem problem = SqlProblems.of(e).at(statement.place());
    String left =
        done == 0
            ? "no earlier statement of it has run"
            : done + " statement(s) before it have run and stay";
    return new SaascoreException(
        problem.because(
            "in %s, which runs without a transaction: %s\n%s\n%s"
                .formatted(
                    unit.name(), statement.shape().describes(), problem.reason().orElse(""), left)),
        e);
  }

  private static SaascoreException pooler(Unit unit) {
    return Problem.of(
            Code.POOLER,
            unit.name() + " needs a direct connection to the server (transaction=none)")
        .at(unit.place())
        .because(
            "something between us and the server hands out another server connection for each"
                + " transaction, so a lock for the whole revision cannot be held")
        .hint("set DIRECT_URL, or -Dsaascore.url=<the URL without the pooler>")
        .asException();
  }
}
