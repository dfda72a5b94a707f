package io.github.saascore.script;

import static io.github.saascore.script.SqlCharacters.isDigit;
import static io.github.saascore.script.SqlCharacters.isIdentifierPart;
import static io.github.saascore.script.SqlCharacters.isIdentifierStart;
import static io.github.saascore.script.SqlCharacters.isOperator;
import static io.github.saascore.script.SqlCharacters.isSpace;
import static io.github.saascore.script.SqlCharacters.operatorEnd;

/**
 * Cuts PostgreSQL text into tokens, by the rules of the server's own scanner with {@code
 * standard_conforming_strings} on (PostgreSQL manual, "Lexical Structure").
 *
 * <p>It moves forward only, looks at each character a fixed number of times, and makes no copies.
 */
final class SqlScanner {
  /** What a token is. */
  enum Kind {
    /** A key word or an unquoted identifier. */
    WORD,
    /** A quoted identifier. */
    QUOTED,
    /** A string constant of any form, dollar quotes included. */
    STRING,
    NUMBER,
    /** A parameter such as {@code $1}. */
    PARAMETER,
    OPERATOR,
    /** A single character that is no operator, such as a parenthesis or a semicolon. */
    SYMBOL,
    LINE_COMMENT,
    BLOCK_COMMENT,
    /** A quote or comment that never ends; the token begins where it begins. */
    UNTERMINATED,
    END
  }

  private final String text;
  private final int limit;
  private int at;
  private Kind kind = Kind.END;
  private int start;
  private String unterminated = "";
  private boolean afterString;
  private boolean escapes;
  private boolean lineBreak;

  SqlScanner(String text, int from, int limit) {
    this.text = text;
    this.at = from;
    this.limit = limit;
  }

  /** Goes to the next token that is no comment. */
  Kind next() {
    Kind found = nextOrComment();
    while (found == Kind.LINE_COMMENT || found == Kind.BLOCK_COMMENT) {
      found = nextOrComment();
    }
    return found;
  }

  /** Goes to the next token, comments included. */
  Kind nextOrComment() {
    skipSpace();
    start = at;
    if (at >= limit) {
      kind = Kind.END;
      return kind;
    }
    boolean continued = afterString && lineBreak;
    boolean continuedEscapes = escapes;
    boolean wasString = afterString;
    afterString = false;
    kind = token(continued, continuedEscapes);
    if (kind == Kind.LINE_COMMENT) {
      afterString = wasString;
    } else {
      lineBreak = false;
    }
    return kind;
  }

  Kind kind() {
    return kind;
  }

  int start() {
    return start;
  }

  /** Returns where the current token ends. */
  int end() {
    return at;
  }

  /** Returns the name of what never ends, for an error. */
  String unterminated() {
    return unterminated;
  }

  /** Tells whether the current token is this unquoted word, in any case. */
  boolean is(String word) {
    return kind == Kind.WORD
        && at - start == word.length()
        && text.regionMatches(true, start, word, 0, word.length());
  }

  /** Tells whether the current token is this single character. */
  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(start) == symbol;
  }

  /** Goes on reading at another place. */
  void moveTo(int offset) {
    at = offset;
    afterString = false;
  }

  private void skipSpace() {
    while (at < limit && isSpace(text.charAt(at))) {
      lineBreak |= text.charAt(at) == '\n' || text.charAt(at) == '\r';
      at++;
    }
  }

  private Kind token(boolean continued, boolean continuedEscapes) {
    char c = text.charAt(at);
    if (c == '\'') {
      return string(at + 1, continued && continuedEscapes);
    }
    if (c == '"') {
      return closing(at + 1, '"', "quoted identifier", Kind.QUOTED);
    }
    if (isIdentifierStart(c)) {
      return prefixedOrWord(c);
    }
    if (c == '$') {
      return dollar();
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      return number();
    }
    if (c == '-' && peek(1) == '-') {
      return lineComment();
    }
    if (c == '/' && peek(1) == '*') {
      return blockComment();
    }
    if (c == ':' && (peek(1) == ':' || peek(1) == '=')) {
      at += 2;
      return Kind.OPERATOR;
    }
    if (isOperator(c)) {
      at = operatorEnd(text, at, limit);
      return Kind.OPERATOR;
    }
    at++;
    return Kind.SYMBOL;
  }

  private Kind prefixedOrWord(char c) {
    char next = peek(1);
    if (next == '\'' && (c == 'e' || c == 'E')) {
      return string(at + 2, true);
    }
    if (next == '\'' && "bBxXnN".indexOf(c) >= 0) {
      return string(at + 2, false);
    }
    if (next == '&' && (c == 'u' || c == 'U')) {
      if (peek(2) == '\'') {
        return string(at + 3, false);
      }
      if (peek(2) == '"') {
        return closing(at + 3, '"', "quoted identifier", Kind.QUOTED);
      }
    }
    while (at < limit && isIdentifierPart(text.charAt(at))) {
      at++;
    }
    return Kind.WORD;
  }

  private Kind string(int from, boolean backslashes) {
    afterString = true;
    escapes = backslashes;
    if (!backslashes) {
      return closing(from, '\'', "string constant", Kind.STRING);
    }
    for (int i = from; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '\'') {
        if (i + 1 < limit && text.charAt(i + 1) == '\'') {
          i++;
        } else {
          at = i + 1;
          return Kind.STRING;
        }
      }
    }
    return endless("string constant");
  }

  private Kind closing(int from, char quote, String what, Kind result) {
    int close = text.indexOf(quote, from);
    while (close >= 0 && close + 1 < limit && text.charAt(close + 1) == quote) {
      close = text.indexOf(quote, close + 2);
    }
    if (close < 0 || close >= limit) {
      return endless(what);
    }
    at = close + 1;
    return result;
  }

  private Kind dollar() {
    if (isDigit(peek(1))) {
      at++;
      while (at < limit && isDigit(text.charAt(at))) {
        at++;
      }
      return Kind.PARAMETER;
    }
    int i = at + 1;
    if (i < limit && isIdentifierStart(text.charAt(i))) {
      while (i < limit && isIdentifierPart(text.charAt(i)) && text.charAt(i) != '$') {
        i++;
      }
    }
    if (i >= limit || text.charAt(i) != '$') {
      at++;
      return Kind.SYMBOL;
    }
    String tag = text.substring(at, i + 1);
    int close = text.indexOf(tag, i + 1);
    if (close < 0 || close + tag.length() > limit) {
      return endless("dollar-quoted string " + tag);
    }
    at = close + tag.length();
    return Kind.STRING;
  }

  private Kind number() {
    while (at < limit) {
      char c = text.charAt(at);
      boolean exponentSign =
          (c == '+' || c == '-') && "eE".indexOf(text.charAt(at - 1)) >= 0 && isDigit(peek(1));
      boolean fraction = c == '.' && peek(1) != '.';
      if (!exponentSign && !fraction && (c == '$' || !isIdentifierPart(c))) {
        break;
      }
      at++;
    }
    return Kind.NUMBER;
  }

  private Kind lineComment() {
    while (at < limit && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return Kind.LINE_COMMENT;
  }

  private Kind blockComment() {
    int depth = 0;
    for (int i = at; i + 1 < limit; i++) {
      char c = text.charAt(i);
      char next = text.charAt(i + 1);
      if (c == '/' && next == '*') {
        depth++;
        i++;
      } else if (c == '*' && next == '/') {
        depth--;
        i++;
        if (depth == 0) {
          at = i + 1;
          return Kind.BLOCK_COMMENT;
        }
      }
    }
    return endless("comment /*");
  }

  private Kind endless(String what) {
    unterminated = what;
    at = limit;
    return Kind.UNTERMINATED;
  }

  private char peek(int ahead) {
    return at + ahead < limit ? text.charAt(at + ahead) : 0;
  }
}
