package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The blocks of a large file, read when they are needed.
 *
 * <p>The file is not held open and not locked, so that it may change while a run works with it. The
 * digest of each block is kept when it is read for the first time; what is read again must still
 * have it. So nothing is ever sent to a server that was not checked before. Several threads may
 * read.
 */
final class FileBlocks {
  private final Path file;
  private final String name;
  private final int offset;
  private final int length;
  private final int block;
  private final FileDigest[] digests;
  private final ThreadLocal<Content.Window> windows = ThreadLocal.withInitial(Content.Window::new);
  private final FileDigest.Maker maker = new FileDigest.Maker();

  /**
   * Makes the blocks of a file.
   *
   * @param name what errors call it
   * @param offset where its content begins, behind a byte order mark
   * @param length how much content it has
   * @param block how much of it is read at a time
   */
  FileBlocks(Path file, String name, int offset, int length, int block) {
    this.file = file;
    this.name = name;
    this.offset = offset;
    this.length = length;
    this.block = block;
    this.digests = new FileDigest[length / block + 1];
  }

  int length() {
    return length;
  }

  /**
   * Returns the block that has a byte, in a window that this thread's next call uses again.
   *
   * @throws io.github.saascore.revision.SaascoreException FILE_CHANGED when it is another one than
   *     before
   */
  Content.Window window(int index) {
    Content.Window window = windows.get();
    if (!window.has(index)) {
      int start = index - index % block;
      // Where reading fails nothing is left: the array may hold half of another block.
      window.start = 0;
      window.end = 0;
      if (window.bytes.length == 0) {
        window.bytes = new byte[block];
      }
      int size = Math.min(block, length - start);
      read(start, size, window.bytes);
      window.start = start;
      window.end = start + size;
    }
    return window;
  }

  private synchronized void read(int start, int size, byte[] buffer) {
    if (!fill(buffer, start, size)) {
      throw changed();
    }
    FileDigest digest = maker.of(buffer, size);
    int number = start / block;
    if (digests[number] == null) {
      digests[number] = digest;
    } else if (!digests[number].is(digest)) {
      throw changed();
    }
  }

  /** Hands over the digests of all blocks in order; those not read yet are read. */
  synchronized void digests(Content.Sink sink) {
    for (int number = 0; number * block < length; number++) {
      if (digests[number] == null) {
        window(number * block);
      }
      byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(digests[number].bits()).array();
      sink.take(bytes, 0, bytes.length);
    }
  }

  /** Reads a block; false if the file has not the size that it had. */
  private boolean fill(byte[] buffer, int from, int size) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != (long) offset + length) {
        return false;
      }
      ByteBuffer into = ByteBuffer.wrap(buffer, 0, size);
      long at = (long) offset + from;
      while (into.hasRemaining()) {
        int count = channel.read(into, at + into.position());
        if (count < 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw Problem.of(Code.FILE_UNREADABLE, "'" + file.getFileName() + "' cannot be read")
          .at(name)
          .because(e.toString())
          .asException();
    }
  }

  private RuntimeException changed() {
    return Problem.of(Code.FILE_CHANGED, "'" + file.getFileName() + "' changed while it was read")
        .at(name)
        .because("what was checked before is not what would run now")
        .hint("let the file be, and run the same goal again")
        .asException();
  }
}
