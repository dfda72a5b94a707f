package io.github.saascore.script;

/**
 * Takes the fingerprints of one script after the other; used by one thread.
 *
 * @param checksum takes the one of what they mean
 * @param digest takes the one of their bytes
 */
record Fingerprints(Checksum.Builder checksum, FileDigest.Maker digest) {
  Fingerprints() {
    this(Checksum.builder(), new FileDigest.Maker());
  }
}
