package io.github.saascore.script;

/** The character classes of PostgreSQL's scanner. */
final class SqlCharacters {
  private static final String OPERATORS = "~!@#^&|`?+-*/%<>=";
  private static final String FREE_OPERATORS = "~!@#^&|`?%";

  private SqlCharacters() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Every character beyond ASCII may begin an identifier. */
  static boolean isIdentifierStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  static boolean isIdentifierPart(char c) {
    return isIdentifierStart(c) || isDigit(c) || c == '$';
  }

  static boolean isOperator(char c) {
    return OPERATORS.indexOf(c) >= 0;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000B';
  }

  /**
   * Returns where the operator that begins at an offset ends. Comments end it, and a longer one
   * must not end in a sign, unless it has a character that no arithmetic operator has.
   */
  static int operatorEnd(String text, int from, int limit) {
    boolean free = false;
    int end = from;
    while (end < limit && isOperator(text.charAt(end)) && !isCommentStart(text, end, limit)) {
      free |= FREE_OPERATORS.indexOf(text.charAt(end)) >= 0;
      end++;
    }
    while (!free && end > from + 1 && "+-".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean isCommentStart(String text, int at, int limit) {
    if (at + 1 >= limit) {
      return false;
    }
    char c = text.charAt(at);
    char next = text.charAt(at + 1);
    return (c == '-' && next == '-') || (c == '/' && next == '*');
  }
}
