package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
      return prepared(preferred);
    } catch (IOException e) {
      return inTemporaryDirectory(preferred, e);
    }
  }

  private static Path inTemporaryDirectory(Path preferred, IOException reason) {
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
    Path fallback = Path.of(System.getProperty("java.io.tmpdir"), "saascore-" + user);
    try {
      return prepared(fallback);
    } catch (IOException e) {
      e.addSuppressed(reason);
      throw LocalProblems.failed(
          "there is no directory to unpack PostgreSQL in", preferred + " or " + fallback, e);
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

  private static Path prepared(Path directory) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(directory.getParent());
      Files.createDirectory(directory);
      if (posix) {
        String mode = ServerAccount.isRoot() ? "rwxr-xr-x" : "rwx------";
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
      }
    }
    if (posix) {
      checkPrivate(directory);
    }
    if (!Files.isWritable(directory)) {
      throw new IOException(directory + " is not writable");
    }
    return directory;
  }

  private static void checkPrivate(Path directory) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory);
    if (mode.contains(PosixFilePermission.OTHERS_WRITE)
        || mode.contains(PosixFilePermission.GROUP_WRITE)) {
      throw new IOException(directory + " can be written by others");
    }
    Path probe = Files.createTempFile(directory, "owner", null);
    boolean ours = Files.getOwner(probe).equals(Files.getOwner(directory));
    Files.delete(probe);
    if (!ours) {
      throw new IOException(directory + " belongs to " + Files.getOwner(directory));
    }
  }
}
