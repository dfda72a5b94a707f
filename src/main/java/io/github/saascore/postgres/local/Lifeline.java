package io.github.saascore.postgres.local;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * The pipe that keeps a server alive as long as this process lives.
 *
 * <p>It is a named pipe. The server's watchdog reads from it, each build that uses the server holds
 * it open for writing. The kernel counts them: when the last one closes it, or dies by whatever
 * signal, the watchdog meets the end of its input and stops the server. So two builds share one
 * server, and neither can stop it under the other.
 */
final class Lifeline implements Closeable {
  private final RandomAccessFile pipe;

  private Lifeline(Path path) throws IOException {
    // Opened for both directions, because opening for writing alone waits until someone reads.
    this.pipe = new RandomAccessFile(path.toFile(), "rw");
  }

  /** Makes a new pipe, in the place of one that an earlier server left behind. */
  static Lifeline create(Path path) throws IOException {
    Files.deleteIfExists(path);
    Commands.Outcome made = Commands.run(List.of("mkfifo", "-m", "600", path.toString()));
    if (!made.succeeded()) {
      throw new IOException(made.output());
    }
    return new Lifeline(path);
  }

  /**
   * Joins the users of a running server.
   *
   * @param answer how long to wait for the watchdog; it answers within milliseconds
   * @return nothing where no watchdog answers: it is about to stop the server, or was killed
   */
  static Optional<Lifeline> join(Path path, Wait answer) throws IOException {
    if (!isPipe(path)) {
      return Optional.empty();
    }
    Lifeline lifeline = new Lifeline(path);
    if (lifeline.isAnswered(answer)) {
      return Optional.of(lifeline);
    }
    lifeline.close();
    return Optional.empty();
  }

  /** Lets go of the server. */
  @Override
  public void close() throws IOException {
    pipe.close();
  }

  /**
   * Sends one line and waits until the watchdog took it. Once it did, this process counts as a user
   * and the end of input cannot have been met.
   */
  private boolean isAnswered(Wait answer) throws IOException {
    pipe.write('\n');
    FileInputStream unread = new FileInputStream(pipe.getFD());
    return answer.until(() -> unread.available() == 0);
  }

  private static boolean isPipe(Path path) throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther();
  }
}
