package io.github.saascore.report;

import io.github.saascore.engine.RevisionLine;
import io.github.saascore.engine.RevisionLine.Mark;
import io.github.saascore.engine.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes {@code current}: where a database stands. */
public final class CurrentText {
  private CurrentText() {}

  /** Returns one line a revision in Alembic's form, {@code id (head)}; none at base. */
  public static List<String> lines(List<RevisionLine> current, Style style) {
    return current.stream()
        .map(each -> new RevisionText(each, style))
        .map(text -> text.id() + text.marks(Set.of(Mark.CURRENT)))
        .toList();
  }

  /** Returns a block of lines a revision, with when and how it was applied. */
  public static List<String> verbose(List<RevisionLine> current, Style style) {
    return HistoryText.verbose(current, style);
  }

  /**
   * Returns what a person wants to know beside the lines: what is pending, and what is wrong.
   *
   * @param scripts the repeatable scripts that have changed since they ran
   * @param database the name of the database
   * @param otherTool another tool's version table found beside an empty one of ours
   */
  public static Verdict summary(
      Standing standing,
      List<String> scripts,
      String database,
      Optional<String> otherTool,
      Style style) {
    return new VerdictText(database, style).current(standing, scripts, otherTool);
  }
}
