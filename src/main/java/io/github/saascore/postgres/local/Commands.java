package io.github.saascore.postgres.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs programs of the system and of the server. */
public final class Commands {
  private Commands() {}

  /**
   * What a program left behind.
   *
   * @param status its exit status
   * @param output both of its outputs, trimmed
   */
  public record Outcome(int status, String output) {
    /** Tells whether the program ended as it should. */
    public boolean succeeded() {
      return status == 0;
    }
  }

  /** Prepares a program that does not see the PG… variables of this process. */
  static ProcessBuilder prepare(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    return builder;
  }

  /**
   * Runs a program to its end.
   *
   * @throws IOException where the program cannot be started
   */
  static Outcome run(List<String> command) throws IOException {
    return run(command, Map.of());
  }

  /**
   * Runs a program to its end with some environment variables, which no list of processes shows.
   *
   * @throws IOException where the program cannot be started
   */
  public static Outcome run(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = prepare(command).redirectInput(nothing());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    try {
      return new Outcome(process.waitFor(), output.strip());
    } catch (InterruptedException e) {
      process.destroy();
      throw LocalProblems.interrupted(e);
    }
  }

  /** Finds a program on the PATH. */
  public static Optional<Path> find(String program) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
        .filter(directory -> !directory.isBlank())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Returns one line for a shell that runs exactly these words. */
  public static String quote(List<String> command) {
    return command.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  private static File nothing() {
    return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
  }
}
