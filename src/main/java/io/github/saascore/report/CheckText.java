package io.github.saascore.report;

import io.github.saascore.engine.drift.CheckResult;
import io.github.saascore.engine.drift.Replaced;
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
      lines.add("ways back: " + WaysText.counts(result.allTrips()) + known(result));
      lines.addAll(WaysText.notable(result.allTrips(), style));
    }
    result.replaced().forEach(each -> lines.addAll(replaced(each, style)));
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

  private static String known(CheckResult result) {
    int known = result.known();
    return known == 0
        ? ""
        : ", %s of them known from an earlier check"
            .formatted(known == result.allTrips().size() ? "all" : Words.number(known));
  }

  private static List<String> replaced(Replaced replaced, Style style) {
    String id = replaced.revision().id().value();
    String others =
        Words.count(replaced.trips().size(), "revision") + " that it replaces replayed too";
    if (!replaced.findings().isEmpty()) {
      return List.of("revision %s: the %s".formatted(id, others));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "revision %s: the %s, to the same schema%s"
            .formatted(id, others, replaced.rows().isEmpty() ? " and rows" : ""));
    Words.lines(replaced.rows(), Words.SHOWN, each -> style.warn("  in new databases " + each))
        .forEach(lines::add);
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
   * hazards} as {@code lint} writes them (null where nobody looked), {@code revisions} with the way
   * back of each, {@code known} (how many ways an earlier check has found out), and {@code
   * replaced} for each revision that replaces others: {@code revision}, {@code rows} (lines), and
   * {@code revisions}, those that it replaces.
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
        .put("known", result.known())
        .put("replaced", result.replaced().stream().map(CheckText::replaced).toList())
        .toString();
  }

  private static JsonObject replaced(Replaced replaced) {
    return new JsonObject()
        .put("revision", replaced.revision().id().value())
        .put("rows", replaced.rows())
        .put("revisions", WaysJson.of(replaced.trips()));
  }
}
