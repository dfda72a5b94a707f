package io.github.saascore.script;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A script as bytes in UTF-8. All offsets of this package count these bytes.
 *
 * <p>A small one is kept in memory as it was read. Of a large file each thread keeps only one block
 * at a time, so that a script of any size takes the same memory; a block that is needed again is
 * read again, and refused when it is no longer what it was. Several threads may read one content.
 *
 * <p>Bytes rather than a text: the interpreter of the virtual machine reads an array several times
 * faster than the characters of a string, and most scripts are read before anything is compiled.
 */
final class Content {
  private final int length;
  private final Optional<FileBlocks> file;
  private final Window whole;

  /** The bytes that a thread looks at, and where in the content they stand. */
  static final class Window {
    byte[] bytes = {};
    int start;
    int end;

    boolean has(int index) {
      return index >= start && index < end;
    }
  }

  /** Takes a run of bytes. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes bytes of an array, which is not theirs to keep.
     *
     * @param offset where they begin
     * @param count how many they are
     */
    void take(byte[] bytes, int offset, int count);
  }

  private Content(int length, Optional<FileBlocks> file, byte[] whole) {
    this.length = length;
    this.file = file;
    this.whole = new Window();
    this.whole.bytes = whole;
    this.whole.end = whole.length;
  }

  /** Returns a text in memory. */
  static Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns bytes in memory; the array is not copied. */
  static Content of(byte[] bytes) {
    return new Content(bytes.length, Optional.empty(), bytes);
  }

  /** Returns the content of a large file. */
  static Content of(FileBlocks file) {
    return new Content(file.length(), Optional.of(file), new byte[0]);
  }

  /** Returns the number of bytes. */
  int length() {
    return length;
  }

  /** Returns one byte. */
  byte at(int index) {
    Window here = window(index);
    return here.bytes[index - here.start];
  }

  /** Returns where the first byte from an offset on is that is not of a class, or the limit. */
  int skip(int from, int limit, boolean[] members) {
    int index = from;
    while (index < limit) {
      Window here = window(index);
      byte[] bytes = here.bytes;
      int i = index - here.start;
      int to = Math.min(limit, here.end) - here.start;
      while (i < to && members[bytes[i] & 0xFF]) {
        i++;
      }
      index = here.start + i;
      if (i < to) {
        return index;
      }
    }
    return limit;
  }

  /** Returns where a byte stands next, or the limit. */
  int find(byte wanted, int from, int limit) {
    int index = from;
    while (index < limit) {
      Window here = window(index);
      byte[] bytes = here.bytes;
      int i = index - here.start;
      int to = Math.min(limit, here.end) - here.start;
      while (i < to && bytes[i] != wanted) {
        i++;
      }
      index = here.start + i;
      if (i < to) {
        return index;
      }
    }
    return limit;
  }

  /** Returns where a byte stands last before an offset, or -1. */
  int findBefore(byte wanted, int before) {
    int index = before - 1;
    while (index >= 0 && at(index) != wanted) {
      index--;
    }
    return index;
  }

  /** Tells whether these bytes stand at an offset. */
  boolean has(byte[] wanted, int from, int limit) {
    if (limit - from < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (at(from + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a word of ASCII letters in lower case stands at an offset, in any case. */
  boolean hasWord(String word, int from, int limit) {
    int size = word.length();
    if (limit - from < size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      byte b = at(from + i);
      char c = word.charAt(i);
      if (b != c && (b | 0x20) != c) {
        return false;
      }
    }
    return true;
  }

  /** Returns a part as text. */
  String text(int from, int to) {
    if (from >= to) {
      return "";
    }
    Window here = window(from);
    if (to <= here.end) {
      return new String(here.bytes, from - here.start, to - from, StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[to - from];
    int[] filled = {0};
    parts(
        from,
        to,
        (part, offset, count) -> {
          System.arraycopy(part, offset, bytes, filled[0], count);
          filled[0] += count;
        });
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Hands over a part, piece by piece. */
  void parts(int from, int to, Sink sink) {
    int index = from;
    while (index < to) {
      Window here = window(index);
      int count = Math.min(to, here.end) - index;
      sink.take(here.bytes, index - here.start, count);
      index += count;
    }
  }

  /**
   * Hands over what tells this content from others: its bytes; of a large file, which was read once
   * already, the digests of its blocks.
   */
  void fingerprint(Sink sink) {
    if (file.isPresent()) {
      file.get().digests(sink);
    } else {
      sink.take(whole.bytes, 0, length);
    }
  }

  /** Copies up to so many bytes from an offset on into an array, and returns how many these are. */
  int read(int from, byte[] into, int offset, int count) {
    Window here = window(from);
    int copied = Math.min(count, here.end - from);
    System.arraycopy(here.bytes, from - here.start, into, offset, copied);
    return copied;
  }

  /** Returns the number of Unicode code points in a part. */
  int codePoints(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += isContinuation(at(i)) ? 0 : 1;
    }
    return count;
  }

  /** Returns where the code point begins that is so many further on, or the limit. */
  int advance(int from, int codePoints, int limit) {
    int index = from;
    for (int i = 0; i < codePoints && index < limit; i++) {
      index++;
      while (index < limit && isContinuation(at(index))) {
        index++;
      }
    }
    return index;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }

  /** Returns the bytes around an offset. */
  private Window window(int index) {
    if (whole.has(index)) {
      return whole;
    }
    if (index < 0 || index >= length || file.isEmpty()) {
      throw new IndexOutOfBoundsException("byte " + index + " of " + length);
    }
    return file.get().window(index);
  }
}
