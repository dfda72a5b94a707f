package io.github.saascore.testing;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SessionOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;

/** A build that hangs while others want to work, for the invoker's scripts. */
public final class ItLock {
  private static final int PAUSE_MS = 50;

  private ItLock() {}

  /**
   * Holds the build lock of a test's database until a build has come and given up, and then ends
   * the holder as the manual says: by its number, as the plain owner.
   */
  public static void holdUntilABuildGivesUp(File basedir) {
    String url = ItDatabase.url(basedir);
    Connection connection = Rows.connect(url);
    Session session = Session.over(connection, SessionOptions.defaults());
    new BuildLock(session).acquire(text -> {});
    session.query("SELECT set_config('application_name', 'saascore:upgrade', false)", row -> 1);
    int holder = session.facts().backendPid();
    Path log = basedir.toPath().resolve("build.log");
    Thread watch =
        new Thread(() -> endAfterAFailure(url, connection, holder, log), "ends a build that hangs");
    watch.setDaemon(true);
    watch.start();
  }

  /** The holder itself stays idle, as who waits for it is told also what it runs. */
  private static void endAfterAFailure(String url, Connection held, int holder, Path log) {
    try (Session watch = Session.over(Rows.connect(url), SessionOptions.defaults())) {
      while (!Files.exists(log) || !Files.readString(log).contains("BUILD FAILURE")) {
        Thread.sleep(PAUSE_MS);
      }
      watch.query("SELECT pg_terminate_backend(" + holder + ")", row -> row.getBoolean(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // A connection that nobody knows any more is closed by the driver.
      Reference.reachabilityFence(held);
    }
  }
}
