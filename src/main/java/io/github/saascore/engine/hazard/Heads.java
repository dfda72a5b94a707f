package io.github.saascore.engine.hazard;

import io.github.saascore.script.Statement;
import java.util.Locale;

/** What the first words of a statement mean for the way in which it is observed. */
final class Heads {
  private Heads() {}

  /** Tells whether a statement does nothing but add rows. */
  static boolean isRows(Statement statement) {
    String words = words(statement);
    return words.startsWith("insert ") || words.startsWith("copy ");
  }

  /** Tells whether a statement looks for rows to change. */
  static boolean isSearch(Statement statement) {
    String words = words(statement);
    return words.startsWith("update ") || words.startsWith("delete ") || words.startsWith("merge ");
  }

  /**
   * Tells whether a statement ran without a transaction and may have committed on its way, so that
   * not all of its locks were seen. One that works on a single table does not.
   */
  static boolean isInSteps(Observation seen) {
    if (seen.frame() != Observation.Frame.BARE || seen.refusal().isPresent()) {
      return false;
    }
    String words = words(seen.statement());
    if (words.matches("(call|do|reindex (schema|database|system))\\b.*")) {
      return true;
    }
    Catalog before = seen.before().catalog();
    long tables =
        seen.locks().keySet().stream()
            .flatMap(oid -> before.relation(oid).stream())
            .filter(Catalog.Relation::isTable)
            .filter(table -> seen.statement().sql().contains(table.bareName()))
            .count();
    String names = seen.statement().sql().replaceAll("\\([^)]*\\)", "");
    return words.matches("(vacuum|cluster)\\b.*") && (tables != 1 || names.contains(","));
  }

  private static String words(Statement statement) {
    return statement.shape().describes().toLowerCase(Locale.ROOT);
  }
}
