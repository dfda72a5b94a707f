package io.github.saascore.report;

import io.github.saascore.engine.RevisionLine;
import java.util.List;

/** Writes {@code show}: all that is known about single revisions. */
public final class ShowText {
  private ShowText() {}

  /** Returns a block of lines a revision, with a blank line between blocks. */
  public static List<String> lines(List<RevisionLine> revisions, Style style) {
    return HistoryText.verbose(revisions, style);
  }
}
