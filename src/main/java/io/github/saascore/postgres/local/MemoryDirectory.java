package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory in memory for data that may be lost, where the system has one with room to spare.
 *
 * <p>Each database is some hundred files. Before the file system of a disk makes one (ext4 does
 * this), it may look through all that were deleted within the last minutes, which made checks that
 * follow each other take a second or more longer.
 */
final class MemoryDirectory {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final Path MEMORY = Path.of("/proc/meminfo");

  /** Containers have 64 MB as a rule; what is replayed may bring its rows along. */
  private static final long ROOM = 2L << 30;

  /** What all programs of the machine may still take. */
  private static final long AVAILABLE = 4L << 30;

  private static final Pattern AVAILABLE_KB =
      Pattern.compile("^MemAvailable:\\s+(\\d+) kB$", Pattern.MULTILINE);

  private MemoryDirectory() {}

  /** Returns this user's directory; empty where there is none, or memory is short. */
  static Optional<Path> ofThisUser() {
    try {
      if (!Files.isWritable(SHARED_MEMORY)
          || Files.getFileStore(SHARED_MEMORY).getUsableSpace() < ROOM
          || available() < AVAILABLE) {
        return Optional.empty();
      }
      return Optional.of(PrivateDirectory.in(SHARED_MEMORY));
    } catch (IOException e) {
      // The disk does as well.
      return Optional.empty();
    }
  }

  private static long available() throws IOException {
    // The file has no length that could be asked.
    Matcher matcher = AVAILABLE_KB.matcher(Files.readString(MEMORY, StandardCharsets.UTF_8));
    return matcher.find() ? Long.parseLong(matcher.group(1)) << 10 : 0;
  }
}
