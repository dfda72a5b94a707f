package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A directory that belongs to this user and that nobody else may write to. Root's can be read by
 * others, as the account that a server runs as has to.
 */
final class PrivateDirectory {
  private PrivateDirectory() {}

  /**
   * Returns this user's directory in one that all users share.
   *
   * @throws IOException as {@link #at} does
   */
  static Path in(Path shared) throws IOException {
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
    return at(shared.resolve("saascore-" + user));
  }

  /**
   * Returns the directory, made where it was missing.
   *
   * @throws IOException where it cannot be made or written, belongs to another user, or can be
   *     written by one
   */
  static Path at(Path directory) throws IOException {
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
