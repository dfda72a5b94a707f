package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the directory where unpacked servers are kept between builds.
 *
 * <p>It belongs to one user and only that user may write to it, because its programs are run:
 * {@code ~/.cache/saascore} on Linux. Root's lies in {@code /var/cache}, where the account that the
 * server runs as can read it.
 */
final class CacheDirectory {
  private CacheDirectory() {}

  /** Returns the directory, made where it was missing. */
  static Path standard() {
    Path preferred = preferred();
    try {
      return PrivateDirectory.at(preferred);
    } catch (IOException e) {
      return inTemporaryDirectory(preferred, e);
    }
  }

  private static Path inTemporaryDirectory(Path preferred, IOException reason) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      return PrivateDirectory.in(temporary);
    } catch (IOException e) {
      e.addSuppressed(reason);
      throw LocalProblems.failed(
          "there is no directory to unpack PostgreSQL in",
          preferred + " or a directory in " + temporary,
          e);
    }
  }

  private static Path preferred() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    Path home = Path.of(System.getProperty("user.home"));
    if (os.startsWith("mac")) {
      return (ServerAccount.isRoot() ? Path.of("/Library/Caches") : home.resolve("Library/Caches"))
          .resolve("saascore");
    }
    if (os.startsWith("windows")) {
      return variable("LOCALAPPDATA").orElse(home.resolve("AppData/Local")).resolve("saascore");
    }
    return ServerAccount.isRoot()
        ? Path.of("/var/cache/saascore")
        : variable("XDG_CACHE_HOME").orElse(home.resolve(".cache")).resolve("saascore");
  }

  private static Optional<Path> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).map(Path::of).filter(Path::isAbsolute);
  }
}
