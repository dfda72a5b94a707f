package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.FaultProxy;
import io.github.saascore.testing.FaultProxy.Fault;
import io.github.saascore.testing.FaultProxy.Trigger;
import io.github.saascore.testing.PrivateServer;
import io.github.saascore.testing.TestDatabase;
import io.github.saascore.testing.WholeState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The server itself fails: it stops at once, is killed, or has no memory for locks left. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals to the server are Unix's")
class ServerFaultTest {
  @TempDir static Path home;
  @TempDir Path directory;

  private static PrivateServer server;
  private TestDatabase db;

  @BeforeAll
  static void start() {
    server =
        new PrivateServer(
            home,
            "max_locks_per_transaction=10",
            "max_connections=12",
            "max_prepared_transactions=2",
            "wal_level=logical");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void fresh() {
    db = server.fresh();
  }

  /** The ways in which a server ends without caring for its clients. */
  private interface End {
    void end() throws Exception;
  }

  @Test
  void stopsImmediatelyInTheMiddleOfARevision() throws Exception {
    ends(server::stopImmediately, Trigger.beforeQuery(sql -> sql.contains("'rev00003'")));
  }

  @Test
  void stopsImmediatelyBeforeItSaysThatARevisionIsDone() throws Exception {
    ends(server::stopImmediately, Trigger.beforeAnswerTo(sql -> sql.contains("'rev00003'")));
  }

  @Test
  void isKilledBehindAStatementWithoutATransaction() throws Exception {
    ends(
        server::kill,
        Trigger.beforeAnswerTo(sql -> sql.contains("INDEX CONCURRENTLY invoice_n ON")));
  }

  private void ends(End end, Trigger point) throws Exception {
    FaultStory story = new FaultStory(directory, db);
    try (FaultProxy proxy = new FaultProxy(db, point, Fault.FREEZE);
        FaultRun run = new FaultRun(() -> new Scenario(directory, proxy.url(db.url())).upgrade())) {
      proxy.awaitStrike(run.future());
      end.end();
      proxy.resume();
      Problem problem = run.lost().orElseThrow();
      assertThat(problem.code()).isEqualTo(Code.CONNECTION_LOST);
      SaascoreException refused =
          catchThrowableOfType(SaascoreException.class, story.scenario()::upgrade);
      assertThat(refused.problem().code()).isEqualTo(Code.CONNECTION_REFUSED);
      assertThat(refused.problem().hint()).isPresent();
    }
    server.restart();
    db = server.again(db);
    String left = WholeState.of(db);
    assertThat(FaultStory.isWhole(left, story.up())).as(left).isTrue();
    new Scenario(directory, db).upgrade();
    assertThat(WholeState.of(db)).isEqualTo(story.whole());
  }

  /**
   * The slot waits for all transactions of the server to end, and the subscription for the slot.
   */
  @Test
  void saysThatASubscriptionWithinOneServerNeverEnds() throws Exception {
    TestDatabase publisher = server.fresh();
    Drops.asSuperuser(
        db,
        "GRANT pg_create_subscription TO \"%s\"".formatted(db.user()),
        "GRANT CREATE ON DATABASE \"%s\" TO \"%s\"".formatted(db.name(), db.user()),
        "ALTER ROLE \"%s\" REPLICATION".formatted(publisher.user()));
    publisher.execute("CREATE PUBLICATION p");
    Scenario scenario =
        new Scenario(directory, db)
            .file(
                "aaaa1111_x.sql",
                """
                -- revision: aaaa1111
                -- down_revision: base
                -- saascore:upgrade transaction=none
                CREATE SUBSCRIPTION s
                  CONNECTION 'host=127.0.0.1 port=%s dbname=%s user=%s password=%s' PUBLICATION p;
                """
                    .formatted(
                        publisher.one("SELECT inet_server_port()"),
                        publisher.name(),
                        publisher.user(),
                        publisher.password()));
    try (FaultRun run = new FaultRun(scenario::upgrade)) {
      String told = awaitWord(scenario, run, "never ends");
      assertThat(told)
          .startsWith("CREATE SUBSCRIPTION s: running, waits for pid ")
          .contains("WITH (create_slot = false)")
          .doesNotContain(publisher.password());
      Drops.asSuperuser(
          db,
          """
          SELECT pg_cancel_backend(pid) FROM pg_stat_activity
           WHERE query LIKE 'CREATE SUBSCRIPTION%' AND pid <> pg_backend_pid()
          """);
      assertThat(run.problem().orElseThrow().code()).isEqualTo(Code.SQL);
    }
  }

  /** Such a commit has no limit of time, and no other session is in its way. */
  @Test
  void saysThatACommitWaitsForAStandby() throws Exception {
    Scenario scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (n int);", "")
            .revision("bbbb2222", "aaaa1111", "CREATE TABLE b (n int);", "");
    scenario.upgrade("aaaa1111");
    withoutItsStandby(scenario, scenario::upgrade);
    assertThat(db.one("SELECT to_regclass('b')")).isEqualTo("b");
    assertThat(scenario.upgrade().isNothing()).isTrue();
    withoutItsStandby(scenario, () -> Drops.drop(scenario, db.name()));
    assertThat(db.one("SELECT to_regclass('b')")).isNull();
  }

  private void withoutItsStandby(Scenario scenario, Callable<?> work) throws Exception {
    scenario.events().clear();
    db.execute("ALTER ROLE \"%s\" SET synchronous_commit = on".formatted(db.user()));
    Drops.asSuperuser(
        db,
        "ALTER SYSTEM SET synchronous_standby_names = 'nobody'",
        "SELECT pg_reload_conf()",
        "SELECT pg_sleep(0.2)");
    try (FaultRun run = new FaultRun(work)) {
      String told = awaitWord(scenario, run, "synchronous standby");
      assertThat(told)
          .contains("synchronous_standby_names is 'nobody'", "written on this server and stays");
      Matcher command = Pattern.compile("SELECT pg_cancel_backend\\((\\d+)\\)").matcher(told);
      assertThat(command.find()).isTrue();
      while (!run.future().isDone()) {
        // A drop has several commits.
        db.list(
            "%s FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND pid = %s"
                .formatted(command.group(), command.group(1)));
        Thread.sleep(20);
      }
      assertThat(run.problem()).isEmpty();
    } finally {
      Drops.asSuperuser(
          db, "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
    }
  }

  private static String awaitWord(Scenario scenario, FaultRun run, String word)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!run.future().isDone() && System.nanoTime() < end) {
      for (Event event : scenario.events()) {
        if (event instanceof Event.Waiting waiting && waiting.text().contains(word)) {
          return waiting.text();
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not told: " + scenario.events());
  }

  @Test
  void refusesARevisionThatNeedsMoreLocksThanThereAre() {
    Scenario scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (n int);", "")
            .revision(
                "bbbb2222",
                "aaaa1111",
                "INSERT INTO a VALUES (1);\n"
                    + "SELECT count(pg_advisory_xact_lock(n)) FROM generate_series(1, 100000) n;",
                "");
    scenario.upgrade("aaaa1111");
    String before = WholeState.of(db);
    Problem problem = catchThrowableOfType(SaascoreException.class, scenario::upgrade).problem();
    assertThat(problem.code()).isEqualTo(Code.SQL);
    assertThat(problem.where()).hasValue("bbbb2222_x.sql:7:1");
    assertThat(problem.text())
        .contains("SQLSTATE 53200", "nothing of this run was kept", "split the revision");
    assertThat(WholeState.of(db)).isEqualTo(before);
    scenario.revision("bbbb2222", "aaaa1111", "INSERT INTO a VALUES (1);", "");
    scenario.upgrade();
    assertThat(db.list("SELECT n FROM a")).containsExactly("1");
  }

  @Test
  void saysWhoseFaultItIsWhenOthersHoldAllLocks() throws SQLException {
    Scenario scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (n int); INSERT INTO a VALUES (1);", "");
    String before = WholeState.of(db);
    try (Connection hog = db.connect();
        Statement statement = hog.createStatement()) {
      // Advisory locks of a session outlive the error that ends the statement.
      SQLException full =
          catchThrowableOfType(
              SQLException.class,
              () ->
                  statement.execute(
                      "SELECT count(pg_advisory_lock(n)) FROM generate_series(1, 100000) n"));
      assertThat(full.getSQLState()).isEqualTo("53200");
      Problem problem = catchThrowableOfType(SaascoreException.class, scenario::upgrade).problem();
      assertThat(problem.text()).contains("SQLSTATE 53200");
      assertThat(problem.hint().orElse("")).contains("max_locks_per_transaction");
      statement.execute("SELECT pg_advisory_unlock_all()");
    }
    assertThat(WholeState.of(db)).isEqualTo(before);
    scenario.upgrade();
    assertThat(db.list("SELECT n FROM a")).containsExactly("1");
  }

  /** A prepared transaction has no process that could be named, and outlives the server. */
  @Test
  void namesPreparedTransactionsAndWhatEndsThem() throws Exception {
    SessionOptions waits =
        SessionOptions.defaults().withWaits(Duration.ofMillis(100), 0, Duration.ofSeconds(30));
    Scenario scenario =
        new Scenario(directory, db)
            .with(waits)
            .revision("aaaa1111", "", "CREATE TABLE a (n int);", "");
    scenario.upgrade();
    db.execute("BEGIN; INSERT INTO a VALUES (1); PREPARE TRANSACTION 'it''s'");
    scenario.revision("bbbb2222", "aaaa1111", "ALTER TABLE a ADD COLUMN b int;", "");
    assertNamed(catchThrowableOfType(SaascoreException.class, scenario::upgrade));
    DropCascade drop = new DropCascade(DropOptions.DEFAULTS.withLocks(Duration.ofMillis(100), 0));
    assertNamed(
        catchThrowableOfType(
            SaascoreException.class,
            () ->
                scenario.in(
                    database ->
                        drop.run(
                            database,
                            drop.plan(database, List.of("public")),
                            Optional.of(db.name()),
                            DropListener.SILENT))));
    server.stopImmediately();
    server.restart();
    db = server.again(db);
    Scenario again =
        new Scenario(directory, db)
            .with(waits)
            .file(
                "bbbb2222_x.sql",
                """
                -- revision: bbbb2222
                -- down_revision: aaaa1111
                -- saascore:upgrade transaction=none
                CREATE INDEX CONCURRENTLY a_n ON a (n);
                """);
    CompletableFuture<Upgrade.Result> build = CompletableFuture.supplyAsync(again::upgrade);
    while (said(again).isEmpty()) {
      Thread.sleep(50);
    }
    assertThat(said(again)).containsPattern("waits for " + PREPARED);
    db.execute("ROLLBACK PREPARED 'it''s'");
    assertThat(build.get(1, TimeUnit.MINUTES).applied()).hasSize(1);
  }

  private static final String PREPARED =
      "the prepared transaction 'it''s' \\(role \\S+, since [-\\d]{10} [:\\d]{8};"
          + " to end it: ROLLBACK PREPARED 'it''s'\\)";

  private static void assertNamed(SaascoreException refused) {
    assertThat(refused.problem().code()).isEqualTo(Code.LOCKED);
    assertThat(refused.problem().text()).containsPattern("(waits for|is held by) " + PREPARED);
  }

  private static String said(Scenario scenario) {
    return scenario.events().stream()
        .filter(Event.Waiting.class::isInstance)
        .map(event -> ((Event.Waiting) event).text())
        .collect(Collectors.joining("\n"));
  }
}
