package io.github.saascore.script;

import io.github.saascore.revision.Sha256;
import io.github.saascore.script.SqlScanner.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
  private static final int PENDING = 1 << 12;

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

  /** Takes the parts of one script after the other, each in order; used by one thread. */
  static final class Builder {
    private static final byte TOKEN_END = 0x1F;
    private static final byte STATEMENT_END = 0x1E;
    private static final byte SECTION_END = 0x1D;

    private final MessageDigest digest = Sha256.digest();
    private final SqlScanner scanner = new SqlScanner(Content.of(""), 0, 0);
    private final byte[] pending = new byte[PENDING];
    private final Content.Sink plain = this::take;
    private final Content.Sink lowerCase = this::takeLowerCase;
    private int count;

    /** Forgets what was taken. */
    Builder begin() {
      digest.reset();
      count = 0;
      return this;
    }

    /** Takes a section: its marker with the options in their fixed order, and its statements. */
    Builder section(String marker, List<Statement> statements) {
      byte[] bytes = marker.getBytes(StandardCharsets.UTF_8);
      take(bytes, 0, bytes.length);
      take(SECTION_END);
      for (Statement statement : statements) {
        statement(statement);
      }
      take(SECTION_END);
      return this;
    }

    /** Returns the checksum of all that was taken. */
    Checksum build() {
      flush();
      return new Checksum(HexFormat.of().formatHex(digest.digest()));
    }

    private void statement(Statement statement) {
      Content text = statement.source().content();
      scanner.moveTo(text, statement.offset(), statement.end());
      for (Kind kind = scanner.next(); kind != Kind.END; kind = scanner.next()) {
        switch (kind) {
          case WORD -> text.parts(scanner.start(), scanner.end(), lowerCase);
          case SYMBOL -> take(text.at(scanner.start()));
          default -> literal(text, scanner.start(), scanner.end());
        }
        take(TOKEN_END);
      }
      statement.data().ifPresent(data -> literal(text, data.from(), data.to()));
      take(STATEMENT_END);
    }

    /** Takes text as it is, except that CRLF counts as LF. */
    private void literal(Content text, int from, int to) {
      int carriageReturn = text.find((byte) '\r', from, to);
      if (carriageReturn < to) {
        lines(text, from, to, carriageReturn);
      } else {
        text.parts(from, to, plain);
      }
    }

    private void lines(Content text, int from, int to, int carriageReturn) {
      int start = from;
      for (int at = carriageReturn; at + 1 < to; at = text.find((byte) '\r', at + 1, to)) {
        if (text.at(at + 1) == '\n') {
          text.parts(start, at, plain);
          start = at + 1;
        }
      }
      text.parts(start, to, plain);
    }

    private void take(byte b) {
      if (count == PENDING) {
        flush();
      }
      pending[count++] = b;
    }

    private void take(byte[] bytes, int offset, int size) {
      if (size > PENDING - count) {
        flush();
      }
      if (size > PENDING) {
        digest.update(bytes, offset, size);
      } else {
        System.arraycopy(bytes, offset, pending, count, size);
        count += size;
      }
    }

    /** Takes the bytes of a word with their ASCII letters in lower case. */
    private void takeLowerCase(byte[] bytes, int offset, int size) {
      for (int i = offset; i < offset + size; i++) {
        byte b = bytes[i];
        take(b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b);
      }
    }

    private void flush() {
      digest.update(pending, 0, count);
      count = 0;
    }
  }
}
