package io.github.saascore.postgres.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Names a kind of machine as the artifacts of the server binaries are named.
 *
 * @param classifier for example {@code linux-amd64}, {@code linux-arm64v8-alpine} or {@code
 *     darwin-arm64v8}
 */
public record Platform(String classifier) {
  private static final Set<String> AMD64 = Set.of("amd64", "x86_64", "x86-64", "x64");
  private static final Set<String> ARM64 = Set.of("aarch64", "arm64");
  private static final Set<String> I386 = Set.of("x86", "i386", "i486", "i586", "i686");

  /** Returns the platform that this JVM runs on. */
  public static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"), runsOnMusl());
  }

  /**
   * Returns the platform for the values of {@code os.name} and {@code os.arch}.
   *
   * @param musl whether the C library is musl (Alpine)
   * @throws io.github.saascore.revision.SaascoreException for machines without binaries
   */
  public static Platform of(String osName, String osArch, boolean musl) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch = osArch.toLowerCase(Locale.ROOT);
    if (os.startsWith("linux")) {
      return new Platform(
          "linux-" + linuxArchitecture(osName, arch, musl) + (musl ? "-alpine" : ""));
    }
    if (os.startsWith("mac") || os.startsWith("darwin")) {
      return new Platform(ARM64.contains(arch) ? "darwin-arm64v8" : "darwin-amd64");
    }
    if (os.startsWith("windows") && !I386.contains(arch)) {
      // There is no windows-arm64; Windows on ARM runs x64 programs itself.
      return new Platform("windows-amd64");
    }
    throw unknown(osName, osArch);
  }

  /** Tells whether the programs are Windows programs. */
  public boolean windows() {
    return classifier.startsWith("windows");
  }

  @Override
  public String toString() {
    return classifier;
  }

  private static String linuxArchitecture(String osName, String arch, boolean musl) {
    if (AMD64.contains(arch)) {
      return "amd64";
    }
    if (ARM64.contains(arch)) {
      return "arm64v8";
    }
    if (I386.contains(arch)) {
      return "i386";
    }
    if (arch.startsWith("arm")) {
      return musl ? "arm32v6" : "arm32v7";
    }
    if (arch.equals("ppc64le")) {
      return "ppc64le";
    }
    throw unknown(osName, arch);
  }

  /** Tells whether the JVM itself is linked to musl; a second C library may be installed too. */
  private static boolean runsOnMusl() {
    Path maps = Path.of("/proc/self/maps");
    try {
      return Files.isReadable(maps)
          && Files.readString(maps, StandardCharsets.ISO_8859_1).contains("/ld-musl-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuntimeException unknown(String osName, String osArch) {
    return LocalProblems.failed(
            "there is no embedded PostgreSQL for '" + osName + "' on '" + osArch + "'")
        .hint(LocalProblems.OTHER_SERVER)
        .asException();
  }
}
