package io.github.saascore.schema;

import io.github.saascore.revision.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A short stand-in for a snapshot, for comparing many of them or keeping one. */
final class Fingerprint {
  private static final byte[] END = {0};

  private final MessageDigest digest = Sha256.digest();

  /** Returns the hash of all that counts by some options, as 64 hex digits. */
  static String of(Snapshot snapshot, DifferenceOptions options) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(String.valueOf(snapshot.major()));
    snapshot.unmodelled().forEach(fingerprint::add);
    snapshot.all().stream()
        .filter(fact -> options.counts(fact.kind()))
        .forEach(fact -> fingerprint.add(fact, options));
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  private void add(Fact fact, DifferenceOptions options) {
    add(fact.address().toString());
    fact.attributes()
        .forEach(
            (name, text) -> {
              if (options.counts(name)) {
                add(name);
                add(text);
              }
            });
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update(END);
  }
}
