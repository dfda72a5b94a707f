package io.github.saascore.report;

import io.github.saascore.engine.drift.EnsurePlan;
import io.github.saascore.engine.drift.EnsurePlan.Ensured;
import io.github.saascore.schema.Change;
import io.github.saascore.schema.Ddl;
import java.util.ArrayList;
import java.util.List;

/** Writes what was created of a model, or would be. */
public final class EnsureText {
  private EnsureText() {}

  /**
   * Returns one line for each object of the model, and below it what was added to it, and what
   * differs.
   *
   * @param dry whether nothing was created
   */
  static List<String> objects(EnsurePlan plan, boolean dry, Style style) {
    List<String> lines = new ArrayList<>();
    for (Ensured object : plan.objects()) {
      lines.add(word(object, dry, style) + " " + name(object, style));
      if (!object.isNew()) {
        object
            .created()
            .forEach(change -> lines.add("            " + style.ok("+ ") + change.address()));
      }
      object
          .different()
          .forEach(left -> lines.add("            " + difference(left.change(), style)));
    }
    return lines;
  }

  /** Returns the statements that a dry run would run. */
  private static List<String> statements(EnsurePlan plan) {
    List<String> lines = new ArrayList<>();
    plan.script().stream().map(Ddl::sql).forEach(sql -> (sql + ";").lines().forEach(lines::add));
    return lines;
  }

  private static String word(Ensured object, boolean dry, Style style) {
    if (object.isPresent()) {
      return style.faint("present  ");
    }
    if (object.isNew()) {
      return style.ok(dry ? "missing  " : "created  ");
    }
    return object.created().isEmpty()
        ? style.warn("different")
        : style.ok(dry ? "lacks    " : "extended ");
  }

  private static String name(Ensured object, Style style) {
    String name = object.address().toString();
    return object.isPresent() ? style.faint(name) : style.strong(name);
  }

  private static String difference(Change change, Style style) {
    return new ChangeLines(style).line(change);
  }

  /**
   * Returns all of it: the objects, what was done, and what was left as it is.
   *
   * @param dry whether nothing was created; the statements are then shown
   */
  public static Verdict report(EnsurePlan plan, String model, Ran ran, boolean dry, Style style) {
    Verdict verdict = verdict(plan, model, ran, dry, style);
    List<String> lines = new ArrayList<>(objects(plan, dry, style));
    if (dry) {
      lines.addAll(statements(plan));
    }
    lines.addAll(verdict.lines());
    return new Verdict(lines, verdict.warnings());
  }

  /** Returns the same of a run that did something else before: objects that are there go unsaid. */
  public static Verdict brief(EnsurePlan plan, String model, Ran ran, Style style) {
    List<Ensured> told = plan.objects().stream().filter(object -> !object.isPresent()).toList();
    return report(new EnsurePlan(told, plan.surplus(), plan.script()), model, ran, false, style);
  }

  private static Verdict verdict(EnsurePlan plan, String model, Ran ran, boolean dry, Style style) {
    List<String> lines = new ArrayList<>();
    if (plan.isNothing()) {
      lines.add(
          "nothing to do: database '%s' lacks nothing of model %s"
              .formatted(ran.database(), model));
    } else {
      lines.add(done(plan, model, ran, dry, style));
    }
    if (plan.surplus() > 0) {
      lines.add(
          Words.count(plan.surplus(), "object")
              + " that the model does not have left alone; mvn saascore:diff shows "
              + (plan.surplus() == 1 ? "it" : "them"));
    }
    return new Verdict(lines, warnings(plan, model));
  }

  private static String done(EnsurePlan plan, String model, Ran ran, boolean dry, Style style) {
    long created = plan.objects().stream().filter(Ensured::isNew).count();
    long extended =
        plan.objects().stream()
            .filter(object -> !object.isNew() && !object.created().isEmpty())
            .count();
    String what =
        Words.count(created, "object")
            + (dry ? " missing" : " created")
            + (extended > 0 ? ", " + extended + (dry ? " incomplete" : " extended") : "");
    return dry
        ? what + "; nothing was changed: mvn saascore:ensure"
        : "%s in %s; database '%s' has all of model %s"
            .formatted(
                style.ok(what), DurationText.of(ran.took().toMillis()), ran.database(), model);
  }

  private static List<String> warnings(EnsurePlan plan, String model) {
    int different = plan.different().size();
    return different == 0
        ? List.of()
        : List.of(
            "%s from model %s and %s as %s; mvn saascore:diff shows it, and a migration changes it:"
                    .formatted(
                        Words.count(different, "object")
                            + (different == 1 ? " differs" : " differ"),
                        model,
                        different == 1 ? "was left" : "were left",
                        different == 1 ? "it is" : "they are")
                + " mvn compile saascore:revision -Dsaascore.autogenerate -Dsaascore.message=...");
  }

  /**
   * Returns {@code goal}, {@code database}, {@code model}, {@code dry_run}, {@code changed}, {@code
   * objects} (each {@code object}, {@code kind}, {@code state}: created, extended, present or
   * different, {@code created} and {@code different} as in {@link ChangeJson}), {@code surplus} (a
   * count) and {@code sql}.
   */
  public static String json(EnsurePlan plan, String model, Ran ran, boolean dry) {
    return new JsonObject()
        .put("goal", "ensure")
        .put("database", ran.database())
        .put("model", model)
        .put("dry_run", dry)
        .put("changed", !dry && !plan.isNothing())
        .put("objects", plan.objects().stream().map(EnsureText::json).toList())
        .put("surplus", plan.surplus())
        .put("sql", plan.script().stream().map(Ddl::sql).toList())
        .toString();
  }

  private static JsonObject json(Ensured object) {
    return new JsonObject()
        .put("object", object.address().qualified())
        .put("kind", object.address().kind().text())
        .put("state", state(object))
        .put("created", object.created().stream().map(ChangeJson::of).toList())
        .put(
            "different",
            object.different().stream().map(left -> ChangeJson.of(left.change())).toList());
  }

  private static String state(Ensured object) {
    if (object.isPresent()) {
      return "present";
    }
    if (object.isNew()) {
      return "created";
    }
    return object.created().isEmpty() ? "different" : "extended";
  }
}
