package io.github.saascore.report;

import io.github.saascore.engine.hazard.Hazard;
import io.github.saascore.engine.hazard.LintResult;
import io.github.saascore.engine.hazard.LockMode;
import io.github.saascore.engine.hazard.Severity;
import io.github.saascore.engine.hazard.TableSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes hazards for people: the worst first, below each what it blocks and the safe way. */
public final class LintText {
  private static final String INDENT = "       ";

  private LintText() {}

  /** Returns the findings and a line that sums them up. */
  public static List<String> lines(LintResult result, Style style) {
    if (result.isNothing()) {
      return List.of(
          "nothing to lint: no revision is pending; a part of the history:"
              + " mvn saascore:lint -Dsaascore.range=base:heads");
    }
    List<Hazard> sorted =
        result.hazards().stream()
            .sorted(Comparator.comparing(Hazard::severity).reversed())
            .toList();
    List<String> lines = new ArrayList<>();
    sorted.stream().limit(Words.SHOWN).forEach(hazard -> lines.addAll(hazard(hazard, style)));
    if (sorted.size() > Words.SHOWN) {
      lines.add(
          "and "
              + Words.number(sorted.size() - Words.SHOWN)
              + " more: -Dsaascore.format=json or sarif has all");
    }
    result.notes().forEach(note -> lines.add(style.warn("not seen") + "  " + Words.oneLine(note)));
    if (!result.assumed().isEmpty()) {
      lines.add(
          "assumed, as no earlier revision makes it: "
              + Words.listed(result.assumed(), Words.SHOWN));
    }
    lines.add(sum(result, style));
    return lines;
  }

  private static List<String> hazard(Hazard hazard, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  %s  %s%s"
            .formatted(
                level(hazard.severity(), style),
                style.strong(hazard.rule().id()),
                hazard.place(),
                hazard.down() ? " (downgrade)" : ""));
    lines.add(INDENT + Words.oneLine(hazard.statement()));
    lines.add(
        INDENT + Words.oneLine(hazard.what()) + hazard.table().map(LintText::table).orElse(""));
    lines.add(INDENT + "instead:");
    hazard.safeWay().lines().forEach(line -> lines.add(INDENT + "  " + style.faint(line)));
    return lines;
  }

  /** Returns what waits and how large the table is, as far as that is known. */
  static String table(Hazard.Table table) {
    List<String> parts = new ArrayList<>();
    if (table.lock().filter(LockMode::blocksWrites).isPresent()) {
      parts.add(
          "blocks %s of %s (%s)"
              .formatted(table.blocks(), table.name(), table.lock().get().words()));
    }
    table.size().map(LintText::size).ifPresent(parts::add);
    return parts.isEmpty() ? "" : "; " + String.join(", ", parts);
  }

  private static String size(TableSize size) {
    String bytes = BytesText.of(size.bytes());
    return size.rows().isPresent()
        ? "about %s, %s".formatted(Words.count(size.rows().getAsLong(), "row"), bytes)
        : bytes + ", never analyzed";
  }

  private static String level(Severity severity, Style style) {
    String word = "%-5s".formatted(severity.name().toLowerCase(Locale.ROOT));
    return switch (severity) {
      case ERROR -> style.fail(word);
      case WARN -> style.warn(word);
      case NOTE -> style.faint(word);
    };
  }

  /** Returns for example {@code 1 error, 2 warnings in 3 revisions (14 statements)}. */
  static String sum(LintResult result, Style style) {
    List<String> parts = new ArrayList<>();
    part(parts, result.count(Severity.ERROR), "error");
    part(parts, result.count(Severity.WARN), "warning");
    part(parts, result.count(Severity.NOTE), "note");
    String found = parts.isEmpty() ? style.ok("no hazards") : String.join(", ", parts);
    return "%s in %s (%s on PostgreSQL %s)%s; nothing was changed"
        .formatted(
            found,
            looked(result),
            Words.count(result.statements(), "statement"),
            result.server(),
            result.allowed() == 0 ? "" : ", " + Words.number(result.allowed()) + " allowed");
  }

  private static String looked(LintResult result) {
    List<String> parts = new ArrayList<>();
    part(parts, result.revisions(), "revision");
    part(parts, result.scripts(), "repeatable script");
    return String.join(" and ", parts);
  }

  private static void part(List<String> parts, int count, String noun) {
    if (count > 0) {
      parts.add(Words.count(count, noun));
    }
  }
}
