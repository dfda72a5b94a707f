package io.github.saascore.revision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java platform has. */
public final class Sha256 {
  private Sha256() {}

  /** Returns what makes digests; used by one thread. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the digest of some texts, one after the other, as 64 lower-case hexadecimal digits. */
  public static String hex(String... texts) {
    byte[] all = String.join("\0", texts).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(digest().digest(all));
  }
}
