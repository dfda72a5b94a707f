package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.FaultProxy;
import io.github.saascore.testing.FaultProxy.Fault;
import io.github.saascore.testing.FaultProxy.Trigger;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads and does when the connection went away, and that it is true. */
@ExtendWith(PostgresExtension.class)
class LostConnectionTest {
  private static final Predicate<String> SECOND_OF_TWO = sql -> sql.contains("VALUES (2)");

  @TempDir Path directory;

  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void write(TestDatabase database) {
    db = database;
    scenario =
        new Scenario(directory, db)
            .revision(
                "aaaa1111",
                "",
                "CREATE TABLE a (n int); INSERT INTO a VALUES (1);",
                "DROP TABLE a;")
            .revision(
                "bbbb2222", "aaaa1111", "INSERT INTO a VALUES (2);", "DELETE FROM a WHERE n = 2;");
  }

  private Problem problem(Trigger trigger, Fault fault) throws Exception {
    try (FaultProxy proxy = new FaultProxy(db, trigger, fault);
        FaultRun run = new FaultRun(() -> build(proxy).upgrade())) {
      return run.problem().orElseThrow(() -> new AssertionError("the run ended well"));
    } finally {
      FaultRun.awaitNoBuilds(db);
    }
  }

  private Scenario build(FaultProxy proxy) {
    return new Scenario(directory, proxy.url(db.url()));
  }

  @Test
  void theCommitWasDoneAndNobodySaidSo() throws Exception {
    Problem problem = problem(Trigger.beforeAnswerTo(SECOND_OF_TWO), Fault.CLOSE);
    assertThat(problem.code()).isEqualTo(Code.CONNECTION_LOST);
    assertThat(problem.where()).hasValue("bbbb2222_x.sql");
    assertThat(problem.reason().orElse(""))
        .endsWith(
            "1 of 2 of this run are done and stay\n"
                + "what was running is done as a whole or not at all");
    assertThat(problem.hint())
        .hasValue(
            "run the same goal again: every transaction is done or not done, and it sees which");
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222");
    assertThat(scenario.upgrade().isNothing()).isTrue();
    assertThat(db.list("SELECT n FROM a")).containsExactly("1", "2");
  }

  @Test
  void theRevisionNeverReachedTheServer() throws Exception {
    Problem problem = problem(Trigger.beforeQuery(SECOND_OF_TWO), Fault.CLOSE);
    assertThat(problem.reason().orElse(""))
        .endsWith(
            "1 of 2 of this run are done and stay\n"
                + "what was running is done as a whole or not at all");
    assertThat(scenario.applied()).containsExactly("aaaa1111");
    assertThat(scenario.upgrade().applied()).hasSize(1);
    assertThat(db.list("SELECT n FROM a")).containsExactly("1", "2");
  }

  @Test
  void theFirstCommitOfARunMayBeDoneToo() throws Exception {
    Problem problem =
        problem(Trigger.beforeAnswerTo(sql -> sql.contains("VALUES (1)")), Fault.RESET);
    assertThat(problem.reason().orElse(""))
        .endsWith("SQLSTATE 08006\nwhat was running is done as a whole or not at all");
    assertThat(scenario.upgrade().applied()).hasSize(1);
    assertThat(db.list("SELECT n FROM a")).containsExactly("1", "2");
  }

  @Test
  void anAdministratorEndsTheSession() throws Exception {
    scenario.upgrade("aaaa1111");
    Problem problem;
    try (FaultProxy proxy = new FaultProxy(db, Trigger.beforeQuery(SECOND_OF_TWO), Fault.FREEZE);
        FaultRun run = new FaultRun(() -> build(proxy).upgrade())) {
      proxy.awaitStrike(run.future());
      db.execute(
          "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND usename = current_user"
              + " AND pid <> pg_backend_pid()");
      proxy.resume();
      problem = run.problem().orElseThrow();
    }
    assertThat(problem.code()).isEqualTo(Code.CONNECTION_LOST);
    assertThat(problem.text()).contains("administrator command", "SQLSTATE 57P01");
    assertThat(scenario.upgrade().applied()).hasSize(1);
    assertThat(db.list("SELECT n FROM a")).containsExactly("1", "2");
  }

  @Test
  void aBuildThatNobodyHearsOfIsNamedAndCanBeEnded() throws Exception {
    StringBuilder many = new StringBuilder("INSERT INTO a VALUES (2);\n");
    for (int i = 0; i < 150; i++) {
      many.append("SELECT ").append(i).append(";\n");
    }
    scenario.revision("bbbb2222", "aaaa1111", many.toString(), "");
    try (FaultProxy proxy =
            new FaultProxy(
                db, Trigger.beforeQuery(sql -> sql.contains("SELECT 149")), Fault.FREEZE);
        FaultRun run = new FaultRun(() -> build(proxy).upgrade())) {
      proxy.awaitStrike(run.future());
      Scenario second = new Scenario(directory, db);
      second.with(
          SessionOptions.defaults().withWaits(Duration.ofSeconds(5), 2, Duration.ofMillis(1)));
      SaascoreException refused =
          Assertions.catchThrowableOfType(SaascoreException.class, second::upgrade);
      assertThat(refused.problem().code()).isEqualTo(Code.LOCKED);
      assertThat(refused.problem().hint().orElse("")).contains("pg_terminate_backend(<pid>)");
      Matcher pid = Pattern.compile("another build: pid (\\d+)").matcher(refused.problem().text());
      assertThat(pid.find()).as(refused.problem().text()).isTrue();
      db.execute("SELECT pg_terminate_backend(" + pid.group(1) + ", 60000)");

      assertThat(scenario.upgrade().applied()).hasSize(1);
      proxy.resume();
      assertThat(run.problem().orElseThrow().code()).isEqualTo(Code.CONNECTION_LOST);
    }
    assertThat(db.list("SELECT n FROM a")).containsExactly("1", "2");
    assertThat(scenario.upgrade().isNothing()).isTrue();
  }

  @Test
  void aRunInOneTransactionIsDoneAsAWholeOrNotAtAll() throws Exception {
    Predicate<String> last = SECOND_OF_TWO.and(sql -> sql.contains("COMMIT;"));
    for (Trigger point : List.of(Trigger.beforeQuery(last), Trigger.beforeAnswerTo(last))) {
      scenario.upgrade();
      scenario.downgrade("base");
      try (FaultProxy proxy = new FaultProxy(db, point, Fault.RESET);
          FaultRun run = new FaultRun(() -> inOne(build(proxy)))) {
        assertThat(run.problem().orElseThrow().reason().orElse(""))
            .endsWith("\nwhat was running is done as a whole or not at all");
      }
      FaultRun.awaitNoBuilds(db);
      assertThat(scenario.applied()).isIn(List.of(), List.of("aaaa1111", "bbbb2222"));
      inOne(scenario);
      assertThat(db.list("SELECT n FROM a")).containsExactly("1", "2");
    }
  }

  private static Upgrade.Result inOne(Scenario build) {
    return build.upgrade(Existing.FAIL, TransactionMode.ALL);
  }

  @Test
  void aDowngradeMayBeDoneToo() throws Exception {
    scenario.upgrade();
    Problem problem;
    try (FaultProxy proxy =
            new FaultProxy(
                db, Trigger.beforeAnswerTo(sql -> sql.contains("DELETE FROM a")), Fault.RESET);
        FaultRun run = new FaultRun(() -> build(proxy).downgrade("-1", Optional.of(db.name())))) {
      problem = run.problem().orElseThrow();
    }
    FaultRun.awaitNoBuilds(db);
    assertThat(problem.code()).isEqualTo(Code.CONNECTION_LOST);
    assertThat(problem.reason().orElse(""))
        .endsWith("\nwhat was running is done as a whole or not at all");
    assertThat(scenario.applied()).containsExactly("aaaa1111");
    assertThat(db.list("SELECT n FROM a")).containsExactly("1");
  }

  @Test
  void aDropGoesOnWithWhatIsLeft() throws Exception {
    scenario.upgrade();
    Problem problem;
    try (FaultProxy proxy =
            new FaultProxy(
                db, Trigger.beforeAnswerTo(sql -> sql.contains("DROP TABLE")), Fault.RESET);
        FaultRun run = new FaultRun(() -> Drops.drop(build(proxy), db.name()))) {
      problem = run.problem().orElseThrow();
    }
    FaultRun.awaitNoBuilds(db);
    assertThat(problem.code()).isEqualTo(Code.CONNECTION_LOST);
    assertThat(problem.summary()).startsWith("unable to drop: ");
    assertThat(problem.hint()).hasValue("run the same command again: it goes on with what is left");
    assertThat(Drops.drop(scenario, db.name()).isIncomplete()).isFalse();
    assertThat(Drops.relations(db, "public")).isEmpty();
  }

  @Test
  void aSectionWithoutATransactionSaysItselfWhatStays() {
    scenario.file(
        "bbbb2222_x.sql",
        """
        -- revision: bbbb2222
        -- down_revision: aaaa1111
        -- saascore:upgrade transaction=none
        INSERT INTO a VALUES (2);
        SELECT 1/0;
        """);
    scenario.upgrade("aaaa1111");
    Problem problem =
        Assertions.catchThrowableOfType(SaascoreException.class, scenario::upgrade).problem();
    assertThat(problem.text())
        .contains("1 statement(s) before it have run and stay")
        .doesNotContain("nothing of this run was kept");
  }
}
