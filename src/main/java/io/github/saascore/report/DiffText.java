package io.github.saascore.report;

import io.github.saascore.engine.drift.Comparison;
import io.github.saascore.engine.drift.Comparison.Against;
import io.github.saascore.engine.drift.Diff;
import java.util.ArrayList;
import java.util.List;

/** Writes what a database has otherwise than its revisions or its model say. */
public final class DiffText {
  private DiffText() {}

  /** Returns, for each comparison, its verdict, what differs, and what to do about it. */
  public static List<String> lines(Diff.Result result, String database, Style style) {
    List<String> lines = new ArrayList<>();
    for (Comparison comparison : result.comparisons()) {
      if (result.isRepeated(comparison)) {
        lines.add(headline(comparison, database, style));
        lines.add("  the same, as the revisions make what the model says: no migration is missing");
      } else {
        lines.addAll(comparison(comparison, database, style));
      }
    }
    result.notes().forEach(note -> lines.add(style.warn("note: ") + note));
    return lines;
  }

  /** Returns one comparison: its verdict, what differs, and what to do about it. */
  public static List<String> comparison(Comparison comparison, String database, Style style) {
    if (comparison.isEmpty()) {
      return List.of(
          style.ok(
              "database '" + database + "' is as " + comparison.name() + " " + makes(comparison)));
    }
    List<String> lines = new ArrayList<>();
    lines.add(headline(comparison, database, style));
    lines.addAll(new ChangeLines(style).of(comparison.difference()));
    lines.add(advice(comparison.against()));
    return lines;
  }

  /** Returns how much differs, in one line. */
  static String headline(Comparison comparison, String database, Style style) {
    int objects = comparison.difference().byObject().size();
    int refusals = comparison.difference().refusals().size();
    return style.warn(
        "database '%s' differs from %s in %s:"
            .formatted(database, comparison.name(), Words.count(objects + refusals, "object")));
  }

  private static String makes(Comparison comparison) {
    return comparison.against() == Against.MODEL ? "says" : "make it";
  }

  private static String advice(Against against) {
    return against == Against.MODEL
        ? "write the missing migration: mvn compile saascore:revision -Dsaascore.autogenerate"
            + " -Dsaascore.message=...; or create what is missing: mvn saascore:ensure"
        : "somebody changed the database beside its migrations: take that back, or write it into a"
            + " revision; the SQL: mvn saascore:diff -Dsaascore.outputFile=drift.sql";
  }

  /**
   * Returns {@code goal}, {@code database}, {@code differs}, {@code comparisons} (each {@code
   * against}: revisions or model, {@code name}, {@code differs}, {@code changes} as in {@link
   * ChangeJson}, {@code not_compared} (each {@code object}, {@code reason}) and {@code sql} (the
   * statements that lead there without loss)) and {@code notes}.
   */
  public static String json(Diff.Result result, String database) {
    return new JsonObject()
        .put("goal", "diff")
        .put("database", database)
        .put("differs", !result.isEmpty())
        .put("comparisons", result.comparisons().stream().map(DiffText::json).toList())
        .put("notes", result.notes())
        .toString();
  }

  /** Returns one comparison. */
  static JsonObject json(Comparison comparison) {
    return new JsonObject()
        .put("against", comparison.against() == Against.MODEL ? "model" : "revisions")
        .put("name", comparison.name())
        .put("differs", !comparison.isEmpty())
        .put("changes", comparison.difference().changes().stream().map(ChangeJson::of).toList())
        .put(
            "not_compared",
            comparison.difference().refusals().stream()
                .map(
                    refusal ->
                        new JsonObject()
                            .put("object", refusal.what())
                            .put("reason", refusal.reason()))
                .toList())
        .put("sql", DiffSql.statements(comparison));
  }
}
