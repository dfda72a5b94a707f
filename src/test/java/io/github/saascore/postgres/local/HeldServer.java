package io.github.saascore.postgres.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Holds a server in a process of its own, as another build would, until its input ends. */
final class HeldServer implements AutoCloseable {
  private final Process process;
  private final int port;

  private HeldServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts the process and waits until its server runs. */
  static HeldServer in(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-XX:TieredStopAtLevel=1",
                    HeldServer.class.getName(),
                    Samples.binaries().toString(),
                    home.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = process.inputReader().readLine();
    if (line == null) {
      throw new IOException("the other process could not start a server");
    }
    return new HeldServer(process, Integer.parseInt(line));
  }

  /** Starts the server that the arguments name; prints its port. */
  public static void main(String[] arguments) throws IOException {
    LocalServerOptions options =
        LocalServerOptions.scratch(
            ServerBinaries.in(Path.of(arguments[0])),
            Path.of(arguments[1]),
            ServerVersion.standard());
    try (LocalServer server = LocalServer.start(options)) {
      System.out.println(server.port());
      System.in.transferTo(System.err);
    }
  }

  int port() {
    return port;
  }

  /** Ends the process as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Ends the process in order. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
