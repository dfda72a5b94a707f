package io.github.saascore.report;

import io.github.saascore.engine.Diagnosis;
import io.github.saascore.engine.Finding;
import io.github.saascore.engine.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a diagnosis as one screen: a line for each finding, below it what mends it. */
public final class DoctorText {
  private static final String LEVELS = "%-4s";

  private DoctorText() {}

  /** Returns the findings in their order, and a line that sums them up. */
  public static List<String> lines(Diagnosis diagnosis, Style style) {
    int widest =
        diagnosis.findings().stream().mapToInt(found -> found.topic().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Finding finding : diagnosis.findings()) {
      lines.add(
          level(finding.level(), style)
              + "  "
              + finding.topic()
              + " ".repeat(widest - finding.topic().length() + 2)
              + Words.oneLine(finding.text()));
      finding
          .command()
          .ifPresent(
              command ->
                  lines.add(" ".repeat(widest + 8) + style.strong("-> " + Words.oneLine(command))));
    }
    lines.add(sum(diagnosis, style));
    return lines;
  }

  private static String level(Level level, Style style) {
    String word = LEVELS.formatted(level.name().toLowerCase(Locale.ROOT));
    return switch (level) {
      case OK -> style.ok(word);
      case WARN -> style.warn(word);
      case BAD -> style.fail(word);
    };
  }

  private static String sum(Diagnosis diagnosis, Style style) {
    List<String> parts = new ArrayList<>();
    part(diagnosis, Level.BAD, "bad").ifPresent(text -> parts.add(style.fail(text)));
    part(diagnosis, Level.WARN, "to look at").ifPresent(text -> parts.add(style.warn(text)));
    String database = "database '" + diagnosis.database() + "'";
    return parts.isEmpty()
        ? style.ok(database + " is well") + "; nothing was changed"
        : database + ": " + String.join(", ", parts) + "; nothing was changed";
  }

  private static Optional<String> part(Diagnosis diagnosis, Level level, String word) {
    int count = diagnosis.count(level);
    return count == 0 ? Optional.empty() : Optional.of(count + " " + word);
  }

  /**
   * Returns {@code goal}, {@code database}, {@code worst} (ok, warn or bad) and {@code findings},
   * each with {@code level}, {@code topic}, {@code text} and {@code command} (or null).
   */
  public static String json(Diagnosis diagnosis) {
    return new JsonObject()
        .put("goal", "doctor")
        .put("database", diagnosis.database())
        .put("worst", diagnosis.worst().name().toLowerCase(Locale.ROOT))
        .put("findings", diagnosis.findings().stream().map(DoctorText::finding).toList())
        .toString();
  }

  private static JsonObject finding(Finding finding) {
    return new JsonObject()
        .put("level", finding.level().name().toLowerCase(Locale.ROOT))
        .put("topic", finding.topic())
        .put("text", finding.text())
        .put("command", finding.command());
  }
}
