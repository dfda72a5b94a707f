package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Decodes the bytes of a script, which must be UTF-8. */
final class FileText {
  private FileText() {}

  /**
   * Returns the text of a file; a byte order mark is left out.
   *
   * @throws io.github.saascore.revision.SaascoreException BAD_ENCODING with the place of the first
   *     wrong byte
   */
  static String decode(String name, byte[] bytes) {
    rejectUtf16(name, bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      rejectMalformed(name, bytes);
    }
    int nul = text.indexOf(0);
    if (nul >= 0) {
      int at = text.substring(0, nul).getBytes(StandardCharsets.UTF_8).length;
      throw bad(name, bytes, at, "a NUL byte, which PostgreSQL text cannot hold");
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static void rejectUtf16(String name, byte[] bytes) {
    if (bytes.length < 2) {
      return;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    boolean marked = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    boolean unmarked = (first == 0) != (second == 0);
    if (marked || unmarked) {
      throw Problem.of(Code.BAD_ENCODING, "the file is UTF-16, not UTF-8")
          .at(name + ":1:1")
          .hint("iconv -f UTF-16 -t UTF-8 " + name + " > converted.sql")
          .asException();
    }
  }

  private static void rejectMalformed(String name, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      int at = in.position();
      throw bad(
          name, bytes, at, String.format("byte 0x%02X, which is not UTF-8", bytes[at] & 0xFF));
    }
  }

  private static RuntimeException bad(String name, byte[] bytes, int at, String what) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < at; i++) {
      if (bytes[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    String before = new String(bytes, lineStart, at - lineStart, StandardCharsets.UTF_8);
    int column = before.codePointCount(0, before.length()) + 1;
    return Problem.of(Code.BAD_ENCODING, "the file has " + what)
        .at(name + ":" + line + ":" + column)
        .because("byte offset " + at)
        .hint("save the file as UTF-8")
        .asException();
  }
}
