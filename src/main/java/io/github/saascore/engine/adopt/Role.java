package io.github.saascore.engine.adopt;

import io.github.saascore.script.Statement;
import java.util.Set;
import java.util.regex.Pattern;

/** What a statement is there for, as far as its first words tell. */
enum Role {
  /** Defines something, or who may use it: to run it again does no harm. */
  DEFINES,
  /** Sets something for those that follow, or tidies up. */
  SETS,
  /** Changes rows, or may do so. */
  DATA;

  private static final Set<String> DEFINING =
      Set.of("create", "alter", "comment", "grant", "revoke", "security", "import");
  private static final Set<String> SETTING =
      Set.of(
          "set",
          "reset",
          "show",
          "analyze",
          "analyse",
          "vacuum",
          "reindex",
          "cluster",
          "lock",
          "notify",
          "listen",
          "unlisten",
          "checkpoint",
          "discard",
          "load");

  /** Statements that change rows and nothing else. */
  private static final Set<String> ROWS =
      Set.of("insert", "update", "delete", "merge", "copy", "truncate");

  private static final Pattern SETTING_CALL =
      Pattern.compile("(?is)select\\s+(pg_catalog\\s*\\.\\s*)?set_config\\s*\\(.*");

  /** Returns the role of a statement. */
  static Role of(Statement statement) {
    String word = statement.firstWord();
    if (DEFINING.contains(word)) {
      return DEFINES;
    }
    boolean sets = SETTING.contains(word) || SETTING_CALL.matcher(statement.sql()).matches();
    return sets ? SETS : DATA;
  }

  /** Tells whether a statement can change nothing but rows. */
  static boolean isRows(Statement statement) {
    return ROWS.contains(statement.firstWord());
  }
}
