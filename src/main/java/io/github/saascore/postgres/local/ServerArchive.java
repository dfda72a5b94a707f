package io.github.saascore.postgres.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the archive in a jar of server binaries: modes and links are kept. */
final class ServerArchive {
  private static final String ALL_PERMISSIONS = "rwxrwxrwx";

  private final Path root;
  private final boolean posix;
  private final Set<Path> checkedParents = new HashSet<>();

  private ServerArchive(Path root) {
    this.root = root;
    this.posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Unpacks a jar into an existing, empty directory.
   *
   * @throws IOException also where an entry would land outside of the directory
   */
  static void unpack(Path jar, Path directory) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry archive =
          zip.stream()
              .filter(entry -> entry.getName().endsWith(".txz"))
              .findFirst()
              .orElseThrow(() -> new IOException("no .txz in " + jar));
      try (InputStream bytes = new BufferedInputStream(zip.getInputStream(archive));
          TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(bytes))) {
        new ServerArchive(directory.toRealPath()).unpack(tar);
      }
    }
  }

  private void unpack(TarArchiveInputStream tar) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path target = inside(root.resolve(entry.getName()), entry);
      makeParent(target, entry);
      if (entry.isDirectory()) {
        Files.createDirectories(target);
      } else if (entry.isSymbolicLink()) {
        inside(target.resolveSibling(entry.getLinkName()), entry);
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      } else if (entry.isLink()) {
        Files.createLink(target, inside(root.resolve(entry.getLinkName()), entry));
      } else if (entry.isFile()) {
        Files.copy(tar, target);
      } else {
        throw new IOException("unexpected kind of entry: " + entry.getName());
      }
      if (posix && !entry.isSymbolicLink()) {
        Files.setPosixFilePermissions(target, permissions(entry.getMode()));
      }
    }
  }

  /** Refuses what leads outside, by its name or through a link that was unpacked before. */
  private Path inside(Path path, TarArchiveEntry entry) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(root)) {
      throw new IOException("entry leads outside of the archive: " + entry.getName());
    }
    return normal;
  }

  private void makeParent(Path target, TarArchiveEntry entry) throws IOException {
    Path parent = target.equals(root) ? root : target.getParent();
    if (checkedParents.add(parent)) {
      Files.createDirectories(parent);
      inside(parent.toRealPath(), entry);
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    StringBuilder text = new StringBuilder(ALL_PERMISSIONS.length());
    for (int i = 0; i < ALL_PERMISSIONS.length(); i++) {
      boolean set = (mode & (1 << (ALL_PERMISSIONS.length() - 1 - i))) != 0;
      text.append(set ? ALL_PERMISSIONS.charAt(i) : '-');
    }
    return PosixFilePermissions.fromString(text.toString());
  }
}
