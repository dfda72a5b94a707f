package io.github.saascore.script;

import io.github.saascore.script.SqlScanner.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

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
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal digits: " + hex);
    }
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
      String sql = statement.sql();
      SqlScanner scanner = new SqlScanner(sql, 0, sql.length());
      while (scanner.next() != Kind.END) {
        token(sql, scanner);
        pending.append(TOKEN_END);
      }
      statement.copyData().ifPresent(data -> literal(data, 0, data.length()));
      pending.append(STATEMENT_END);
    }

    private void token(String sql, SqlScanner scanner) {
      if (scanner.kind() == Kind.WORD) {
        pending.append(asciiLower(sql.substring(scanner.start(), scanner.end())));
      } else {
        literal(sql, scanner.start(), scanner.end());
      }
      if (pending.length() > CHUNK) {
        flush();
      }
    }

    /** Takes text as it is, except that CRLF counts as LF. */
    private void literal(String text, int from, int to) {
      int start = from;
      for (int at = text.indexOf("\r\n", from);
          at >= 0 && at + 1 < to;
          at = text.indexOf("\r\n", at + 2)) {
        pending.append(text, start, at);
        start = at + 1;
      }
      pending.append(text, start, to);
    }

    private void flush() {
      digest.update(pending.toString().getBytes(StandardCharsets.UTF_8));
      pending.setLength(0);
    }

    private static String asciiLower(String word) {
      for (int i = 0; i < word.length(); i++) {
        if (word.charAt(i) >= 0x80) {
          return lowerAsciiOnly(word);
        }
      }
      return word.toLowerCase(Locale.ROOT);
    }

    private static String lowerAsciiOnly(String word) {
      StringBuilder lower = new StringBuilder(word);
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        if (c >= 'A' && c <= 'Z') {
          lower.setCharAt(i, (char) (c + 32));
        }
      }
      return lower.toString();
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
