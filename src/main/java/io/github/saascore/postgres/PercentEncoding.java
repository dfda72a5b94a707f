package io.github.saascore.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes percent-encoded parts of URLs as strictly as libpq does. */
final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * Returns the decoded text, or nothing when a {@code %} begins no encoding, the bytes are not
   * UTF-8 or a byte is zero. It throws nothing, because an exception would carry the text, which
   * may be a password.
   *
   * @param plusIsSpace true in JDBC URLs, which follow HTML forms; false in libpq's
   */
  static Optional<String> decode(String text, boolean plusIsSpace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] input = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < input.length; i++) {
      if (input[i] == '%') {
        int value = i + 2 < input.length ? hex(input[i + 1]) * 16 + hex(input[i + 2]) : -1;
        if (value <= 0) {
          return Optional.empty();
        }
        bytes.write(value);
        i += 2;
      } else {
        bytes.write(plusIsSpace && input[i] == '+' ? ' ' : input[i]);
      }
    }
    return utf8(bytes.toByteArray());
  }

  private static int hex(byte digit) {
    int value = Character.digit(digit, 16);
    return value < 0 ? -1000 : value;
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      // A decoder of its own reports bad bytes; new String() would replace them.
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
