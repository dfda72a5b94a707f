package io.github.saascore.report;

import io.github.saascore.engine.hazard.Hazard;
import io.github.saascore.engine.hazard.LintResult;
import io.github.saascore.engine.hazard.LockMode;
import io.github.saascore.engine.hazard.Severity;
import io.github.saascore.engine.hazard.TableSize;
import io.github.saascore.revision.RevisionId;
import java.util.Locale;
import java.util.Optional;

/** Writes hazards as JSON. Names once released stay; new ones may come. */
public final class LintJson {
  private LintJson() {}

  /**
   * Returns {@code goal}, {@code server}, {@code revisions}, {@code scripts}, {@code statements},
   * {@code errors}, {@code warnings}, {@code notes}, {@code allowed} as numbers, {@code assumed}
   * and {@code not_seen} as texts, and {@code findings}, each with {@code rule}, {@code family},
   * {@code severity} (error, warn or note), {@code revision} (null for a repeatable script), {@code
   * direction} (up or down), {@code file}, {@code line}, {@code column}, {@code statement}, {@code
   * text}, {@code hazard}, {@code safe_way}, {@code documentation} and {@code table}: null, or
   * {@code name}, {@code lock} (or null), {@code blocks}, {@code rows} and {@code bytes} (null
   * where unknown).
   */
  public static String of(LintResult result) {
    return parts(result, new JsonObject().put("goal", "lint")).toString();
  }

  /** Returns the same without {@code goal}, as a part of what another goal says. */
  static JsonObject part(LintResult result) {
    return parts(result, new JsonObject());
  }

  private static JsonObject parts(LintResult result, JsonObject json) {
    return json.put("server", result.server())
        .put("revisions", result.revisions())
        .put("scripts", result.scripts())
        .put("statements", result.statements())
        .put("errors", result.count(Severity.ERROR))
        .put("warnings", result.count(Severity.WARN))
        .put("notes", result.count(Severity.NOTE))
        .put("allowed", result.allowed())
        .put("assumed", result.assumed())
        .put("not_seen", result.notes())
        .put("findings", result.hazards().stream().map(LintJson::hazard).toList());
  }

  private static JsonObject hazard(Hazard hazard) {
    return new JsonObject()
        .put("rule", hazard.rule().id())
        .put("family", lower(hazard.rule().family().name()))
        .put("severity", lower(hazard.severity().name()))
        .put("revision", hazard.revision().map(RevisionId::value))
        .put("direction", hazard.down() ? "down" : "up")
        .put("file", hazard.place().file())
        .put("line", hazard.place().line())
        .put("column", hazard.place().column())
        .put("statement", hazard.statement())
        .put("text", hazard.what())
        .put("hazard", hazard.rule().hazard())
        .put("safe_way", hazard.safeWay())
        .put("documentation", hazard.rule().anchor())
        .put("table", hazard.table().map(LintJson::table));
  }

  private static JsonObject table(Hazard.Table table) {
    Optional<TableSize> size = table.size();
    return new JsonObject()
        .put("name", table.name())
        .put("lock", table.lock().map(LockMode::words))
        .put("blocks", table.blocks())
        .put("rows", size.flatMap(LintJson::rows))
        .put("bytes", size.map(TableSize::bytes));
  }

  private static Optional<Long> rows(TableSize size) {
    return size.rows().isPresent() ? Optional.of(size.rows().getAsLong()) : Optional.empty();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
