package io.github.saascore.script;

import io.github.saascore.script.SqlScanner.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tokens of one statement from left to right, with a look ahead. */
final class TokenCursor {
  private record Token(Kind kind, int start, int end) {}

  private final String sql;
  private final List<Token> tokens;
  private int at;

  private TokenCursor(String sql, List<Token> tokens) {
    this.sql = sql;
    this.tokens = tokens;
  }

  /** Reads at most so many tokens of a statement. */
  static TokenCursor of(String sql, int most) {
    List<Token> tokens = new ArrayList<>();
    SqlScanner scanner = new SqlScanner(sql, 0, sql.length());
    while (tokens.size() < most && scanner.next() != Kind.END) {
      tokens.add(new Token(scanner.kind(), scanner.start(), scanner.end()));
    }
    return new TokenCursor(sql, tokens);
  }

  /** Returns a second cursor at the first token. */
  TokenCursor fromStart() {
    return new TokenCursor(sql, tokens);
  }

  /** Returns a cursor over the tokens from here up to the place of another one. */
  TokenCursor until(TokenCursor later) {
    return new TokenCursor(sql, tokens.subList(at, later.at));
  }

  /** Returns a second cursor at the same token. */
  TokenCursor copy() {
    TokenCursor copy = new TokenCursor(sql, tokens);
    copy.at = at;
    return copy;
  }

  boolean atEnd() {
    return at >= tokens.size();
  }

  /** Goes on if the next tokens are these key words. */
  boolean accept(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!isWord(at + i, words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  /** Goes on if the next token is any of these key words. */
  boolean acceptAny(String... words) {
    for (String word : words) {
      if (accept(word)) {
        return true;
      }
    }
    return false;
  }

  boolean at(String word) {
    return isWord(at, word);
  }

  boolean atAhead(int ahead, String word) {
    return isWord(at + ahead, word);
  }

  boolean atKind(Kind kind) {
    return at < tokens.size() && tokens.get(at).kind() == kind;
  }

  boolean atKindAhead(int ahead, Kind kind) {
    return at + ahead < tokens.size() && tokens.get(at + ahead).kind() == kind;
  }

  boolean atSymbol(char symbol) {
    return isSymbol(at, symbol);
  }

  boolean acceptSymbol(char symbol) {
    boolean found = atSymbol(symbol);
    if (found) {
      at++;
    }
    return found;
  }

  /** Takes a name with its qualifiers, as written but without spaces; empty if there is none. */
  Optional<String> name() {
    if (!isName(at)) {
      return Optional.empty();
    }
    StringBuilder name = new StringBuilder(textAt(at++));
    while (isSymbol(at, '.') && isName(at + 1)) {
      name.append('.').append(textAt(at + 1));
      at += 2;
    }
    return Optional.of(name.toString());
  }

  /** Takes one token, or a whole group in parentheses or brackets, and returns its text. */
  String take() {
    int from = at;
    int depth = 0;
    do {
      if (isSymbol(at, '(') || isSymbol(at, '[')) {
        depth++;
      } else if (isSymbol(at, ')') || isSymbol(at, ']')) {
        depth--;
      }
      at++;
    } while (depth > 0 && !atEnd());
    return from < tokens.size() ? sql.substring(tokens.get(from).start(), previousEnd()) : "";
  }

  /** Goes to the next of these words that stands outside of parentheses; false if none follows. */
  boolean skipTo(String word) {
    while (!atEnd() && !at(word)) {
      take();
    }
    return !atEnd();
  }

  /** Returns where the next token begins in the statement. */
  int start() {
    return atEnd() ? sql.length() : tokens.get(at).start();
  }

  /** Returns where the token before this place ends. */
  int previousEnd() {
    return at == 0 ? 0 : tokens.get(Math.min(at, tokens.size()) - 1).end();
  }

  private boolean isWord(int index, String word) {
    if (index >= tokens.size()) {
      return false;
    }
    Token token = tokens.get(index);
    return token.kind() == Kind.WORD
        && token.end() - token.start() == word.length()
        && sql.regionMatches(true, token.start(), word, 0, word.length());
  }

  private boolean isSymbol(int index, char symbol) {
    return index < tokens.size()
        && tokens.get(index).kind() == Kind.SYMBOL
        && sql.charAt(tokens.get(index).start()) == symbol;
  }

  private boolean isName(int index) {
    return index < tokens.size()
        && (tokens.get(index).kind() == Kind.WORD || tokens.get(index).kind() == Kind.QUOTED);
  }

  private String textAt(int index) {
    return sql.substring(tokens.get(index).start(), tokens.get(index).end());
  }
}
