package io.github.saascore.script;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What the bytes of a file come to, its byte order mark left out.
 *
 * <p>The virtual machine computes both halves in machine code from the first byte on, so that to
 * know thousands of applied files again costs next to nothing. That a file was edited and still
 * comes to the same happens once in 10<sup>19</sup> times by chance; it is no defence against
 * intent, for which {@link Checksum} is there.
 *
 * @param bits CRC-32 in the upper half, CRC-32C in the lower one
 */
public record FileDigest(long bits) {

  /** Tells whether another digest is the same: without what a record has to link for that. */
  public boolean is(FileDigest other) {
    return bits == other.bits;
  }

  /** Takes the digest of one script after the other; used by one thread. */
  static final class Maker {
    private final CRC32 upper = new CRC32();
    private final CRC32C lower = new CRC32C();

    /** Returns the digest of a script. */
    FileDigest of(Content text) {
      upper.reset();
      lower.reset();
      text.fingerprint(this::take);
      return made();
    }

    /** Returns the digest of the first bytes of an array. */
    FileDigest of(byte[] bytes, int count) {
      upper.reset();
      lower.reset();
      take(bytes, 0, count);
      return made();
    }

    private FileDigest made() {
      return new FileDigest(upper.getValue() << Integer.SIZE | lower.getValue());
    }

    private void take(byte[] bytes, int offset, int count) {
      upper.update(bytes, offset, count);
      lower.update(bytes, offset, count);
    }
  }
}
