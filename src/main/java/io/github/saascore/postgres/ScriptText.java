package io.github.saascore.postgres;

import io.github.saascore.script.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Writes units of work as a script for psql that does what a run would do.
 *
 * <p>The transactions, guards and rows are the same texts that a run sends.
 */
public final class ScriptText {
  private final Envelope envelope;

  /** Makes a writer for a database with these names. */
  public ScriptText(SessionOptions options, StoreSql store) {
    this.envelope =
        new Envelope(
            options,
            store,
            Optional.of(BuildLock.expression(store)),
            Optional::empty,
            Reported.PLAIN_LITERALS);
  }

  /** Returns the lines a script starts with. */
  public String head() {
    return "\\set ON_ERROR_STOP on\n" + Reported.PLAIN_LITERALS;
  }

  /** Returns one unit as the transaction, or the single statements, that a run would send. */
  public String of(Unit unit) {
    return unit.trail().map(trail -> stepwise(unit, trail)).orElseGet(() -> transaction(unit));
  }

  /** Returns statements of ours as a transaction. */
  public String ours(String sql) {
    return of(Unit.ours("saascore", sql));
  }

  /** psql cannot change its mind in the middle, so what always works is written at once. */
  private String transaction(Unit planned) {
    Unit unit = planned.instead();
    return envelope.begin()
        + envelope.settings()
        + envelope.guard(unit)
        + work(unit)
        + envelope.afterScript()
        + unit.rows().apply(0)
        + envelope.commit();
  }

  private String work(Unit unit) {
    return unit.work() instanceof Unit.Java java
        ? refusal(unit, java)
        : statements(((Unit.Script) unit.work()).statements());
  }

  /** psql cannot run Java: the script stops there, before anything of that revision is recorded. */
  private static String refusal(Unit unit, Unit.Java java) {
    String message =
        "%s runs the Java class %s: psql cannot; use mvn saascore:upgrade"
            .formatted(unit.name(), java.className());
    String block = "BEGIN RAISE EXCEPTION '%%', " + Quote.text(message) + "; END";
    return "DO " + Quote.text(block) + ";\n";
  }

  private static String statements(List<Statement> statements) {
    StringBuilder text = new StringBuilder();
    statements.forEach(statement -> append(text, statement));
    return text.toString();
  }

  private static void append(StringBuilder text, Statement statement) {
    text.append(statement.sql()).append(endsInComment(statement.sql()) ? "\n;\n" : ";\n");
    statement.copyData().ifPresent(data -> copy(text, data));
  }

  private static void copy(StringBuilder text, String data) {
    text.append(data).append(data.isEmpty() || data.endsWith("\n") ? "" : "\n").append("\\.\n");
  }

  private static boolean endsInComment(String sql) {
    return sql.substring(sql.lastIndexOf('\n') + 1).contains("--");
  }

  private String stepwise(Unit unit, Unit.Trail trail) {
    StringBuilder text = new StringBuilder(envelope.sessionSettings()).append(trail.begun());
    List<Statement> statements = ((Unit.Script) unit.work()).statements();
    for (int i = 0; i < statements.size(); i++) {
      append(text, statements.get(i));
      text.append(trail.progress().apply(Progress.after(statements, i + 1)));
    }
    return text.append("RESET ALL;\n" + Reported.PLAIN_LITERALS + "RESET ROLE;\n")
        .append(unit.rows().apply(0))
        .toString();
  }
}
