package io.github.saascore.report;

import io.github.saascore.engine.RevisionLine;
import io.github.saascore.engine.RevisionLine.Mark;
import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes one revision, as the listings need it: the parts of a line, or a block of lines. */
final class RevisionText {
  private static final Set<Mark> NEED_A_LOOK = Set.of(Mark.NO_FILE, Mark.EDITED, Mark.UNFINISHED);

  private final RevisionLine line;
  private final Style style;

  RevisionText(RevisionLine line, Style style) {
    this.line = line;
    this.style = style;
  }

  String id() {
    return style.strong(line.revision().id().value());
  }

  /** Returns the labels in parentheses behind a blank, or nothing. */
  String labels() {
    return line.labels().isEmpty() ? "" : " (" + String.join(", ", line.labels()) + ")";
  }

  /** Returns each mark in parentheses behind a blank, without those that the listing implies. */
  String marks(Set<Mark> without) {
    return line.marks().stream()
        .sorted()
        .filter(mark -> !without.contains(mark))
        .map(mark -> " " + styled(mark))
        .collect(Collectors.joining());
  }

  private String styled(Mark mark) {
    String text = "(" + mark.text() + ")";
    return NEED_A_LOOK.contains(mark) ? style.warn(text) : style.ok(text);
  }

  /** Returns the parents, or {@code <base>}. */
  String parents() {
    Revision revision = line.revision();
    return revision.isBase()
        ? "<base>"
        : revision.parents().stream().map(RevisionId::value).collect(Collectors.joining(", "));
  }

  /** Returns the message in one line behind a comma, or nothing. */
  String message() {
    String message = Words.oneLine(line.revision().message());
    return message.isEmpty() ? "" : ", " + message;
  }

  /** Returns all that is known about the revision, several lines. */
  List<String> block() {
    Revision revision = line.revision();
    List<String> lines = new ArrayList<>();
    lines.add("Rev: " + id() + marks(Set.of()));
    lines.add((revision.isMerge() ? "Merges: " : "Parent: ") + parents());
    add(lines, "Also depends on: ", revision.dependsOn());
    add(lines, "Replaces: ", revision.replaces().stream().map(RevisionId::value).toList());
    if (line.marks().contains(Mark.BRANCH_POINT)) {
      add(
          lines,
          "Branches into: ",
          line.children().stream().map(each -> each.id().value()).toList());
    }
    add(lines, "Branch names: ", line.labels());
    lines.add("Path: " + line.place().orElse("none"));
    line.created().ifPresent(time -> lines.add("Created: " + Words.time(time)));
    line.row().ifPresent(row -> lines.add(applied(row)));
    if (!revision.message().isBlank()) {
      lines.add("");
      revision
          .message()
          .strip()
          .lines()
          .forEach(each -> lines.add(("    " + each).stripTrailing()));
    }
    return lines;
  }

  private static void add(List<String> lines, String title, List<String> values) {
    if (!values.isEmpty()) {
      lines.add(title + String.join(", ", values));
    }
  }

  private String applied(AppliedRevision row) {
    String when = Words.time(row.appliedAt()) + " by " + row.appliedBy();
    return switch (row.state()) {
      case APPLIED -> "Applied: " + when + ", " + how(row);
      case STARTED, UNDOING ->
          style.warn(
              "%s: %s, not finished; %s known to have run"
                  .formatted(
                      row.state() == AppliedRevision.State.STARTED ? "Begun" : "Undoing begun",
                      when,
                      Words.count(row.step(), "statement")));
    };
  }

  private static String how(AppliedRevision row) {
    return switch (row.how()) {
      case UPGRADED -> "upgraded in " + DurationText.of(row.durationMs());
      case ADOPTED, STAMPED -> row.how().name().toLowerCase(Locale.ROOT);
    };
  }
}
