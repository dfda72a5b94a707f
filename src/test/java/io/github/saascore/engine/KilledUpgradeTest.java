package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.io.File;
import java.nio.file.Path;
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
            + " AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()",
        "1", db);
    build.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    scenario.revision("bbbb2222", "aaaa1111", "INSERT INTO a VALUES (2);", "");
    Upgrade.Result result = scenario.upgrade();
    assertThat(result.applied()).extracting(r -> r.id().value()).containsExactly("bbbb2222");
    assertThat(db.list("SELECT n FROM a")).containsExactly("2");
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222");
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
        .redirectOutput(new File(directory.toFile().getParentFile(), "killed-build.log"))
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
