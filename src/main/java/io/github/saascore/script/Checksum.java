package io.github.saascore.script;

import io.github.saascore.script.SqlScanner.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The fingerprint of what a script means: its markers with their options, and its statements token
 * by token, COPY data included.
 *
 * <p>Comments, white space outside of literals, the case of unquoted words, empty statements, and
 * the difference between CRLF and LF do not count; neither do the header's lines (message and date
 * are prose, and the graph is checked by itself). A revision's checksum is taken before
 * placeholders are replaced, so that all environments share it; that of a repeatable script after
 * it, so that a new value runs it again.
 *
 * @param hex SHA-256 in 64 lower-case hexadecimal digits
 */
public record Checksum(String hex) {
  private static final int CHUNK = 1 << 16;

  /** Checks the form. */
  public Checksum {
    if (!isSha256(hex)) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal digits: " + hex);
    }
  }

  private static boolean isSha256(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return hex.length() == 64;
  }

  /** Returns the first twelve digits, which are enough for people. */
  public String brief() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return hex;
  }

  /** Returns the checksum of some statements, whatever section they stand in. */
  public static Checksum of(List<Statement> statements) {
    return builder().section("", statements).build();
  }

  /** Starts a checksum. */
  static Builder builder() {
    return new Builder();
  }

  /** Takes the parts of a script in order; used by one thread. */
  static final class Builder {
    private static final char TOKEN_END = '\u001F';
    private static final char STATEMENT_END = '\u001E';
    private static final char SECTION_END = '\u001D';

    private final MessageDigest digest = sha256();
    private final StringBuilder pending = new StringBuilder();

    /** Takes a section: its marker with the options in their fixed order, and its statements. */
    Builder section(String marker, List<Statement> statements) {
      pending.append(marker).append(SECTION_END);
      statements.forEach(this::statement);
      pending.append(SECTION_END);
      return this;
    }

    /** Returns the checksum of all that was taken. */
    Checksum build() {
      flush();
      return new Checksum(HexFormat.of().formatHex(digest.digest()));
    }

    private void statement(Statement statement) {
      String text = statement.source().text();
      SqlScanner scanner = new SqlScanner(text, statement.offset(), statement.end());
      while (scanner.next() != Kind.END) {
        token(text, scanner);
        pending.append(TOKEN_END);
      }
      statement.data().ifPresent(data -> literal(text, data.from(), data.to()));
      pending.append(STATEMENT_END);
    }

    private void token(String sql, SqlScanner scanner) {
      if (scanner.kind() == Kind.WORD) {
        word(sql, scanner.start(), scanner.end());
      } else {
        literal(sql, scanner.start(), scanner.end());
      }
    }

    /** Takes a word with its ASCII letters in lower case. */
    private void word(String text, int from, int to) {
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        pending.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
      }
    }

    /** Takes text as it is, except that CRLF counts as LF. */
    private void literal(String text, int from, int to) {
      int start = from;
      for (int at = from; at + 1 < to; at++) {
        if (text.charAt(at) == '\r' && text.charAt(at + 1) == '\n') {
          take(text, start, at);
          start = at + 1;
        }
      }
      take(text, start, to);
    }

    /** Takes text in pieces; a piece never ends within a surrogate pair. */
    private void take(String text, int from, int to) {
      int start = from;
      while (to - start > CHUNK) {
        int end =
            start + CHUNK - (Character.isHighSurrogate(text.charAt(start + CHUNK - 1)) ? 1 : 0);
        pending.append(text, start, end);
        flush();
        start = end;
      }
      pending.append(text, start, to);
      if (pending.length() > CHUNK) {
        flush();
      }
    }

    private void flush() {
      digest.update(pending.toString().getBytes(StandardCharsets.UTF_8));
      pending.setLength(0);
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}
