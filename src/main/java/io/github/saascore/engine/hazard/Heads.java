package io.github.saascore.engine.hazard;

import io.github.saascore.script.Statement;
import java.util.Locale;

/** What the first words of a statement mean for the way in which it is observed. */
final class Heads {
  private Heads() {}

  /** Tells whether a statement would change the server, not just the scratch database. */
  static boolean isClusterWide(Statement statement) {
    return words(statement)
        .matches("(create|drop|alter) (database|tablespace|system|subscription)\\b.*");
  }

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

  private static String words(Statement statement) {
    return statement.shape().describes().toLowerCase(Locale.ROOT);
  }
}
