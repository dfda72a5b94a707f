package io.github.saascore.report;

import io.github.saascore.engine.Listing.Branch;
import io.github.saascore.engine.RevisionLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes {@code branches}: the revisions after which the files branch, and into what. */
public final class BranchesText {
  private BranchesText() {}

  /**
   * Returns a line for each branch point and one for each revision that follows it, in Alembic's
   * form.
   *
   * @param verbose whether to add the messages of those that follow
   */
  public static List<String> lines(List<Branch> branches, boolean verbose, Style style) {
    List<String> lines = new ArrayList<>();
    for (Branch branch : branches) {
      lines.add(line(branch.point(), false, style));
      String indent = " ".repeat(branch.point().revision().id().value().length());
      branch.following().forEach(next -> lines.add(indent + " -> " + line(next, verbose, style)));
    }
    return lines;
  }

  private static String line(RevisionLine revision, boolean message, Style style) {
    RevisionText text = new RevisionText(revision, style);
    return text.id() + text.labels() + text.marks(Set.of()) + (message ? text.message() : "");
  }
}
