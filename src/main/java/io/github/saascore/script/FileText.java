package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Opens script files, which must be UTF-8. */
final class FileText {
  /** Up to this size a file is kept in memory: most are, and most of them are far smaller. */
  private static final int SMALL = 1 << 17;

  private static final int BLOCK = 1 << 16;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private FileText() {}

  /**
   * Returns a file as a source; a byte order mark is left out.
   *
   * @param name what errors call it
   * @throws io.github.saascore.revision.SaascoreException BAD_ENCODING with the place of the first
   *     wrong byte
   * @throws IOException when it cannot be read
   */
  static Source read(ScriptFinder.Script file, String name) throws IOException {
    if (file.size() > SMALL) {
      return blocks(file.path(), name, Math.toIntExact(file.size()), BLOCK);
    }
    // What Files has for this makes a channel and asks for its size: for thousands it is twice the
    // time.
    try (InputStream in = new FileInputStream(file.path().toFile())) {
      return decode(name, in.readAllBytes());
    } catch (FileNotFoundException e) {
      // A name that is no text in the system's encoding opens by its bytes alone.
      return decode(name, Files.readAllBytes(file.path()));
    }
  }

  /** Returns a file as a source that keeps one block of it at a time, as {@link #read} does. */
  static Source blocks(Path file, String name, int size, int block) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      int mark = Arrays.equals(in.readNBytes(MARK.length), MARK) ? MARK.length : 0;
      return checked(name, Content.of(new FileBlocks(file, name, mark, size - mark, block)));
    }
  }

  /** Returns bytes as a source, as {@link #read} does. */
  static Source decode(String name, byte[] bytes) {
    boolean marked = bytes.length >= MARK.length && Arrays.equals(bytes, 0, 3, MARK, 0, 3);
    return checked(name, Content.of(marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes));
  }

  private static Source checked(String name, Content text) {
    rejectUtf16(name, text);
    int length = text.length();
    // Plain ASCII, as most scripts are, is known to be good after one look at each byte.
    int plain = text.skip(0, length, SqlCharacters.PLAIN);
    if (plain < length) {
      rejectMalformed(name, text, plain);
      int nul = text.find((byte) 0, plain, length);
      if (nul < length) {
        throw bad(name, text, nul, "a NUL byte, which PostgreSQL text cannot hold");
      }
    }
    return Source.of(name, text);
  }

  private static void rejectUtf16(String name, Content text) {
    if (text.length() < 2) {
      return;
    }
    int first = text.at(0) & 0xFF;
    int second = text.at(1) & 0xFF;
    boolean marked = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    boolean unmarked = (first == 0) != (second == 0);
    if (marked || unmarked) {
      throw Problem.of(Code.BAD_ENCODING, "the file is UTF-16, not UTF-8")
          .at(name + ":1:1")
          .hint("iconv -f UTF-16 -t UTF-8 " + name + " > converted.sql")
          .asException();
    }
  }

  /** Decodes piece by piece; what a piece ends within stands at the begin of the next one. */
  private static void rejectMalformed(String name, Content text, int from) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(1 << 13);
    CharBuffer characters = CharBuffer.allocate(1 << 13);
    int read = from;
    boolean last = false;
    while (!last) {
      if (read < text.length()) {
        int count = Math.min(bytes.remaining(), text.length() - read);
        int copied = text.read(read, bytes.array(), bytes.position(), count);
        bytes.position(bytes.position() + copied);
        read += copied;
      }
      last = read == text.length();
      bytes.flip();
      characters.clear();
      CoderResult result = decoder.decode(bytes, characters, last);
      if (result.isError()) {
        int at = read - bytes.remaining();
        String what = String.format("byte 0x%02X, which is not UTF-8", text.at(at) & 0xFF);
        throw bad(name, text, at, what);
      }
      bytes.compact();
    }
  }

  private static RuntimeException bad(String name, Content text, int at, String what) {
    return Problem.of(Code.BAD_ENCODING, "the file has " + what)
        .at(name + ":" + new Lines(text).position(at))
        .because("byte offset " + at)
        .hint("save the file as UTF-8")
        .asException();
  }
}
