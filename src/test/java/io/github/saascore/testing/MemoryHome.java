package io.github.saascore.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place in memory for a test server's data, where the system has one with room to spare.
 *
 * <p>Tests make and drop thousands of databases of hundreds of files. A disk's file system looks
 * through all that were deleted within the last minutes before it makes a new one.
 *
 * @param path the place
 */
record MemoryHome(Path path) {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ENOUGH = 6L << 30;

  /** Returns the place for a server, the same one for all tests of a build directory. */
  static Optional<MemoryHome> of(Path build, String server) {
    String name = "saascore-test-" + Integer.toHexString(build.toAbsolutePath().hashCode());
    return Optional.of(new MemoryHome(MEMORY.resolve(name).resolve(server)))
        .filter(home -> hasRoom());
  }

  private static boolean hasRoom() {
    try {
      return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH;
    } catch (IOException e) {
      return false;
    }
  }

  /** Gives the memory back, unless another run of tests still uses the server. */
  void free() {
    if (Files.exists(path.resolve("data").resolve("postmaster.pid"))) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : inside) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      System.out.println("tests: " + path + " was not removed: " + e);
    }
  }
}
