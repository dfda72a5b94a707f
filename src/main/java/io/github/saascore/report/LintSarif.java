package io.github.saascore.report;

import io.github.saascore.engine.hazard.Hazard;
import io.github.saascore.engine.hazard.LintResult;
import io.github.saascore.engine.hazard.Rule;
import io.github.saascore.engine.hazard.Rules;
import io.github.saascore.engine.hazard.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes hazards in the Static Analysis Results Interchange Format, which code hosts show beside
 * the lines of a change (OASIS, SARIF 2.1.0).
 */
public final class LintSarif {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final String HOME = "https://github.com/saascore/saascore-maven-plugin";

  private LintSarif() {}

  /**
   * Returns one run with all rules and results; paths are relative to the project's directory.
   *
   * @param version the version of the plugin
   */
  public static String of(LintResult result, String version) {
    List<Rule> rules = Rules.all();
    JsonObject driver =
        new JsonObject()
            .put("name", "saascore")
            .put("version", version)
            .put("informationUri", HOME)
            .put("rules", rules.stream().map(LintSarif::rule).toList());
    JsonObject run =
        new JsonObject()
            .put("tool", new JsonObject().put("driver", driver))
            .put("invocations", List.of(invocation(result)))
            .put("columnKind", "unicodeCodePoints")
            .put("results", result.hazards().stream().map(one -> result(one, rules)).toList());
    return new JsonObject()
        .put("$schema", SCHEMA)
        .put("version", "2.1.0")
        .put("runs", List.of(run))
        .toString();
  }

  /** What was not seen, or was assumed, is no result but must not be missed. */
  private static JsonObject invocation(LintResult result) {
    List<JsonObject> told = new ArrayList<>();
    result.notes().forEach(note -> told.add(notification("warning", "not seen: " + note)));
    result
        .assumed()
        .forEach(
            what -> told.add(notification("note", "assumed, as no revision makes it: " + what)));
    return new JsonObject()
        .put("executionSuccessful", true)
        .put("toolExecutionNotifications", told);
  }

  private static JsonObject notification(String level, String text) {
    return new JsonObject().put("level", level).put("message", text(text));
  }

  private static JsonObject rule(Rule rule) {
    return new JsonObject()
        .put("id", rule.id())
        .put("shortDescription", text(rule.hazard()))
        .put("help", text("Instead:\n" + rule.safeWay()))
        .put("helpUri", HOME + "/blob/main/src/site/markdown/lint.md#" + rule.id())
        .put(
            "defaultConfiguration",
            new JsonObject().put("enabled", rule.standard()).put("level", level(rule.severity())))
        .put(
            "properties",
            new JsonObject().put("tags", List.of(rule.family().name().toLowerCase(Locale.ROOT))));
  }

  private static JsonObject result(Hazard hazard, List<Rule> rules) {
    String message =
        Words.oneLine(hazard.what())
            + hazard.table().map(LintText::table).orElse("")
            + "\ninstead:\n"
            + hazard.safeWay();
    return new JsonObject()
        .put("ruleId", hazard.rule().id())
        .put("ruleIndex", rules.indexOf(hazard.rule()))
        .put("level", level(hazard.severity()))
        .put("message", text(message))
        .put("locations", List.of(location(hazard)));
  }

  private static JsonObject location(Hazard hazard) {
    return new JsonObject()
        .put(
            "physicalLocation",
            new JsonObject()
                .put("artifactLocation", new JsonObject().put("uri", uri(hazard.place().file())))
                .put(
                    "region",
                    new JsonObject()
                        .put("startLine", hazard.place().line())
                        .put("startColumn", hazard.place().column())));
  }

  /** Escapes what a URI reference cannot hold (RFC 3986); slashes divide the path. */
  private static String uri(String file) {
    StringBuilder uri = new StringBuilder();
    for (byte each : file.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xFF);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
      uri.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return uri.toString();
  }

  private static JsonObject text(String text) {
    return new JsonObject().put("text", text);
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARN -> "warning";
      case NOTE -> "note";
    };
  }
}
