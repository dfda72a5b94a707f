package io.github.saascore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A PgBouncer of its own before a test database, on this machine. */
public final class PgBouncer implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final TestDatabase database;
  private final Path directory;
  private final int port;
  private final Process process;

  private PgBouncer(TestDatabase database, Path directory, int port, Process process) {
    this.database = database;
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one with ten server connections.
   *
   * @param mode {@code transaction}, {@code session} or {@code statement}
   */
  public static PgBouncer start(TestDatabase database, String mode) throws Exception {
    return start(database, mode, 10);
  }

  /**
   * Starts one; the test is skipped, and says why, where PgBouncer is not installed.
   *
   * @param mode {@code transaction}, {@code session} or {@code statement}
   * @param size the most server connections
   */
  public static PgBouncer start(TestDatabase database, String mode, int size) throws Exception {
    Optional<String> program = program();
    if (program.isEmpty()) {
      System.out.println(
          "tests: PgBouncer is not installed, its tests are SKIPPED; run .ci/install-pgbouncer");
    }
    Assumptions.assumeTrue(
        program.isPresent(), "PgBouncer is not installed: run .ci/install-pgbouncer");
    Path directory = Files.createTempDirectory("pgbouncer");
    int port = freePort();
    Path configuration = configuration(database, mode, size, directory, port);
    List<String> command = new ArrayList<>(List.of(program.get(), "-q"));
    if (System.getProperty("user.name").equals("root")) {
      // It refuses to run as root.
      command.addAll(List.of("-u", "nobody"));
    }
    command.add(configuration.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    PgBouncer bouncer = new PgBouncer(database, directory, port, process);
    bouncer.await();
    return bouncer;
  }

  private static Optional<String> program() {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, "pgbouncer"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static Path configuration(
      TestDatabase database, String mode, int size, Path directory, int port) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path users =
        Files.writeString(
            directory.resolve("users"),
            "\"%s\" \"%s\"%n".formatted(database.user(), database.password()));
    return Files.writeString(
        directory.resolve("pgbouncer.ini"),
        """
        [databases]
        * = host=%s port=%d
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = %s
        pool_mode = %s
        max_client_conn = 100
        default_pool_size = %d
        """
            .formatted(database.host(), database.port(), port, users, mode, size));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await() throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        String log = Files.readString(directory.resolve("log"));
        assertThat(process.isAlive()).as("PgBouncer ended: %s", log).isTrue();
        assertThat(System.nanoTime()).as("PgBouncer does not answer: %s", log).isLessThan(end);
        Thread.sleep(20);
      }
    }
  }

  /** Returns the JDBC URL of the database, through PgBouncer. */
  public String url() {
    return database.url().replace(database.host() + ":" + database.port(), "127.0.0.1:" + port);
  }

  /** Lets no more transactions begin, and returns when that holds. */
  public void pause() throws Exception {
    signal("USR1");
    while (answers()) {
      Thread.sleep(20);
    }
  }

  private boolean answers() {
    try (Connection connection = DriverManager.getConnection(url() + "&socketTimeout=1");
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      return false;
    }
  }

  /** Takes {@link #pause()} back. */
  public void resume() throws Exception {
    signal("USR2");
  }

  private void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Stops it. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
