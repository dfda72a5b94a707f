package io.github.saascore.postgres;

import io.github.saascore.script.Statement;

/** Statements of ours among those of a user: a comment at their begin says what they do. */
final class Ours {
  private static final String BEGIN = "/* saascore: ";
  private static final String END = " */ ";

  private Ours() {}

  /**
   * Returns the comment for a statement of ours.
   *
   * @param what what it does, in a few words
   */
  static String mark(String what) {
    return BEGIN + what.replace("*/", "* /").replace("/*", "/ *") + END;
  }

  /** Tells whether a statement begins with a mark. */
  static boolean begins(Statement statement, String mark) {
    return statement.begin(mark.length()).equals(mark);
  }

  /** Returns what a statement does in a few words, for messages; also of those of the user. */
  static String describes(Statement statement) {
    if (!begins(statement, BEGIN)) {
      return statement.shape().describes();
    }
    String sql = statement.sql();
    return sql.substring(BEGIN.length(), sql.indexOf(END));
  }
}
