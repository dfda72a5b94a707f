package io.github.saascore.mojo;

import io.github.saascore.engine.Listing;
import io.github.saascore.engine.RevisionLine;
import io.github.saascore.report.CurrentText;
import io.github.saascore.report.Style;
import io.github.saascore.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts together what {@code current} says. */
final class CurrentVerdict {
  private CurrentVerdict() {}

  /**
   * Returns the lines of the current revisions, and what there is to say beside them.
   *
   * @param scripts the repeatable scripts that have changed since they ran
   * @param all whether to show all that is known about each revision
   */
  static Verdict of(
      Listing listing, List<String> scripts, OpenDatabase open, boolean all, Style style) {
    List<RevisionLine> current = listing.current();
    List<String> lines =
        new ArrayList<>(
            all ? CurrentText.verbose(current, style) : CurrentText.lines(current, style));
    Optional<String> otherTool =
        current.isEmpty() ? open.database().session().facts().otherTool() : Optional.empty();
    Verdict summary =
        CurrentText.summary(listing.standing(), scripts, open.ran("").database(), otherTool, style);
    lines.addAll(summary.lines());
    return new Verdict(lines, summary.warnings());
  }
}
