package io.github.saascore.report;

import io.github.saascore.engine.Downgrade;
import io.github.saascore.engine.PlanScript.Script;
import io.github.saascore.engine.Stamp;
import io.github.saascore.engine.Standing;
import io.github.saascore.engine.Upgrade;
import io.github.saascore.engine.care.Loss;
import io.github.saascore.engine.care.Safeguard.Outlook;
import io.github.saascore.revision.Step;
import java.util.Locale;

/**
 * Writes what was done, or would be done, as JSON. Names once released stay; new ones may come.
 *
 * <p>What was done has {@code goal}, {@code database}, {@code target}, {@code duration_ms}, {@code
 * changed} (whether anything was), the fields named below, and {@code standing} as in {@link
 * ListingJson#current}. Revisions have {@code revision}, {@code parents}, {@code depends_on} and
 * {@code message}.
 */
public final class ResultJson {
  private ResultJson() {}

  /**
   * Returns {@code applied} (revisions in order), {@code adopted} (revisions that were recorded
   * because all that they make was there), {@code recorded} (revisions that were recorded because
   * all that they replace is applied), {@code repeated} (names of repeatable scripts), {@code
   * skipped} (each {@code what}, {@code where}, {@code reason}), {@code differences} (sentences on
   * what was skipped by its name and is something else), {@code tables} (names of those made) and
   * {@code other_tool} (another tool's version table, or null).
   */
  public static String of(Upgrade.Result result, Ran ran) {
    JsonObject json =
        started("upgrade", ran, !result.isNothing())
            .put("applied", RevisionJson.revisions(result.applied()))
            .put("adopted", RevisionJson.revisions(result.adopted()))
            .put("recorded", RevisionJson.revisions(result.implied()))
            .put("repeated", result.repeated())
            .put("skipped", result.skipped().stream().map(RevisionJson::skipped).toList())
            .put("differences", result.differences())
            .put("tables", result.tables())
            .put("other_tool", result.otherTool());
    return ended(json, result.standing());
  }

  /** Returns {@code undone} (revisions in order). */
  public static String of(Downgrade.Result result, Ran ran) {
    JsonObject json =
        started("downgrade", ran, !result.isNothing())
            .put("undone", RevisionJson.revisions(result.undone()));
    return ended(json, result.standing());
  }

  /** Returns {@code marked} (revisions) and {@code unmarked} (ids). */
  public static String of(Stamp.Result result, Ran ran) {
    JsonObject json =
        started("stamp", ran, !result.isNothing())
            .put("marked", RevisionJson.revisions(result.marked()))
            .put("unmarked", RevisionJson.ids(result.unmarked()));
    return ended(json, result.standing());
  }

  /**
   * Returns {@code goal}, {@code steps} (each {@code kind}: up, down, mark or unmark, and {@code
   * revision}), {@code repeatables} (names), {@code applied_before} and {@code applied_after} (ids
   * of all applied revisions), {@code losses} and {@code sql}. A loss has {@code kind} (table,
   * column, values, label, rows or dependent), {@code what}, {@code revision}, {@code count} (or
   * null), {@code exact}, {@code bytes} (or null) and {@code detail}; {@code notes} say what could
   * not be looked into; {@code kept} are those that would go into the trash.
   */
  public static String plan(Script script, Outlook outlook) {
    return new JsonObject()
        .put("goal", script.plan().verb().goal())
        .put("steps", script.plan().steps().stream().map(ResultJson::step).toList())
        .put("repeatables", script.repeatables())
        .put("applied_before", RevisionJson.ids(script.plan().before().ids()))
        .put("applied_after", RevisionJson.ids(script.plan().after().ids()))
        .put("losses", outlook.lost().stream().map(ResultJson::loss).toList())
        .put("kept", outlook.kept().stream().map(ResultJson::loss).toList())
        .put("notes", outlook.notes())
        .put("sql", script.sql())
        .toString();
  }

  /** Returns a loss as an object. */
  static JsonObject loss(Loss loss) {
    return new JsonObject()
        .put("kind", loss.kind().name().toLowerCase(Locale.ROOT))
        .put("what", loss.what())
        .put("revision", loss.revision())
        .put("count", loss.count())
        .put("exact", loss.exact())
        .put("bytes", loss.bytes())
        .put("detail", loss.detail());
  }

  private static JsonObject step(Step step) {
    return new JsonObject().put("kind", kind(step)).put("revision", step.id().value());
  }

  private static String kind(Step step) {
    if (step instanceof Step.Up) {
      return "up";
    }
    if (step instanceof Step.Down) {
      return "down";
    }
    return step instanceof Step.Mark ? "mark" : "unmark";
  }

  private static JsonObject started(String goal, Ran ran, boolean changed) {
    return new JsonObject()
        .put("goal", goal)
        .put("database", ran.database())
        .put("target", ran.target())
        .put("duration_ms", ran.took().toMillis())
        .put("changed", changed);
  }

  private static String ended(JsonObject json, Standing standing) {
    return json.put("standing", RevisionJson.standing(standing)).toString();
  }
}
