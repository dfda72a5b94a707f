package io.github.saascore.postgres.local;

import io.github.saascore.script.IgnoredDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The directory of one server: {@code data}, {@code password}, {@code server.log}, {@code users}
 * (the {@link Lifeline}) and {@code lock}.
 *
 * @param directory an absolute path without links, as the server itself writes it down
 */
record ServerHome(Path directory) {
  private static final Wait LOCK = Wait.ofSeconds(120);
  private static final int LOG_LINES = 12;

  /** Work that is done by one build at a time. */
  @FunctionalInterface
  interface Exclusive<T> {
    T run() throws IOException;
  }

  /**
   * Returns the home in a directory, made where it was missing, and kept out of version control.
   */
  static ServerHome in(Path directory) throws IOException {
    return new ServerHome(IgnoredDirectory.make(directory).toRealPath());
  }

  Path data() {
    return directory.resolve("data");
  }

  Path users() {
    return directory.resolve("users");
  }

  Path log() {
    return directory.resolve("server.log");
  }

  Path passwordFile() {
    return directory.resolve("password");
  }

  /** Returns what the server last said, for the reason of a problem. */
  String lastWords() throws IOException {
    List<String> lines =
        Files.exists(log())
            ? new String(Files.readAllBytes(log()), StandardCharsets.UTF_8).lines().toList()
            : List.of();
    if (lines.isEmpty()) {
      return "it said nothing before it ended";
    }
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  /**
   * Runs work that no other build may do at the same time, be it in this process or another.
   *
   * <p>A file lock belongs to a whole process. Inside of one, an interned string is the one monitor
   * that is the same for all class loaders, and with {@code -T} there are several.
   */
  <T> T exclusively(Exclusive<T> work) throws IOException {
    synchronized (("io.github.saascore lock " + directory).intern()) {
      try (FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (!LOCK.until(() -> isLocked(channel))) {
          throw LocalProblems.failed("another build is busy with the embedded PostgreSQL server")
              .at(directory.toString())
              .hint("wait for the other build, or " + LocalProblems.OTHER_SERVER)
              .asException();
        }
        return work.run();
      }
    }
  }

  /** Tells whether the lock could be taken; closing the channel gives it back. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    FileLock lock = channel.tryLock();
    return lock != null;
  }
}
