package io.github.saascore.report;

import io.github.saascore.engine.drift.CheckResult;
import java.util.ArrayList;
import java.util.List;

/** Writes what a check looked at; what is wrong becomes the message of the failed build. */
public final class CheckText {
  private CheckText() {}

  /** Returns what was looked at, the ways back that are none or lose something, and notes. */
  public static List<String> lines(CheckResult result, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add("%s on %s".formatted(replayed(result), result.server()));
    if (!result.trips().isEmpty()) {
      lines.add("ways back: " + WaysText.counts(result.trips()));
      lines.addAll(WaysText.notable(result.trips(), style));
    }
    result
        .hazards()
        .filter(found -> !found.hazards().isEmpty())
        .ifPresent(found -> lines.addAll(LintText.lines(found, style)));
    result.notes().forEach(note -> lines.add("not checked: " + note));
    lines.add(
        result.isSound()
            ? style.ok("nothing is wrong") + with(result)
            : style.fail(Words.count(result.findings().size(), "finding")) + with(result));
    return lines;
  }

  private static String replayed(CheckResult result) {
    String revisions = Words.count(result.trips().size(), "revision");
    return result.repeatables() == 0
        ? revisions + " replayed from base"
        : "%s and %s replayed from base"
            .formatted(revisions, Words.count(result.repeatables(), "repeatable script"));
  }

  private static String with(CheckResult result) {
    List<String> compared = new ArrayList<>(List.of("the files"));
    result.model().ifPresent(name -> compared.add("model " + name));
    result.database().ifPresent(name -> compared.add("database " + name));
    return compared.size() == 1
        ? " in the files"
        : " between "
            + String.join(", ", compared.subList(0, compared.size() - 1))
            + " and "
            + compared.get(compared.size() - 1);
  }

  /**
   * Returns {@code goal}, {@code sound}, {@code server}, {@code model} and {@code database} (or
   * null), {@code findings} with code, summary, where, reason and hint, {@code notes}, {@code
   * hazards} as {@code lint} writes them (null where nobody looked), and {@code revisions} with the
   * way back of each.
   */
  public static String json(CheckResult result) {
    return new JsonObject()
        .put("goal", "check")
        .put("sound", result.isSound())
        .put("server", result.server())
        .put("model", result.model())
        .put("database", result.database())
        .put("findings", result.findings().stream().map(WaysJson::problem).toList())
        .put("notes", result.notes())
        .put("hazards", result.hazards().map(LintJson::part))
        .put("revisions", WaysJson.of(result.trips()))
        .toString();
  }
}
