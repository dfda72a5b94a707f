package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A build is killed in the middle of a revision; the next one goes on by itself. */
@ExtendWith(PostgresExtension.class)
class KilledUpgradeTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;
  @TempDir Path output;

  @Test
  void continuesAfterTheBuildWasKilled(TestDatabase db) throws Exception {
    Scenario scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (n int);", "")
            .revision(
                "bbbb2222", "aaaa1111", "INSERT INTO a VALUES (1); SELECT pg_sleep(600);", "");
    Process build = start(db);
    await(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND wait_event = 'PgSleep'",
        "1",
        db);
    build.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    scenario.revision("bbbb2222", "aaaa1111", "INSERT INTO a VALUES (2);", "");
    Upgrade.Result result = scenario.upgrade();
    assertThat(result.applied()).extracting(r -> r.id().value()).containsExactly("bbbb2222");
    assertThat(db.list("SELECT n FROM a")).containsExactly("2");
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222");
  }

  @Test
  void buildsTheIndexAgainInWhichTheBuildWasKilled(TestDatabase db) throws Exception {
    Scenario scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (n int);", "")
            .file(
                "bbbb2222_x.sql",
                """
                -- revision: bbbb2222
                -- down_revision: aaaa1111
                -- saascore:upgrade transaction=none
                CREATE INDEX CONCURRENTLY a_n ON a (n);
                """);
    scenario.upgrade("aaaa1111");
    String waiting =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND query LIKE 'CREATE INDEX%' AND pid <> pg_backend_pid()";
    try (Connection writer = Interruption.open(db, "INSERT INTO a VALUES (1)")) {
      Process build = start(db);
      await(waiting + " AND wait_event_type = 'Lock'", "1", db);
      build.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      // The server notices within a second, and gives up while the writer is still there.
      await(waiting, "0", db);
      assertThat(writer.isClosed()).isFalse();
    }
    assertThat(db.one("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_n'::regclass"))
        .isEqualTo("f");
    assertThat(scenario.upgrade().applied()).hasSize(1);
    assertThat(db.one("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_n'::regclass"))
        .isEqualTo("t");
  }

  private Process start(TestDatabase db) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Build.class.getName(),
            directory.toString(),
            db.url())
        .redirectErrorStream(true)
        .redirectOutput(output.resolve("killed-build.log").toFile())
        .start();
  }

  private static void await(String sql, String value, TestDatabase db) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    while (!db.one(sql).equals(value)) {
      assertThat(System.nanoTime()).as("waited too long for %s", sql).isLessThan(end);
      Thread.sleep(50);
    }
  }
}
