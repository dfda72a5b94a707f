package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The directory of a scratch server, claimed by one run at a time: what is on the server, roles
 * included, is nobody else's. The data is kept between runs, because starting on it is several
 * times faster than making it; in memory, where there is enough of it.
 */
public final class ScratchHome implements AutoCloseable {
  private final Path directory;
  private final FileChannel claim;

  private ScratchHome(Path directory, FileChannel claim) {
    this.directory = directory;
    this.claim = claim;
  }

  /**
   * Claims the first free directory: {@code scratch-18}, {@code scratch-18.2}, and so on.
   *
   * @param project where they stand if not in memory
   * @param major the server's major version
   */
  public static ScratchHome claim(Path project, int major) {
    Path parent = MemoryDirectory.ofThisUser().orElse(project);
    for (int i = 1; true; i++) {
      Path directory = parent.resolve("scratch-" + major + (i == 1 ? "" : "." + i));
      try {
        Optional<ScratchHome> claimed = tryClaim(directory);
        if (claimed.isPresent()) {
          return claimed.get();
        }
      } catch (IOException e) {
        throw LocalProblems.failed("unable to keep the data of a scratch server", directory, e);
      }
    }
  }

  private static Optional<ScratchHome> tryClaim(Path directory) throws IOException {
    Path home = ServerHome.in(directory).directory();
    FileChannel channel =
        FileChannel.open(
            home.resolve("claim"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean mine = false;
    try {
      FileLock lock = channel.tryLock();
      mine = lock != null;
      return mine ? Optional.of(new ScratchHome(home, channel)) : Optional.empty();
    } catch (OverlappingFileLockException e) {
      // Another module of this very build has it.
      return Optional.empty();
    } finally {
      if (!mine) {
        channel.close();
      }
    }
  }

  /** Returns the directory. */
  public Path directory() {
    return directory;
  }

  /** Gives the directory back; a killed run has given it back already. */
  @Override
  public void close() {
    try {
      claim.close();
    } catch (IOException e) {
      throw LocalProblems.failed("unable to give back the scratch server's place", directory, e);
    }
  }
}
