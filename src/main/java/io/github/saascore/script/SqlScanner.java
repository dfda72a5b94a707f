package io.github.saascore.script;

import static io.github.saascore.script.SqlCharacters.isDigit;
import static io.github.saascore.script.SqlCharacters.isIdentifierPart;
import static io.github.saascore.script.SqlCharacters.isIdentifierStart;
import static io.github.saascore.script.SqlCharacters.isOperator;
import static io.github.saascore.script.SqlCharacters.numberEnd;
import static io.github.saascore.script.SqlCharacters.operatorEnd;

import java.nio.charset.StandardCharsets;

/**
 * Cuts PostgreSQL text into tokens, by the rules of the server's own scanner with {@code
 * standard_conforming_strings} on (PostgreSQL manual, "Lexical Structure").
 *
 * <p>It moves forward only, looks at each byte a fixed number of times, and makes no copies.
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

  private Content text;
  private int limit;
  private int at;
  private Kind kind = Kind.END;
  private int start;
  private byte first;
  private String unterminated = "";
  private boolean afterString;
  private boolean escapes;
  private boolean lineBreak;

  SqlScanner(Content text, int from, int limit) {
    this.text = text;
    this.at = from;
    this.limit = limit;
  }

  /** Goes to another text, as if made for it: one scanner serves half a million statements. */
  void moveTo(Content other, int from, int to) {
    text = other;
    limit = to;
    moveTo(from);
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
    start = text.skip(at, limit, SqlCharacters.SPACE);
    if (afterString) {
      lineBreak |= hasLineBreak(at, start);
    }
    at = start;
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

  /** Tells whether the current token is this unquoted word of ASCII letters, in any case. */
  boolean is(String word) {
    return kind == Kind.WORD && at - start == word.length() && text.hasWord(word, start, at);
  }

  /** Tells whether the current token is this single character. */
  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && first == symbol;
  }

  /** Goes on reading at another place. */
  void moveTo(int offset) {
    at = offset;
    afterString = false;
  }

  private boolean hasLineBreak(int from, int to) {
    return text.skip(from, to, SqlCharacters.NO_LINE_END) < to;
  }

  private Kind token(boolean continued, boolean continuedEscapes) {
    first = text.at(at);
    if (isIdentifierStart(first)) {
      return prefixedOrWord(first);
    }
    return switch (first) {
      case '(', ')', ',', ';' -> symbol();
      case '\'' -> string(at + 1, continued && continuedEscapes);
      case '"' -> closing(at + 1, '"', "quoted identifier", Kind.QUOTED);
      case '$' -> dollar();
      case '.' -> isDigit(peek(1)) ? number() : symbol();
      case ':' -> peek(1) == ':' || peek(1) == '=' ? doubled() : symbol();
      default -> other(first);
    };
  }

  private Kind other(byte b) {
    if (isDigit(b)) {
      return number();
    }
    if (b == '-' && peek(1) == '-') {
      at = text.skip(at, limit, SqlCharacters.NO_LINE_END);
      return Kind.LINE_COMMENT;
    }
    if (b == '/' && peek(1) == '*') {
      return blockComment();
    }
    if (isOperator(b)) {
      at = operatorEnd(text, at, limit);
      return Kind.OPERATOR;
    }
    return symbol();
  }

  private Kind symbol() {
    at++;
    return Kind.SYMBOL;
  }

  private Kind doubled() {
    at += 2;
    return Kind.OPERATOR;
  }

  private Kind prefixedOrWord(byte b) {
    at = text.skip(at, limit, SqlCharacters.IDENTIFIER);
    return at == start + 1 && at < limit ? prefixed(b, text.at(at)) : Kind.WORD;
  }

  /** A single letter may belong to the quote behind it. */
  private Kind prefixed(byte b, byte next) {
    if (next == '\'' && (b == 'e' || b == 'E')) {
      return string(at + 1, true);
    }
    if (next == '\'' && "bBxXnN".indexOf(b) >= 0) {
      return string(at + 1, false);
    }
    if (next == '&' && (b == 'u' || b == 'U')) {
      if (peek(1) == '\'') {
        return string(at + 2, false);
      }
      if (peek(1) == '"') {
        return closing(at + 2, '"', "quoted identifier", Kind.QUOTED);
      }
    }
    return Kind.WORD;
  }

  private Kind string(int from, boolean backslashes) {
    afterString = true;
    escapes = backslashes;
    if (!backslashes) {
      return closing(from, '\'', "string constant", Kind.STRING);
    }
    int i = text.skip(from, limit, SqlCharacters.NO_ESCAPE);
    while (i < limit) {
      boolean doubled = i + 1 < limit && text.at(i + 1) == '\'';
      if (text.at(i) == '\'' && !doubled) {
        at = i + 1;
        return Kind.STRING;
      }
      i = text.skip(Math.min(i + 2, limit), limit, SqlCharacters.NO_ESCAPE);
    }
    return endless("string constant");
  }

  private Kind closing(int from, char quote, String what, Kind result) {
    int close = text.find((byte) quote, from, limit);
    while (close + 1 < limit && text.at(close + 1) == quote) {
      close = text.find((byte) quote, close + 2, limit);
    }
    if (close >= limit) {
      return endless(what);
    }
    at = close + 1;
    return result;
  }

  private Kind dollar() {
    if (isDigit(peek(1))) {
      at++;
      while (at < limit && isDigit(text.at(at))) {
        at++;
      }
      return Kind.PARAMETER;
    }
    int i = at + 1;
    if (i < limit && isIdentifierStart(text.at(i))) {
      while (i < limit && isIdentifierPart(text.at(i)) && text.at(i) != '$') {
        i++;
      }
    }
    if (i >= limit || text.at(i) != '$') {
      return symbol();
    }
    String tag = text.text(at, i + 1);
    byte[] bytes = tag.getBytes(StandardCharsets.UTF_8);
    int close = text.find((byte) '$', i + 1, limit);
    while (close < limit && !text.has(bytes, close, limit)) {
      close = text.find((byte) '$', close + 1, limit);
    }
    if (close >= limit) {
      return endless("dollar-quoted string " + tag);
    }
    at = close + bytes.length;
    return Kind.STRING;
  }

  private Kind number() {
    at = numberEnd(text, at, limit);
    return Kind.NUMBER;
  }

  private Kind blockComment() {
    int depth = 0;
    int i = at;
    while (i + 1 < limit) {
      byte b = text.at(i);
      byte next = text.at(i + 1);
      if (b == '/' && next == '*') {
        depth++;
        i += 2;
      } else if (b == '*' && next == '/') {
        depth--;
        i += 2;
        if (depth == 0) {
          at = i;
          return Kind.BLOCK_COMMENT;
        }
      } else {
        i = text.skip(i + 1, limit, SqlCharacters.NO_COMMENT);
      }
    }
    return endless("comment /*");
  }

  private Kind endless(String what) {
    unterminated = what;
    at = limit;
    return Kind.UNTERMINATED;
  }

  private byte peek(int ahead) {
    return at + ahead < limit ? text.at(at + ahead) : 0;
  }
}
