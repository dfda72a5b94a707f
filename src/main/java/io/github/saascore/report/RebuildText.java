package io.github.saascore.report;

import io.github.saascore.engine.DropPlan;
import io.github.saascore.engine.rebuild.Rebuild;
import io.github.saascore.engine.rebuild.RebuildPlan;
import io.github.saascore.postgres.ObjectKind;
import io.github.saascore.revision.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what a rebuild will do, and what it did. */
public final class RebuildText {
  private RebuildText() {}

  /** Returns the steps in their order. */
  public static List<String> plan(RebuildPlan plan, Style style) {
    List<String> steps = new ArrayList<>();
    steps.add(
        plan.drop()
            .map(drop -> drop(drop, style))
            .orElse("create database '" + plan.database() + "'"));
    steps.add(
        plan.revisions().isEmpty()
            ? "no revision to apply"
            : "apply " + Words.count(plan.revisions().size(), "revision") + ends(plan.revisions()));
    if (plan.fallback()) {
      steps.add(
          "where one fails: drop again, and make the tables of model "
              + plan.model().orElseThrow());
    }
    if (!plan.repeatables().isEmpty()) {
      steps.add(
          "run %s: %s"
              .formatted(
                  Words.count(plan.repeatables().size(), "repeatable script"),
                  Words.listed(plan.repeatables(), Words.SHOWN)));
    }
    steps.add(
        "verify, beside the applied revisions"
            + plan.model().map(model -> " and model " + model).orElse(""));
    List<String> lines = new ArrayList<>();
    lines.add("rebuild of database '" + plan.database() + "':");
    for (int i = 0; i < steps.size(); i++) {
      lines.add("  " + (i + 1) + ". " + steps.get(i));
    }
    return lines;
  }

  private static String drop(DropPlan drop, Style style) {
    String where =
        "%s %s"
            .formatted(
                drop.schemas().size() == 1 ? "schema" : "schemas",
                String.join(", ", drop.schemas()));
    if (drop.isEmpty()) {
      return where + " is empty: nothing to drop";
    }
    long tables = drop.counts().getOrDefault(ObjectKind.TABLE, 0L);
    return style.fail(
            "drop %s, %s of them with %s"
                .formatted(
                    Words.count(drop.objects().size(), "object"),
                    Words.count(tables, "table"),
                    BytesText.of(drop.bytes())))
        + ", from "
        + where;
  }

  private static String kept(Rebuild.Result result) {
    return result.plan().drop().filter(DropPlan::keepsRows).isPresent()
        ? ", rows of tables are in the trash: mvn saascore:restore lists it"
        : "";
  }

  private static String ends(List<Revision> revisions) {
    String first = revisions.get(0).id().value();
    String last = revisions.get(revisions.size() - 1).id().value();
    return ": " + (revisions.size() == 1 ? first : first + " to " + last);
  }

  /** Returns what was done, the tables that are there now, and where the database stands. */
  public static Verdict verdict(Rebuild.Result result, Ran ran, Style style) {
    List<String> lines = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    result
        .dropped()
        .ifPresent(
            dropped ->
                lines.add(Words.count(dropped.total(), "object") + " dropped" + kept(result)));
    result
        .fallback()
        .ifPresent(
            fallback -> {
              warnings.add(
                  "the tables come from model %s, as a revision fails: %s"
                      .formatted(
                          result.plan().model().orElseThrow(), fallback.failure().summary()));
              fallback.failure().where().ifPresent(where -> warnings.add("  at " + where));
              warnings.add("nothing is recorded as applied; mend the revision and rebuild again");
            });
    lines.addAll(VerifyText.lines(result.verification(), style));
    result
        .upgraded()
        .ifPresent(
            upgraded -> {
              Verdict verdict = VerdictText.of(upgraded, ran, style);
              lines.add(verdict.lines().get(0));
              warnings.addAll(verdict.warnings());
            });
    return new Verdict(lines, warnings);
  }

  /**
   * Returns {@code goal}, {@code database}, {@code creates}, {@code drops} (how many objects),
   * {@code revisions} (ids), {@code repeatables} (names), {@code model} (or null) and {@code
   * fallback}.
   */
  public static String json(RebuildPlan plan) {
    return planned(plan).toString();
  }

  private static JsonObject planned(RebuildPlan plan) {
    return new JsonObject()
        .put("goal", "rebuild")
        .put("database", plan.database())
        .put("creates", plan.creates())
        .put("drops", plan.drop().map(drop -> drop.objects().size()).orElse(0))
        .put("revisions", plan.revisions().stream().map(one -> one.id().value()).toList())
        .put("repeatables", plan.repeatables())
        .put("model", plan.model())
        .put("fallback", plan.fallback());
  }

  /**
   * Returns the fields of the plan, and {@code dropped} (how many objects), {@code applied} (ids),
   * {@code failure} (the text of the error where the model's tables were made instead, or null) and
   * {@code verification} as {@link VerifyJson} has it.
   */
  public static String json(Rebuild.Result result) {
    return planned(result.plan())
        .put("dropped", result.dropped().map(dropped -> dropped.total()).orElse(0L))
        .put(
            "applied",
            result.upgraded().stream()
                .flatMap(upgraded -> upgraded.applied().stream())
                .map(one -> one.id().value())
                .collect(Collectors.toList()))
        .put("failure", result.fallback().map(fallback -> fallback.failure().text()))
        .put("verification", VerifyJson.object(result.verification(), false))
        .toString();
  }
}
