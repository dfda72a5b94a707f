package io.github.saascore.testing;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SessionOptions;
import java.io.File;
import java.sql.Connection;
import java.util.HashSet;
import java.util.Set;

/** A build that hangs while others want to work, for the invoker's scripts. */
public final class ItLock {
  private static final int PAUSE_MS = 100;
  private static final int LONG_ENOUGH_TO_BE_SEEN_MS = 1000;

  private ItLock() {}

  /** Holds the build lock of a test's database until the second build has come and seen it. */
  public static void holdUntilSecondBuild(File basedir) {
    Connection connection = Rows.connect(ItDatabase.url(basedir));
    Session session = Session.over(connection, SessionOptions.defaults());
    new BuildLock(session).acquire(text -> {});
    session.query("SELECT set_config('application_name', 'saascore:upgrade', false)", row -> 1);
    Thread holder = new Thread(() -> hold(session), "a build that hangs");
    holder.setDaemon(true);
    holder.start();
  }

  private static void hold(Session session) {
    Set<String> seen = new HashSet<>();
    try (session) {
      while (seen.size() < 2) {
        seen.addAll(
            session.query(
                """
                SELECT pid || ' ' || backend_start FROM pg_stat_activity
                 WHERE datname = current_database() AND application_name = 'saascore:upgrade'
                   AND pid <> pg_backend_pid()
                """,
                row -> row.getString(1)));
        Thread.sleep(PAUSE_MS);
      }
      Thread.sleep(LONG_ENOUGH_TO_BE_SEEN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
