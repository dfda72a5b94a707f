package io.github.saascore.report;

import io.github.saascore.engine.RevisionLine;
import io.github.saascore.engine.RevisionLine.Mark;
import java.util.List;
import java.util.Set;

/** Writes {@code heads}: the revisions of the files that no other follows. */
public final class HeadsText {
  private static final Set<Mark> LEFT_OUT = Set.of(Mark.BRANCH_POINT, Mark.MERGE_POINT);

  private HeadsText() {}

  /** Returns one line a head in Alembic's form, {@code id (label) (head)}. */
  public static List<String> lines(List<RevisionLine> heads, Style style) {
    return heads.stream()
        .map(head -> new RevisionText(head, style))
        .map(text -> text.id() + text.labels() + text.marks(LEFT_OUT))
        .toList();
  }
}
