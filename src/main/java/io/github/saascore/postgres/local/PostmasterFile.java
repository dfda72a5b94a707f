package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says about a running server.
 *
 * <p>Its lines are documented in PostgreSQL's {@code src/include/utils/pidfile.h}: 1 process id, 4
 * port, 8 status.
 *
 * @param pid the process of the server
 * @param port where it listens; 0 so early in a start that it is not written yet
 * @param status {@code starting}, {@code ready}, {@code stopping}, or empty as long as unwritten
 */
record PostmasterFile(long pid, int port, String status) {
  private static final int PID = 0;
  private static final int PORT = 3;
  private static final int STATUS = 7;

  /** Returns the path of the file in a data directory. */
  static Path in(Path data) {
    return data.resolve("postmaster.pid");
  }

  /** Returns what the file says, or nothing where no server is noted or its line is unfinished. */
  static Optional<PostmasterFile> read(Path data) throws IOException {
    List<String> lines;
    try {
      lines = new String(Files.readAllBytes(in(data)), StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    long pid = number(lines, PID);
    return pid == 0
        ? Optional.empty()
        : Optional.of(new PostmasterFile(pid, (int) number(lines, PORT), text(lines, STATUS)));
  }

  boolean ready() {
    return status.equals("ready") && port != 0;
  }

  /**
   * Returns the process, if it lives and is a PostgreSQL server of that data directory.
   *
   * <p>A process id alone says nothing: after a restart of a machine or container another program
   * has it.
   */
  Optional<ProcessHandle> process(Path data) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(alive -> serves(alive, data));
  }

  private static boolean serves(ProcessHandle process, Path data) {
    ProcessHandle.Info info = process.info();
    if (info.arguments().isPresent()) {
      return List.of(info.arguments().get()).contains(data.toString());
    }
    return info.command()
        .map(command -> Path.of(command).getFileName().toString())
        .filter(name -> name.startsWith("postgres"))
        .isPresent();
  }

  private static String text(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index).strip() : "";
  }

  private static long number(List<String> lines, int index) {
    String text = text(lines, index);
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
  }
}
