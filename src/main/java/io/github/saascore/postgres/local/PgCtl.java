package io.github.saascore.postgres.local;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Starts and stops servers on Windows, where there are neither named pipes in the file system nor a
 * shell to watch them.
 *
 * <p>The build that started the server stops it, at the latest when its JVM ends in order. After a
 * hard kill the server stays, and the next build uses it as it is.
 */
final class PgCtl {
  private final ServerHome home;
  private final String program;

  PgCtl(ServerHome home, ServerPrograms programs) {
    this.home = home;
    this.program = programs.program("pg_ctl");
  }

  /** Starts a server with these options of {@code postgres}. */
  Commands.Outcome start(List<String> options) throws IOException {
    String line =
        options.stream().map(option -> '"' + option + '"').collect(Collectors.joining(" "));
    return Commands.run(
        List.of(
            program,
            "start",
            "--wait",
            "--silent",
            "--pgdata=" + home.data(),
            "--log=" + home.log(),
            "--options=" + line));
  }

  /** Returns a lease on the server that was just started; a JVM that ends also ends it. */
  Lease lease() {
    Thread hook = new Thread(this::stop, "saascore-postgres-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return () -> {
      if (Runtime.getRuntime().removeShutdownHook(hook)) {
        stop();
      }
    };
  }

  private void stop() {
    try {
      Commands.run(
          List.of(program, "stop", "--wait", "--mode=fast", "--silent", "--pgdata=" + home.data()));
    } catch (IOException e) {
      throw LocalProblems.failed("unable to stop the embedded PostgreSQL server", program, e);
    }
  }
}
