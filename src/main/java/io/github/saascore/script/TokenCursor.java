package io.github.saascore.script;

import io.github.saascore.script.SqlScanner.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the tokens of one statement from left to right, with a look ahead. */
final class TokenCursor {
  private record Token(Kind kind, int start, int end) {}

  /** The tokens of a text, read when they are first asked for. */
  private static final class Tokens {
    private final SqlScanner scanner;
    private final int end;
    private final List<Token> read = new ArrayList<>();
    private int most;

    Tokens(Content text, int from, int end, int most) {
      this.scanner = new SqlScanner(text, from, end);
      this.end = end;
      this.most = most;
    }

    boolean has(int index) {
      while (index >= read.size() && read.size() < most) {
        if (scanner.next() == Kind.END) {
          most = read.size();
        } else {
          read.add(new Token(scanner.kind(), scanner.start(), scanner.end()));
        }
      }
      return index < read.size();
    }

    Token get(int index) {
      return read.get(index);
    }
  }

  private final Content sql;
  private final Tokens tokens;
  private final int limit;
  private int at;

  private TokenCursor(Content sql, Tokens tokens, int from, int limit) {
    this.sql = sql;
    this.tokens = tokens;
    this.at = from;
    this.limit = limit;
  }

  /** Reads at most so many tokens of a statement. */
  static TokenCursor of(String sql, int most) {
    Content text = Content.of(sql);
    return new TokenCursor(text, new Tokens(text, 0, text.length(), most), 0, Integer.MAX_VALUE);
  }

  /** Reads a statement in its place; positions are those of its source. */
  static TokenCursor of(Statement statement) {
    Content text = statement.source().content();
    Tokens tokens = new Tokens(text, statement.offset(), statement.end(), Integer.MAX_VALUE);
    return new TokenCursor(text, tokens, 0, Integer.MAX_VALUE);
  }

  /** Returns a second cursor at the first token. */
  TokenCursor fromStart() {
    return new TokenCursor(sql, tokens, 0, limit);
  }

  /** Returns a cursor over the tokens from here up to the place of another one. */
  TokenCursor until(TokenCursor later) {
    return new TokenCursor(sql, tokens, at, later.at);
  }

  /** Returns a second cursor at the same token. */
  TokenCursor copy() {
    return new TokenCursor(sql, tokens, at, limit);
  }

  boolean atEnd() {
    return !has(at);
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

  /** Takes the next token and returns it in lower case, if it is a key word; otherwise empty. */
  String takeWord() {
    return atKind(Kind.WORD) ? textAt(at++).toLowerCase(Locale.ROOT) : "";
  }

  boolean at(String word) {
    return isWord(at, word);
  }

  boolean atAhead(int ahead, String word) {
    return isWord(at + ahead, word);
  }

  boolean atKind(Kind kind) {
    return has(at) && tokens.get(at).kind() == kind;
  }

  boolean atKindAhead(int ahead, Kind kind) {
    return has(at + ahead) && tokens.get(at + ahead).kind() == kind;
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

  /** Goes to the next token, into parentheses too. */
  void next() {
    at++;
  }

  /** Tells whether the next token can be a name. */
  boolean atName() {
    return isName(at);
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
    return has(from) ? sql.text(tokens.get(from).start(), previousEnd()) : "";
  }

  /** Goes to the next of these words that stands outside of parentheses; false if none follows. */
  boolean skipTo(String word) {
    while (!atEnd() && !at(word)) {
      take();
    }
    return !atEnd();
  }

  /** Returns a part of the text that is read. */
  String text(int from, int to) {
    return sql.text(from, Math.max(from, to));
  }

  /** Returns the text from the next token to the end, however many tokens are read. */
  String rest() {
    return sql.text(start(), tokens.end);
  }

  /** Returns where the next token begins. */
  int start() {
    return atEnd() ? tokens.end : tokens.get(at).start();
  }

  /** Returns where the token before this place ends. */
  int previousEnd() {
    return at == 0 ? 0 : tokens.get(Math.min(at, tokens.read.size()) - 1).end();
  }

  private boolean isWord(int index, String word) {
    if (!has(index)) {
      return false;
    }
    Token token = tokens.get(index);
    return token.kind() == Kind.WORD
        && token.end() - token.start() == word.length()
        && sql.hasWord(word, token.start(), token.end());
  }

  private boolean isSymbol(int index, char symbol) {
    return has(index)
        && tokens.get(index).kind() == Kind.SYMBOL
        && sql.at(tokens.get(index).start()) == symbol;
  }

  private boolean isName(int index) {
    return has(index)
        && (tokens.get(index).kind() == Kind.WORD || tokens.get(index).kind() == Kind.QUOTED);
  }

  private String textAt(int index) {
    return sql.text(tokens.get(index).start(), tokens.get(index).end());
  }

  private boolean has(int index) {
    return index < limit && tokens.has(index);
  }
}
