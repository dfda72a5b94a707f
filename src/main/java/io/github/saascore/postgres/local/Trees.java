package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Handles directory trees that are made beside their place and moved there when finished. */
final class Trees {
  private static final Pattern UNFINISHED = Pattern.compile(".*\\.tmp-[0-9a-f]{32}");

  /** Far longer than unpacking or initdb take; a process id would say nothing across containers. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private Trees() {}

  /** Returns an unused name beside a place, for a tree that is not finished yet. */
  static Path unfinished(Path place) {
    String random = UUID.randomUUID().toString().replace("-", "");
    return place.resolveSibling(place.getFileName() + ".tmp-" + random);
  }

  /** Deletes the unfinished trees in a directory that were left long ago. */
  static void sweep(Path directory) throws IOException {
    List<Path> unfinished;
    try (Stream<Path> entries = Files.list(directory)) {
      unfinished =
          entries.filter(path -> UNFINISHED.matcher(path.getFileName() + "").matches()).toList();
    }
    Instant limit = Instant.now().minus(ABANDONED);
    for (Path each : unfinished) {
      if (Files.getLastModifiedTime(each).toInstant().isBefore(limit)) {
        delete(each);
      }
    }
  }

  /** Deletes a tree, if it is there; links are deleted, not followed. */
  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              // Another build sweeps the same tree.
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
