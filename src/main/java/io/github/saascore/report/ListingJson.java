package io.github.saascore.report;

import io.github.saascore.engine.Listing.Branch;
import io.github.saascore.engine.RevisionLine;
import io.github.saascore.engine.Standing;
import java.util.List;
import java.util.Optional;

/**
 * Writes listings as JSON. Names once released stay; new ones may come.
 *
 * <p>A listed revision has {@code revision}, {@code parents}, {@code depends_on} (as written),
 * {@code message}, {@code labels} (of all branches it is in), {@code children}, the marks {@code
 * head}, {@code effective_head}, {@code current}, {@code branch_point}, {@code merge_point}, {@code
 * no_file}, {@code edited} and {@code unfinished} as booleans, {@code path} (null without a file),
 * {@code created} (ISO 8601, or null), and {@code applied}: null, or {@code how} (upgraded, adopted
 * or stamped), {@code at}, {@code by}, {@code duration_ms}, {@code checksum}, {@code state}
 * (applied, started or undoing) and {@code step}.
 */
public final class ListingJson {
  private ListingJson() {}

  /**
   * Returns {@code database}, {@code revisions} (listed revisions; empty at base) and {@code
   * standing}: {@code revisions}, {@code heads} of the files, {@code pending} as a number, {@code
   * at_heads}, {@code without_file}, {@code edited} and {@code unfinished} as ids; {@code
   * repeatables}, the names of repeatable scripts that an upgrade to all heads runs, as they have
   * changed; and {@code protection}, since when and by whom the database is protected, or null.
   */
  public static String current(
      List<RevisionLine> current,
      Standing standing,
      List<String> scripts,
      String database,
      Optional<String> protection) {
    return new JsonObject()
        .put("database", database)
        .put("protection", protection)
        .put("revisions", RevisionJson.lines(current))
        .put("standing", RevisionJson.standing(standing))
        .put("repeatables", scripts)
        .toString();
  }

  /** Returns {@code revisions}, newest first. */
  public static String history(List<RevisionLine> revisions) {
    return revisions(revisions);
  }

  /** Returns {@code revisions}, the heads. */
  public static String heads(List<RevisionLine> heads) {
    return revisions(heads);
  }

  /** Returns {@code revisions}, those that were asked for. */
  public static String show(List<RevisionLine> revisions) {
    return revisions(revisions);
  }

  /** Returns {@code branches}, each with {@code point} and {@code following} revisions. */
  public static String branches(List<Branch> branches) {
    return new JsonObject()
        .put(
            "branches",
            branches.stream()
                .map(
                    branch ->
                        new JsonObject()
                            .put("point", RevisionJson.line(branch.point()))
                            .put("following", RevisionJson.lines(branch.following())))
                .toList())
        .toString();
  }

  private static String revisions(List<RevisionLine> revisions) {
    return new JsonObject().put("revisions", RevisionJson.lines(revisions)).toString();
  }
}
