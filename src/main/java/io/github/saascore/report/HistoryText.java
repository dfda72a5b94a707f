package io.github.saascore.report;

import io.github.saascore.engine.RevisionLine;
import io.github.saascore.postgres.AppliedRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes {@code history}: the revisions newest first, each with what it follows. */
public final class HistoryText {
  private HistoryText() {}

  /**
   * Returns one line a revision in Alembic's form, {@code parent (dependency) -> id (label) (head)
   * (current), message}.
   */
  public static List<String> lines(List<RevisionLine> revisions, Style style) {
    return revisions.stream().map(each -> line(each, style)).toList();
  }

  private static String line(RevisionLine revision, Style style) {
    RevisionText text = new RevisionText(revision, style);
    List<String> depends = revision.revision().dependsOn();
    return text.parents()
        + (depends.isEmpty() ? "" : " (" + String.join(", ", depends) + ")")
        + " -> "
        + text.id()
        + text.labels()
        + text.marks(Set.of())
        + text.message();
  }

  /** Returns a block of lines a revision, with a blank line between blocks. */
  public static List<String> verbose(List<RevisionLine> revisions, Style style) {
    List<String> lines = new ArrayList<>();
    for (RevisionLine revision : revisions) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(new RevisionText(revision, style).block());
    }
    return lines;
  }

  /**
   * Returns an aligned table: what is applied, when and how, and the message with its marks.
   *
   * @param database whether a database was asked; without, nothing is said about what is applied
   */
  public static List<String> table(List<RevisionLine> revisions, boolean database, Style style) {
    TextTable table = TextTable.of("revision", "follows", "applied", "how", "message");
    for (RevisionLine revision : revisions) {
      Optional<AppliedRevision> row = revision.row();
      RevisionText text = new RevisionText(revision, Style.plain());
      table.row(
          revision.revision().id().value(),
          text.parents(),
          row.map(each -> Words.time(each.appliedAt())).orElse(database ? "pending" : ""),
          row.map(each -> each.how().name().toLowerCase(Locale.ROOT)).orElse(""),
          (Words.oneLine(revision.revision().message()) + text.labels() + text.marks(Set.of()))
              .strip());
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.set(0, style.faint(lines.get(0)));
    return lines;
  }
}
