package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Eight builds meet one database; each revision runs once, and every build ends well. */
@ExtendWith(PostgresExtension.class)
class ConcurrentUpgradeTest {
  private static final int BUILDS = 8;
  private static final int REVISIONS = 20;
  private static final int CONCURRENT_INDEX = 7;

  @TempDir Path directory;

  private void write(TestDatabase db) {
    Scenario scenario = new Scenario(directory, db);
    for (int i = 0; i < REVISIONS; i++) {
      String parent = i == 0 ? "" : id(i - 1);
      if (i == CONCURRENT_INDEX) {
        scenario.file(
            id(i) + "_x.sql",
            """
            -- revision: %s
            -- down_revision: %s
            -- saascore:upgrade transaction=none
            CREATE INDEX CONCURRENTLY ran_n ON ran (n);
            """
                .formatted(id(i), parent));
      } else {
        String create = i == 0 ? "CREATE TABLE ran (n int); " : "";
        scenario.revision(
            id(i),
            parent,
            create + "INSERT INTO ran VALUES (" + i + "); SELECT pg_sleep(0.02);",
            "");
      }
    }
  }

  private static String id(int number) {
    return "rev%05d".formatted(number);
  }

  @Test
  void appliesEachRevisionOnce(TestDatabase db) throws Exception {
    write(db);
    List<Scenario> builds = new ArrayList<>();
    List<Callable<Upgrade.Result>> runs = new ArrayList<>();
    for (int i = 0; i < BUILDS; i++) {
      Scenario build = new Scenario(directory, db);
      builds.add(build);
      runs.add(build::upgrade);
    }
    ExecutorService threads = Executors.newFixedThreadPool(BUILDS);
    List<Upgrade.Result> results = new ArrayList<>();
    try {
      for (Future<Upgrade.Result> run : threads.invokeAll(runs)) {
        results.add(run.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(results).allMatch(result -> result.standing().atHeads());
    assertThat(results.stream().mapToInt(result -> result.applied().size()).sum())
        .isEqualTo(REVISIONS);
    assertThat(db.list("SELECT n FROM ran ORDER BY n"))
        .hasSize(REVISIONS - 1)
        .doesNotHaveDuplicates();
    assertThat(db.one("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ran_n'::regclass"))
        .isEqualTo("t");
    assertThat(builds.stream().flatMap(build -> build.events().stream()))
        .filteredOn(Event.Waiting.class::isInstance)
        .extracting(event -> ((Event.Waiting) event).text())
        .isNotEmpty()
        .anyMatch(
            text ->
                text.contains("waiting for another build: pid ") && text.contains("saascore:test"));
  }
}
