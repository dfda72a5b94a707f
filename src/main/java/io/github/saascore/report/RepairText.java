package io.github.saascore.report;

import io.github.saascore.engine.Repair;
import io.github.saascore.engine.RepairPlan;
import io.github.saascore.engine.RepairPlan.Accept;
import io.github.saascore.engine.RepairPlan.Change;
import io.github.saascore.engine.RepairPlan.Field;
import io.github.saascore.engine.RepairPlan.Recreate;
import java.util.ArrayList;
import java.util.List;

/** Writes what a repair would change, and what it changed. */
public final class RepairText {
  private static final int LONGEST_VALUE = 60;

  private RepairText() {}

  /** Returns each change with what the row has and what the file has. */
  public static List<String> plan(RepairPlan plan, Style style) {
    List<String> lines = new ArrayList<>();
    for (Change change : plan.changes()) {
      lines.add(title(change, style) + "  " + style.faint(change.place()));
      if (change instanceof Accept accept) {
        accept.fields().forEach(field -> lines.addAll(field(field, style)));
      } else if (change instanceof Recreate recreate) {
        lines.add("    " + recreate.neededBy() + " was applied after it; nothing of the file runs");
      }
    }
    if (!plan.unfinished().isEmpty()) {
      lines.add(style.warn("left in the middle, their rows stay: ") + Words.ids(plan.unfinished()));
    }
    return lines;
  }

  private static String title(Change change, Style style) {
    return (change instanceof Recreate ? "make the row of " : "accept ")
        + style.strong(change.id().value());
  }

  private static List<String> field(Field field, Style style) {
    if (field.name().equals("downgrade")) {
      return downgrade(field, style);
    }
    return List.of(
        "    "
            + field.name()
            + ": "
            + style.fail(value(field.before()))
            + " -> "
            + style.ok(value(field.after())));
  }

  /** Only the lines that differ: a downgrade may be long. */
  private static List<String> downgrade(Field field, Style style) {
    List<String> before = field.before().lines().filter(line -> !line.isBlank()).toList();
    List<String> after = field.after().lines().filter(line -> !line.isBlank()).toList();
    List<String> differing = new ArrayList<>();
    before.stream()
        .filter(line -> !after.contains(line))
        .forEach(line -> differing.add("      " + style.fail("- " + line)));
    after.stream()
        .filter(line -> !before.contains(line))
        .forEach(line -> differing.add("      " + style.ok("+ " + line)));
    List<String> lines = new ArrayList<>();
    lines.add("    downgrade:" + (differing.isEmpty() ? " blanks or order of lines" : ""));
    lines.addAll(differing.subList(0, Math.min(Words.SHOWN, differing.size())));
    if (differing.size() > Words.SHOWN) {
      lines.add("      and " + (differing.size() - Words.SHOWN) + " more");
    }
    return lines;
  }

  private static String value(String value) {
    if (value.isEmpty()) {
      return "(nothing)";
    }
    if (value.matches("[0-9a-f]{64}")) {
      return value.substring(0, 12);
    }
    String line = Words.oneLine(value);
    return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "...";
  }

  /** Returns the line for a run that only shows its plan. */
  public static String dryRun(RepairPlan plan) {
    return plan.isNothing()
        ? "nothing to repair: the record and the files agree"
        : Words.count(plan.changes().size(), "row")
            + " would be changed; nothing was changed: mvn saascore:repair";
  }

  /** Returns what was done and where the database stands. */
  public static Verdict verdict(Repair.Result result, Ran ran, Style style) {
    StandingText standing = new StandingText(result.standing(), ran.database(), style);
    List<String> lines = new ArrayList<>();
    if (result.isNothing()) {
      lines.add("nothing to repair: the record and the files agree; " + standing.sentence());
    } else {
      lines.add(
          style.ok(Words.count(result.done().changes().size(), "row") + " repaired")
              + " in "
              + DurationText.of(ran.took().toMillis())
              + "; "
              + standing.sentence());
      lines.add("only the record was changed; no migration was run");
    }
    standing.pending().ifPresent(lines::add);
    return new Verdict(lines, standing.warnings());
  }

  /**
   * Returns {@code goal}, {@code database}, {@code applied} (whether the changes were made), {@code
   * changes} (each {@code kind}: accept or recreate, {@code revision}, {@code path}, {@code
   * needed_by} or null, and {@code fields} with {@code name}, {@code before}, {@code after}) and
   * {@code unfinished} (ids).
   */
  public static String json(RepairPlan plan, String database, boolean applied) {
    return new JsonObject()
        .put("goal", "repair")
        .put("database", database)
        .put("applied", applied)
        .put("changes", plan.changes().stream().map(RepairText::change).toList())
        .put("unfinished", RevisionJson.ids(plan.unfinished()))
        .toString();
  }

  private static JsonObject change(Change change) {
    JsonObject json =
        new JsonObject()
            .put("kind", change instanceof Accept ? "accept" : "recreate")
            .put("revision", change.id().value())
            .put("path", change.place());
    if (change instanceof Recreate recreate) {
      return json.put("needed_by", recreate.neededBy().value()).put("fields", List.of());
    }
    return json.put("needed_by", null)
        .put("fields", ((Accept) change).fields().stream().map(RepairText::field).toList());
  }

  private static JsonObject field(Field field) {
    return new JsonObject()
        .put("name", field.name())
        .put("before", field.before())
        .put("after", field.after());
  }
}
