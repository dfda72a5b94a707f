package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.FaultProxy;
import io.github.saascore.testing.FaultProxy.Fault;
import io.github.saascore.testing.FaultProxy.Trigger;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a build at each step that its protocol has. */
@ExtendWith(PostgresExtension.class)
class KilledBuildTest {
  @TempDir static Path directory;
  @TempDir static Path output;

  private static TestDatabase db;
  private static FaultStory story;

  @BeforeAll
  static void learn(TestDatabase database) {
    db = database;
    story = new FaultStory(directory, db);
  }

  private static Predicate<String> with(String... words) {
    return sql -> {
      for (String word : words) {
        if (!sql.contains(word)) {
          return false;
        }
      }
      return true;
    };
  }

  @Test
  void beforeTheGuardOfTheFirstRevision() throws Exception {
    killedAt(Trigger.beforeQuery(with("BEGIN", "rev00001")), 1);
  }

  @Test
  void betweenTwoRevisions() throws Exception {
    killedAt(Trigger.beforeQuery(with("BEGIN", "rev00002")), 2);
  }

  @Test
  void behindTheScriptBeforeItsRow() throws Exception {
    killedAt(Trigger.beforeQuery(with("'rev00003'", "COMMIT;")), 3);
  }

  @Test
  void beforeTheAnswerToTheCommitArrives() throws Exception {
    killedAt(Trigger.beforeAnswerTo(with("'rev00003'", "COMMIT;")), 4);
  }

  @Test
  void beforeTheAnswerOfAStatementWithoutATransaction() throws Exception {
    killedAt(Trigger.beforeAnswerTo(with("CREATE INDEX CONCURRENTLY invoice_n ON")), -1);
  }

  @Test
  void beforeTheRowOfAStatementWithoutATransaction() throws Exception {
    killedAt(Trigger.beforeQuery(with("REINDEX INDEX CONCURRENTLY")), -1);
  }

  /**
   * Kills a build, looks what it left, and runs the next one.
   *
   * @param left which of the states of an upgrade it leaves; negative: one that names the statement
   */
  private static void killedAt(Trigger point, int left) throws Exception {
    story.empty();
    try (FaultProxy proxy = new FaultProxy(db, point, Fault.FREEZE)) {
      Process build = start(proxy.url(db.url()));
      Future<?> end = build.onExit();
      proxy.awaitStrike(end);
      assertThat(proxy.hasStruck()).as("%s %s", build, Files.readString(log())).isTrue();
      build.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
    }
    FaultRun.awaitNoBuilds(db);
    if (left >= 0) {
      assertThat(story.state()).isEqualTo(story.up().get(left));
    } else {
      assertThat(story.state()).contains("\"state\": \"started\"");
    }
    Upgrade.Result next = story.scenario().upgrade();
    assertThat(next.standing().atHeads()).isTrue();
    assertThat(story.state()).isEqualTo(story.whole());
  }

  private static Process start(String url) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Build.class.getName(),
            directory.toString(),
            url)
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  private static Path log() {
    return output.resolve("build.log");
  }
}
