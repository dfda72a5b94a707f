package io.github.saascore.script;

import java.util.Arrays;

/** The character classes of PostgreSQL's scanner, which knows bytes too. */
final class SqlCharacters {
  /** White space. */
  static final boolean[] SPACE = of(" \t\n\r\f\u000B");

  /** What goes on with an identifier; every byte beyond ASCII does. */
  static final boolean[] IDENTIFIER =
      with(of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789$"), 0x80, 0xFF);

  /** What stands in operators. */
  static final boolean[] OPERATOR = of("~!@#^&|`?+-*/%<>=");

  /** ASCII without NUL. */
  static final boolean[] PLAIN = with(new boolean[256], 0x01, 0x7F);

  /** Everything but what ends a line. */
  static final boolean[] NO_LINE_END = not(of("\n\r"));

  /** Everything but what may end a string with backslashes in it. */
  static final boolean[] NO_ESCAPE = not(of("\\'"));

  /** Everything but what may begin or end a comment. */
  static final boolean[] NO_COMMENT = not(of("/*"));

  private static final boolean[] FREE_OPERATOR = of("~!@#^&|`?%");

  private SqlCharacters() {}

  private static boolean[] of(String members) {
    boolean[] table = new boolean[256];
    members.chars().forEach(member -> table[member] = true);
    return table;
  }

  private static boolean[] with(boolean[] table, int from, int to) {
    Arrays.fill(table, from, to + 1, true);
    return table;
  }

  private static boolean[] not(boolean[] table) {
    boolean[] others = new boolean[256];
    for (int i = 0; i < 256; i++) {
      others[i] = !table[i];
    }
    return others;
  }

  static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  /** Every byte beyond ASCII may begin an identifier; as numbers these are negative. */
  static boolean isIdentifierStart(int b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_' || b < 0;
  }

  static boolean isIdentifierPart(int b) {
    return IDENTIFIER[b & 0xFF];
  }

  static boolean isOperator(int b) {
    return OPERATOR[b & 0xFF];
  }

  /**
   * Returns where the operator that begins at an offset ends. Comments end it, and a longer one
   * must not end in a sign, unless it has a character that no arithmetic operator has.
   */
  static int operatorEnd(Content text, int from, int limit) {
    boolean free = false;
    int end = from;
    while (end < limit && isOperator(text.at(end)) && !isCommentStart(text, end, limit)) {
      free |= FREE_OPERATOR[text.at(end) & 0xFF];
      end++;
    }
    while (!free && end > from + 1 && (text.at(end - 1) == '+' || text.at(end - 1) == '-')) {
      end--;
    }
    return end;
  }

  /** Returns where the number that goes on at an offset ends: a fraction and an exponent too. */
  static int numberEnd(Content text, int from, int limit) {
    int end = from;
    while (end < limit) {
      byte b = text.at(end);
      byte next = end + 1 < limit ? text.at(end + 1) : 0;
      boolean exponentSign =
          (b == '+' || b == '-') && "eE".indexOf(text.at(end - 1)) >= 0 && isDigit(next);
      boolean fraction = b == '.' && next != '.';
      if (!exponentSign && !fraction && (b == '$' || !isIdentifierPart(b))) {
        break;
      }
      end++;
    }
    return end;
  }

  private static boolean isCommentStart(Content text, int at, int limit) {
    if (at + 1 >= limit) {
      return false;
    }
    byte b = text.at(at);
    byte next = text.at(at + 1);
    return (b == '-' && next == '-') || (b == '/' && next == '*');
  }
}
