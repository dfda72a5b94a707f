package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Probe;
import io.github.saascore.script.Statement;
import java.sql.SQLException;
import java.util.List;

/** The errors of units without a transaction: what is known, what is not, and what to type. */
final class StepwiseProblems {
  private final Unit unit;
  private final List<Statement> statements;

  StepwiseProblems(Unit unit, List<Statement> statements) {
    this.unit = unit;
    this.statements = statements;
  }

  /** Another server connection for each transaction: no lock can be held for the whole unit. */
  static Problem pooler(Unit unit, Pooler pooler) {
    String reason =
        pooler
            .doubt()
            .map(
                why ->
                    "it could not be found out whether the pooler between us and the server keeps"
                        + " one server connection for a whole session, as a lock for the whole"
                        + " revision needs: "
                        + why)
            .orElse(
                "a pooler between us and the server hands out another server connection for each"
                    + " transaction, so a lock for the whole revision cannot be held");
    String second = pooler.doubt().isPresent() ? "let two connections through the pooler, or " : "";
    return Problem.of(
            Code.POOLER,
            unit.name() + " needs a direct connection to the server (transaction=none)")
        .at(unit.place())
        .because(reason)
        .hint(
            "nothing was run; "
                + second
                + "set DIRECT_URL, or -Dsaascore.url=<the URL without the pooler>, for"
                + " example port 5432 instead of 6432 or 6543, or the host without '-pooler'");
  }

  /** The server refused a statement. */
  SaascoreException stopped(int done, SQLException e, String left) {
    Statement statement = statements.get(done);
    Problem problem = SqlProblems.of(e, statement).at(statement.place());
    String before =
        done == 0
            ? "no earlier statement of it has run"
            : done + " statement(s) before it have run and stay";
    return SqlProblems.thrown(
        problem.because(
            "in %s, which runs without a transaction: %s\n%s%s; %s"
                .formatted(
                    unit.name(),
                    statement.shape().describes(),
                    problem.reason().map(reason -> reason + "\n").orElse(""),
                    before,
                    left)),
        e);
  }

  /** Returns what is said of a statement that the server refused, behind what stays. */
  String left(Probe probe, boolean clean, boolean reverted) {
    if (reverted) {
      return unit.present().isPresent()
          ? "nothing of the revision was undone, and it still counts as applied"
          : "nothing of this revision is left in the database";
    }
    if (clean) {
      return "mend the statement and run the same goal again: it goes on here";
    }
    return probe instanceof Probe.Opaque
        ? "it may have committed a part of its work: the next run asks what to do"
        : "what it left half done is removed by the next run, which goes on here";
  }

  /** The connection went away in the middle. */
  private SaascoreException lost(SQLException e) {
    Problem problem = SqlProblems.of(e).at(unit.place());
    Problem left =
        problem.because(
            problem.reason().orElse("")
                + "\nit runs without a transaction: the server may still finish the statement");
    return new SaascoreException(
        SqlHints.isLeftByDriver(SqlProblems.state(e), problem.summary())
                || SqlProblems.fromPooler(e)
            ? left
            : left.hint(
                "run the same goal again: it looks what became of the last statement, and goes on"
                    + " there"),
        e);
  }

  /** The connection went away, or the server refused a statement of ours. */
  SaascoreException interrupted(SQLException e) {
    return SqlProblems.connectionLost(e) ? lost(e) : ownRefused(e);
  }

  private SaascoreException ownRefused(SQLException e) {
    Problem problem = SqlProblems.of(e).at(unit.place());
    String why =
        "this was a statement of the plugin's own, around those of %s, which runs without a transaction"
            .formatted(unit.name());
    return new SaascoreException(
        problem.because(problem.reason().map(reason -> why + "\n" + reason).orElse(why)), e);
  }

  /** Nobody can tell whether the statement has run. */
  SaascoreException unknown(Progress progress) {
    int step = progress.step();
    String running = progress.running().map(Begun::text).orElse("");
    String next =
        step + 1 < statements.size() ? statements.get(step + 1).sql() : "none, it is the last one";
    return Problem.of(
            Code.STARTED,
            "%s stopped in statement %d of %d, and the catalog cannot tell whether that has run"
                .formatted(unit.name(), step + 1, statements.size()))
        .at(step < statements.size() ? statements.get(step).place() : unit.place())
        .because(
            "%d statement(s) have run for certain\nin doubt:  %s\nnext:      %s"
                .formatted(step, running, next))
        .hint(
            """
            look whether its effect is there, and say so with the same goal:
            -Dsaascore.resolve=%1$s:retry  it is not there: run it again
            -Dsaascore.resolve=%1$s:done   it is there: go on with the next statement%2$s\
            """
                .formatted(id(), undo()))
        .asException();
  }

  /** The statement that has run is not the one that stands in the file now. */
  SaascoreException edited(Progress progress) {
    int step = progress.step();
    String now = step < statements.size() ? statements.get(step).sql() : "no statement";
    return Problem.of(
            Code.STARTED, unit.name() + " was begun, and a statement that has run was edited since")
        .at(step < statements.size() ? statements.get(step).place() : unit.place())
        .because(
            "ran:       %s\nfile has:  %s"
                .formatted(progress.running().map(Begun::text).orElse("(unknown)"), now))
        .hint(
            """
            put the statement back as it was and run the same goal again,
            or count it as done as it ran: -Dsaascore.resolve=%1$s:done
            or take the revision back, to run it anew: -Dsaascore.resolve=%1$s:undo\
            """
                .formatted(id()))
        .asException();
  }

  /** What is being undone already cannot be undone instead. */
  private String undo() {
    return unit.present().isPresent()
        ? ""
        : "\n-Dsaascore.resolve=%s:undo   take the revision back with its downgrade section, and apply it again"
            .formatted(id());
  }

  private String id() {
    return unit.absent().or(unit::present).map(Object::toString).orElse("<revision>");
  }
}
