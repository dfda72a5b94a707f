package io.github.saascore.report;

import io.github.saascore.engine.drift.Comparison;
import io.github.saascore.schema.Ddl;
import io.github.saascore.schema.Difference;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the SQL that leads from a database to what it should be. */
public final class DiffSql {
  private DiffSql() {}

  /**
   * Returns a script for psql, one statement a paragraph. What would lose rows or values is not in
   * it: it is named in comments.
   */
  public static String text(Comparison comparison, String database) {
    Difference difference = comparison.withoutLoss();
    StringBuilder text = new StringBuilder();
    text.append(
        "-- makes database '%s' as %s %s%n"
            .formatted(database, comparison.name(), verb(comparison)));
    difference
        .leftOut()
        .forEach(
            left ->
                text.append("-- left out: ")
                    .append(Words.oneLine(left.change().description() + "; " + left.reason()))
                    .append('\n'));
    difference
        .refusals()
        .forEach(
            refusal ->
                text.append("-- to be written by hand: ")
                    .append(Words.oneLine(refusal.what() + "; " + refusal.reason()))
                    .append('\n'));
    return text + paragraphs(difference.script());
  }

  /** Returns the statements, one a paragraph. */
  static String paragraphs(List<Ddl> script) {
    return script.stream().map(ddl -> "\n" + ddl.sql() + ";\n").collect(Collectors.joining());
  }

  /** Returns the statements alone. */
  static List<String> statements(Comparison comparison) {
    return comparison.withoutLoss().script().stream().map(Ddl::sql).toList();
  }

  private static String verb(Comparison comparison) {
    return comparison.against() == Comparison.Against.MODEL ? "says" : "make it";
  }
}
