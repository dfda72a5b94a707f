package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Relay;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Over a slow network several revisions travel in one message; each stays a transaction. */
@ExtendWith(PostgresExtension.class)
class SharedMessageTest {
  private static final Duration ONE_WAY = Duration.ofMillis(5);

  @TempDir Path directory;
  @TempDir Path output;
  private Relay relay;

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void sparesRoundTrips(TestDatabase db) {
    Scenario scenario = line(db, 40);
    int applied = scenario.upgrade().applied().size();
    assertThat(applied).isEqualTo(40);
    assertThat(relay.takeTrips()).isLessThan(30);
    assertThat(scenario.applied()).hasSize(40);
    assertThat(db.one("SELECT count(DISTINCT xmin::text) FROM saascore_revision")).isEqualTo("40");
    assertThat(told(scenario)).hasSize(40);
  }

  @Test
  void storesHowLongEachRevisionTook(TestDatabase db) {
    Scenario scenario = line(db, 3);
    scenario.revision("r02", "r01", "SELECT pg_sleep(0.3);", "");
    scenario.upgrade();
    assertThat(db.one("SELECT duration_ms >= 300 FROM saascore_revision WHERE revision = 'r02'"))
        .isEqualTo("t");
    assertThat(
            db.one(
                "SELECT sum(duration_ms) <= extract(epoch FROM max(applied_at) - min(applied_at))"
                    + " * 1000 + max(duration_ms) FILTER (WHERE revision = 'r01') + 3"
                    + " FROM saascore_revision"))
        .isEqualTo("t");
  }

  /** What a script says is the user's to read, and is not taken for what the message says. */
  @Test
  void hearsWhatScriptsSay(TestDatabase db) {
    Scenario scenario = line(db, 3);
    scenario.revision(
        "r02",
        "r01",
        "DO 'BEGIN RAISE INFO ''hello''; RAISE INFO ''saascore ran r02=7''; END';",
        "");
    scenario.revision("r03", "r02", "SELECT 1 / 0;", "");
    assertThatThrownBy(scenario::upgrade).hasMessageContaining("division by zero");
    assertThat(scenario.events())
        .filteredOn(Event.Notice.class::isInstance)
        .asString()
        .contains("hello");
    assertThat(scenario.applied()).containsExactly("r01", "r02");
  }

  @Test
  void keepsWhatIsCommittedWhenOneFails(TestDatabase db) {
    Scenario scenario = line(db, 8);
    scenario.revision("r05", "r04", "CREATE TABLE t05 (n int);\nSELECT 1 / 0;", "");
    assertThatThrownBy(scenario::upgrade)
        .isInstanceOf(SaascoreException.class)
        .hasMessageContaining("division by zero")
        .hasMessageContaining("r05_x.sql:7:1")
        .hasMessageContaining("4 of 8 of this run are done and stay");
    assertThat(scenario.applied()).containsExactly("r01", "r02", "r03", "r04");
    assertThat(told(scenario)).containsExactly("r01", "r02", "r03", "r04");
    assertThat(db.one("SELECT to_regclass('t05') IS NULL")).isEqualTo("t");
    assertThat(db.list("SELECT revision FROM saascore_event WHERE outcome = 'failed'"))
        .containsExactly("r05");
    scenario.revision("r05", "r04", "CREATE TABLE t05 (n int);", "");
    assertThat(scenario.upgrade().applied()).hasSize(4);
  }

  @Test
  void skipsWhatExists(TestDatabase db) {
    db.execute("CREATE TABLE t04 (n int)");
    Scenario scenario = line(db, 20);
    Upgrade.Result result = scenario.upgrade();
    assertThat(result.applied()).hasSize(20);
    assertThat(result.skipped()).hasSize(1);
  }

  @Test
  void goesOnAfterTheBuildWasKilled(TestDatabase db) throws Exception {
    Scenario scenario = line(db, 6);
    scenario.revision("r04", "r03", "SELECT pg_sleep(600);", "");
    Process build = start(url(db));
    String running =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND wait_event = 'PgSleep'";
    while (!db.one(running).equals("1")) {
      assertThat(build.isAlive()).isTrue();
      Thread.sleep(50);
    }
    build.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    assertThat(scenario.applied()).containsExactly("r01", "r02", "r03");
    scenario.revision("r04", "r03", "CREATE TABLE t04 (n int);", "");
    assertThat(scenario.upgrade().applied()).hasSize(3);
    assertThat(scenario.applied()).hasSize(6);
  }

  /** After many quick revisions the next ones share a message, whatever the network is like. */
  @Test
  void keepsEachRevisionWholeOnAQuickNetworkToo(TestDatabase db) {
    relay = Relay.to(db.host(), db.port(), Duration.ZERO);
    Scenario scenario = new Scenario(directory, url(db));
    for (int i = 1; i <= 90; i++) {
      String fails = i == 70 ? "SELECT 1 / 0;" : "";
      scenario.revision(
          id(i), i == 1 ? "" : id(i - 1), "CREATE TABLE t%02d (n int);%s".formatted(i, fails), "");
    }
    assertThatThrownBy(scenario::upgrade)
        .hasMessageContaining("division by zero")
        .hasMessageContaining("69 of 90 of this run are done and stay");
    assertThat(scenario.applied()).hasSize(69);
    assertThat(told(scenario)).hasSize(69).last().isEqualTo("r69");
    assertThat(db.one("SELECT count(DISTINCT xmin::text) FROM saascore_revision")).isEqualTo("69");
    assertThat(db.one("SELECT to_regclass('t70') IS NULL")).isEqualTo("t");
  }

  private Scenario line(TestDatabase db, int count) {
    Scenario scenario = new Scenario(directory, url(db)).overASlowNetwork();
    for (int i = 1; i <= count; i++) {
      scenario.revision(
          id(i), i == 1 ? "" : id(i - 1), "CREATE TABLE t%02d (n int);".formatted(i), "");
    }
    return scenario;
  }

  private static String id(int number) {
    return "r%02d".formatted(number);
  }

  private String url(TestDatabase db) {
    if (relay == null) {
      relay = Relay.to(db.host(), db.port(), ONE_WAY);
    }
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
        .formatted(relay.port(), db.name(), db.user(), db.password());
  }

  private static List<String> told(Scenario scenario) {
    return scenario.events().stream()
        .filter(Event.Upgraded.class::isInstance)
        .map(event -> ((Event.Upgraded) event).revision().id().value())
        .toList();
  }

  private Process start(String url) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Build.class.getName(),
            directory.toString(),
            url,
            "far")
        .redirectErrorStream(true)
        .redirectOutput(output.resolve("killed-message.log").toFile())
        .start();
  }
}
