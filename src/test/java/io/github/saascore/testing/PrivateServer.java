package io.github.saascore.testing;

import io.github.saascore.postgres.local.LocalServer;
import io.github.saascore.postgres.local.LocalServerOptions;
import io.github.saascore.postgres.local.ServerBinaries;
import io.github.saascore.postgres.local.ServerVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An embedded server of one test, which may crash it; only on Unix. */
public final class PrivateServer implements AutoCloseable {
  private final Path home;
  private final LocalServerOptions options;
  private LocalServer server;

  /**
   * Starts a server.
   *
   * @param home where its data lies
   * @param settings each as {@code name=value}
   */
  public PrivateServer(Path home, String... settings) {
    this.home = home;
    this.options =
        LocalServerOptions.scratch(
                ServerBinaries.in(
                    Path.of(
                        System.getProperty("saascore.test.binaries", "target/postgres-binaries"))),
                home,
                ServerVersion.standard())
            .withSettings(List.of(settings));
    this.server = LocalServer.start(options);
  }

  /** Makes an empty database with a plain owner. */
  public TestDatabase fresh() {
    return databases().fresh();
  }

  /** Returns the same database behind the address that the server has now. */
  public TestDatabase again(TestDatabase database) {
    JdbcUrl superuser = JdbcUrl.of(server.superuserUrl(database.name()));
    return new TestDatabase(
        superuser.user(database.user(), database.password()), superuser.text(), databases());
  }

  private TestDatabases databases() {
    return new TestDatabases(new TestServer("private", server::superuserUrl, () -> {}));
  }

  /** Returns the process of the server. */
  public ProcessHandle process() throws IOException {
    Path file = home.resolve("data").resolve("postmaster.pid");
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip())).orElseThrow();
  }

  /**
   * Shuts down as {@code pg_ctl stop -m immediate}: no client is waited for, nothing is written.
   */
  public void stopImmediately() throws IOException, InterruptedException {
    ProcessHandle process = process();
    // SIGQUIT: manual, 18.5 "Shutting Down the Server".
    new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
    awaitEnd(process);
  }

  /** Kills the server and all of its sessions, as a machine does that loses its power. */
  public void kill() throws IOException, InterruptedException {
    ProcessHandle process = process();
    List<ProcessHandle> sessions = process.descendants().toList();
    process.destroyForcibly();
    sessions.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle session : sessions) {
      awaitEnd(session);
    }
    awaitEnd(process);
  }

  /** Waits until a process is gone. */
  private static void awaitEnd(ProcessHandle process) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (process.isAlive()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the server does not end");
      }
      Thread.sleep(20);
    }
  }

  /** Starts the server again after it ended; its address may be another one. */
  public void restart() {
    server.close();
    server = LocalServer.start(options);
  }

  /** Waits until a server that crashed answers again, or starts it where it gave up. */
  public void awaitRecoveryOrRestart() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (System.nanoTime() < end) {
      try {
        Rows.one(server.superuserUrl("postgres"), "SELECT 1");
        return;
      } catch (IllegalStateException notYet) {
        if (!Files.exists(home.resolve("data").resolve("postmaster.pid")) || !process().isAlive()) {
          restart();
        }
        Thread.sleep(50);
      }
    }
    throw new IllegalStateException("the server does not recover");
  }

  @Override
  public void close() {
    server.close();
  }
}
