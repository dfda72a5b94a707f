package io.github.saascore.revision;

import java.util.Collection;

/** Says that revisions were named beside others that contain them. */
final class Overlap {
  private Overlap() {}

  static Problem of(
      String kind, Collection<RevisionId> contained, Collection<RevisionId> containing) {
    return Problem.of(
            Code.OVERLAPPING_ROWS,
            kind + " " + Ids.quoted(contained) + " overlaps with " + Ids.quoted(containing))
        .because("A revision contains everything that it follows or depends on.");
  }
}
