package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Pooling;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PgBouncer;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everything goes through a real PgBouncer that hands out connections by transaction. */
@ExtendWith(PostgresExtension.class)
class PoolerTest {
  private static final int BUILDS = 8;
  private static final int REVISIONS = 15;
  private static final String NONE =
      """
      -- revision: cccc3333
      -- down_revision: bbbb2222
      -- saascore:upgrade transaction=none
      CREATE INDEX CONCURRENTLY a_id ON a (id);
      -- saascore:downgrade
      DROP INDEX a_id;
      """;

  /** What PgBouncer itself and the driver set on every server connection. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "application_name",
          "client_encoding",
          "DateStyle",
          "TimeZone",
          "standard_conforming_strings",
          "extra_float_digits");

  @TempDir Path directory;
  private TestDatabase db;
  private PgBouncer bouncer;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) throws Exception {
    db = database;
    bouncer = PgBouncer.start(database, "transaction");
    scenario =
        pooled()
            .revision("aaaa1111", "", "CREATE TABLE a (id int);", "DROP TABLE a;")
            .revision("bbbb2222", "aaaa1111", "CREATE TABLE b (id int);", "DROP TABLE b;");
  }

  @AfterEach
  void stop() throws Exception {
    if (bouncer != null) {
      assertNothingLeaked();
      bouncer.close();
    }
  }

  private Scenario pooled() {
    return new Scenario(directory, bouncer.url());
  }

  private static Problem refused(ThrowingCallable run) {
    return catchThrowableOfType(SaascoreException.class, run).problem();
  }

  /** Looks at the server connections that the pool now hands out to others. */
  private void assertNothingLeaked() throws Exception {
    List<Connection> open = new ArrayList<>();
    Set<String> leaked = new TreeSet<>();
    try {
      for (int i = 0; i < BUILDS; i++) {
        Connection connection = DriverManager.getConnection(bouncer.url());
        open.add(connection);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
            ResultSet rows =
                statement.executeQuery(
                    """
                    SELECT name || ' = ' || setting, name FROM pg_settings
                     WHERE source = 'session'
                    UNION ALL
                    SELECT 'role = ' || current_user, '' WHERE current_user <> session_user
                    UNION ALL
                    SELECT 'advisory lock of ' || pid, '' FROM pg_locks
                     WHERE locktype = 'advisory' AND database =
                           (SELECT oid FROM pg_database WHERE datname = current_database())
                    """)) {
          while (rows.next()) {
            if (!NOT_OURS.contains(rows.getString(2))) {
              leaked.add(rows.getString(1));
            }
          }
        }
      }
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
    assertThat(leaked).isEmpty();
  }

  @Test
  void isRecognised() throws Exception {
    assertThat(scenario.<Pooling>in(database -> database.session().pooling()))
        .isEqualTo(Pooling.TRANSACTION);
    assertThat(new Scenario(directory, db).<Pooling>in(database -> database.session().pooling()))
        .isEqualTo(Pooling.NONE);
    try (PgBouncer session = PgBouncer.start(db, "session")) {
      assertThat(
              new Scenario(directory, session.url())
                  .<Pooling>in(database -> database.session().pooling()))
          .isEqualTo(Pooling.SESSION);
    }
  }

  @Test
  void upgradesDowngradesAndStamps() {
    assertThat(scenario.upgrade().applied()).hasSize(2);
    assertThat(scenario.upgrade().isNothing()).isTrue();
    assertThat(scenario.downgrade("-1").undone()).hasSize(1);
    assertThat(db.one("SELECT to_regclass('b')")).isNull();
    scenario.stamp(false, "heads");
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222");
    scenario.stamp(true, "aaaa1111");
    assertThat(scenario.applied()).containsExactly("aaaa1111");
    assertThat(scenario.upgrade().applied()).hasSize(1);
  }

  @Test
  void worksInAConfiguredSchema() {
    scenario.with(SessionOptions.defaults().withSchema("app"));
    scenario.upgrade();
    assertThat(
            db.list("SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename = 'a'"))
        .containsExactly("app.a");
    assertThat(scenario.applied()).hasSize(2);
  }

  @Test
  void copiesData() {
    scenario.revision(
        "cccc3333",
        "bbbb2222",
        "COPY a (id) FROM stdin;\n1\n2\n\\.\nCOPY b FROM stdin;\n3\n\\.",
        "");
    scenario.upgrade();
    assertThat(db.list("SELECT id FROM a UNION ALL SELECT id FROM b ORDER BY 1"))
        .containsExactly("1", "2", "3");
  }

  @Test
  void replaysCarefully() {
    db.execute("CREATE TABLE a (id int, old text)");
    scenario.revision(
        "cccc3333", "bbbb2222", "INSERT INTO a VALUES (1);\nSELECT missing FROM a;", "");
    Problem problem = refused(scenario::upgrade);
    assertThat(problem.code()).isEqualTo(Code.MISSING_OBJECT);
    assertThat(problem.where().orElse("")).contains("cccc3333_x.sql:7:8");
    assertThat(db.list("SELECT id FROM a")).isEmpty();
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222");
    assertThat(db.list("SELECT outcome FROM saascore_event WHERE revision = 'cccc3333'"))
        .containsExactly("failed");
  }

  @Test
  void refusesWhatCannotWorkBeforeAnythingRuns() {
    scenario.file("cccc3333_x.sql", NONE);
    Problem problem = refused(scenario::upgrade);
    assertThat(problem.code()).isEqualTo(Code.POOLER);
    assertThat(problem.text())
        .contains("revision cccc3333 needs a direct connection", "DIRECT_URL", "nothing was run");
    assertThat(db.one("SELECT to_regclass('a')")).isNull();
    assertThat(db.one("SELECT to_regclass('saascore_revision')")).isNull();
    assertThat(scenario.upgrade("bbbb2222").applied()).hasSize(2);
  }

  /** What doctor names behind the pooler, with the direct URL in it, really goes on. */
  @Test
  void namesTheDirectWayToARevisionInTheMiddle() {
    Scenario direct = new Scenario(directory, db);
    String pending = "mvn saascore:upgrade";
    String middle = "mvn saascore:upgrade -Dsaascore.url=<the URL without the pooler>";
    assertThat(mending(scenario, "pending")).containsExactly(pending);
    scenario.file("cccc3333_x.sql", NONE.replace("(id);", "((1 / id));"));
    assertThat(mending(scenario, "pending")).containsExactly(middle);
    assertThat(mending(direct, "pending")).containsExactly(pending);
    direct.upgrade("bbbb2222");
    db.execute("INSERT INTO a VALUES (0)");
    refused(direct::upgrade);
    assertThat(refused(scenario::upgrade).code()).isEqualTo(Code.POOLER);
    assertThat(mending(scenario, "in the middle")).containsExactly(middle);
    assertThat(mending(direct, "in the middle")).containsExactly(pending);
    scenario.delete("cccc3333");
    assertThat(mending(scenario, "in the middle"))
        .containsExactly("put its file back (version control), then: " + middle);
    scenario.file("cccc3333_x.sql", NONE.replace("(id);", "((1 / id));"));
    db.execute("DELETE FROM a");
    assertThat(direct.upgrade().standing().atHeads()).isTrue();
    assertThat(mending(scenario, "in the middle")).isEmpty();
  }

  private static List<String> mending(Scenario from, String what) {
    return from
        .in(database -> new Doctor(database, () -> Optional.of(from.sources())).examine())
        .findings()
        .stream()
        .filter(finding -> finding.topic().equals("revisions") && finding.text().contains(what))
        .flatMap(finding -> finding.command().stream())
        .toList();
  }

  @Test
  void runsEverythingBehindAPoolerForSessions() throws Exception {
    scenario.file("cccc3333_x.sql", NONE);
    try (PgBouncer session = PgBouncer.start(db, "session")) {
      new Scenario(directory, session.url()).upgrade();
    }
    assertThat(db.one("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"))
        .isEqualTo("t");
  }

  /** The second connection, which is to tell what the pooler does, waits for the first one. */
  @Test
  void needsNoSecondConnectionOfThePool() throws Exception {
    try (PgBouncer session = PgBouncer.start(db, "session", 1)) {
      Scenario narrow = new Scenario(directory, session.url());
      assertThat(narrow.upgrade().applied()).hasSize(2);
      scenario.file("cccc3333_x.sql", NONE);
      assertThat(refused(narrow::upgrade).text())
          .contains(
              "could not be found out",
              "a second connection got no answer within 3 s",
              "let two connections through the pooler, or set DIRECT_URL");
      scenario.delete("cccc3333");
    }
  }

  @Test
  void saysThatStatementsCannotBePooled() throws Exception {
    scenario.upgrade();
    try (PgBouncer statements = PgBouncer.start(db, "statement")) {
      Scenario pooled = new Scenario(directory, statements.url());
      DropCascade drop = new DropCascade(DropOptions.DEFAULTS);
      assertThat(refused(() -> pooled.in(database -> dropAll(drop, database))).hint().orElse(""))
          .contains("pool_mode=statement cannot serve migrations", "DIRECT_URL");
    }
    assertThat(scenario.upgrade().isNothing()).isTrue();
  }

  @Test
  void waitsForADirectBuild() {
    Scenario direct = new Scenario(directory, db);
    direct.in(
        database -> {
          try (BuildLock lock = database.lock()) {
            lock.acquire(text -> {});
            scenario.with(
                SessionOptions.defaults()
                    .withWaits(Duration.ofSeconds(5), 3, Duration.ofMillis(500)));
            assertThat(refused(scenario::upgrade).code()).isEqualTo(Code.LOCKED);
            return true;
          }
        });
    assertThat(scenario.events())
        .contains(new Event.Waiting("waiting for another build that works on this database"));
    assertThat(scenario.upgrade().applied()).hasSize(2);
  }

  @Test
  void dropsUnderTheLockOfEachTransaction() {
    scenario.upgrade();
    DropCascade drop = new DropCascade(DropOptions.DEFAULTS.withLocks(Duration.ofSeconds(5), 1));
    Scenario direct = new Scenario(directory, db);
    direct.in(
        database -> {
          try (BuildLock lock = database.lock()) {
            lock.acquire(text -> {});
            assertThat(refused(() -> scenario.in(pooled -> dropAll(drop, pooled))).text())
                .contains("another build works on this database");
            return true;
          }
        });
    assertThat(db.one("SELECT to_regclass('a')")).isEqualTo("a");
    assertThat(scenario.<DropResult>in(pooled -> dropAll(drop, pooled)).left()).isEmpty();
    assertThat(db.one("SELECT to_regclass('a')")).isNull();
  }

  private DropResult dropAll(DropCascade drop, Database database) {
    DropPlan plan = drop.plan(database, List.of("public"));
    return drop.run(database, plan, Optional.of(db.name()), DropListener.SILENT);
  }

  private List<Upgrade.Result> atOnce(Callable<Upgrade.Result> build) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(BUILDS);
    List<Upgrade.Result> results = new ArrayList<>();
    try {
      List<Callable<Upgrade.Result>> builds = new ArrayList<>();
      for (int i = 0; i < BUILDS; i++) {
        builds.add(build);
      }
      for (Future<Upgrade.Result> run : threads.invokeAll(builds)) {
        results.add(run.get());
      }
    } finally {
      threads.shutdownNow();
    }
    return results;
  }

  private void writeMany() {
    for (int i = 0; i < REVISIONS; i++) {
      String parent = i == 0 ? "bbbb2222" : "many%04d".formatted(i - 1);
      scenario.revision(
          "many%04d".formatted(i),
          parent,
          "INSERT INTO a VALUES (" + i + "); SELECT pg_sleep(0.02);",
          "DELETE FROM a WHERE id = " + i + ";");
    }
  }

  private void assertEachRanOnce(List<Upgrade.Result> results) {
    assertThat(results).allMatch(result -> result.standing().atHeads());
    assertThat(results.stream().mapToInt(result -> result.applied().size()).sum())
        .isEqualTo(REVISIONS + 2);
    assertThat(db.list("SELECT id FROM a")).hasSize(REVISIONS).doesNotHaveDuplicates();
    assertThat(db.one("SELECT count(*) FROM saascore_revision")).isEqualTo("17");
  }

  @Test
  void appliesEachRevisionOnceWhenEightBuildsMeet() throws Exception {
    writeMany();
    assertEachRanOnce(atOnce(() -> pooled().upgrade()));
  }

  /** RESET ALL comes back to what the role has: PgBouncer made the connection, not the driver. */
  @Test
  void keepsWhatTheDriverGoesByWhateverTheRoleHas() throws Exception {
    asks("DateStyle", "German");
    asks("client_encoding", "LATIN1");
    asks("TimeZone", "Asia/Kathmandu");
    asks("standard_conforming_strings", "off");
    scenario.revision(
        "cccc3333",
        "bbbb2222",
        "SET DateStyle = 'SQL'; SET standard_conforming_strings = off; CREATE TABLE c (n int);",
        "DROP TABLE c;");
    scenario.revision(
        "dddd4444", "cccc3333", "CREATE TABLE d (t text); INSERT INTO d VALUES ('C:\\new');", "");
    assertThat(scenario.upgrade().applied()).hasSize(4);
    assertThat(db.one("SELECT t FROM d")).isEqualTo("C:\\new");
    scenario.stamp(false, "cccc3333");
    assertThat(scenario.downgrade("aaaa1111").undone()).hasSize(2);
    try (PgBouncer session = PgBouncer.start(db, "session")) {
      Scenario held = new Scenario(directory, session.url());
      held.file(
          "cccc3333_x.sql", NONE.replace("CREATE INDEX", "CREATE TABLE c (n int);\nCREATE INDEX"));
      held.delete("dddd4444");
      assertThat(held.upgrade().applied()).hasSize(2);
    }
  }

  @Test
  void saysThatAPausedPoolerAnswersNobody() {
    pauseAfter(event -> event instanceof Event.Upgraded done && done.number() == 1);
    assertThat(scenario.upgrade().applied()).hasSize(2);
    assertToldOfThePause();
  }

  @Test
  void saysSoToWhoDrops() {
    scenario.upgrade();
    pauseAfter(event -> false);
    DropCascade drop = new DropCascade(DropOptions.DEFAULTS);
    DropResult result =
        scenario.in(
            pooled ->
                drop.run(
                    pooled,
                    drop.plan(pooled, List.of("public")),
                    Optional.of(db.name()),
                    new Pausing()));
    assertThat(result.left()).isEmpty();
    assertToldOfThePause();
  }

  private final class Pausing implements DropListener {
    @Override
    public void starting(DropPlan plan) {
      unchecked(bouncer::pause);
    }

    @Override
    public void dropped(DropBatch batch, int done, int total) {}

    @Override
    public void waiting(DropBatch batch, String reason, int attempt) {}
  }

  private void pauseAfter(Predicate<Event> begin) {
    scenario.when(
        event -> {
          if (begin.test(event)) {
            unchecked(bouncer::pause);
          } else if (event instanceof Event.Waiting) {
            unchecked(bouncer::resume);
          }
        });
  }

  private void assertToldOfThePause() {
    assertThat(scenario.events())
        .filteredOn(Event.Waiting.class::isInstance)
        .singleElement()
        .matches(event -> event.toString().contains("none to a second connection"))
        .matches(event -> event.toString().contains("SHOW DATABASES, then RESUME"));
  }

  private interface Step {
    void run() throws Exception;
  }

  private static void unchecked(Step step) {
    try {
      step.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void asks(String setting, String value) {
    db.execute("ALTER ROLE \"%s\" SET %s = '%s'".formatted(db.user(), setting, value));
  }

  @Test
  void appliesAllTogetherOnceWhenEightBuildsMeet() throws Exception {
    writeMany();
    assertEachRanOnce(atOnce(() -> pooled().upgrade(Existing.SKIP, TransactionMode.ALL)));
  }

  @Test
  void runsNothingOnTopOfWhatWasUndoneMeanwhile() {
    Scenario other = pooled();
    scenario.when(
        event -> {
          if (event instanceof Event.Upgraded done && done.number() == 1) {
            other.downgrade("base");
          }
        });
    Problem problem = refused(scenario::upgrade);
    assertThat(problem.code()).isEqualTo(Code.LOCKED);
    assertThat(problem.text())
        .contains("revision aaaa1111 below it was undone meanwhile", "run the same goal again");
    assertThat(scenario.applied()).isEmpty();
    assertThat(pooled().upgrade().applied()).hasSize(2);
  }

  @Test
  void undoesNothingBelowWhatWasAppliedMeanwhile() {
    scenario.upgrade();
    Scenario other = pooled();
    scenario.when(
        event -> {
          if (event instanceof Event.Downgraded done && done.number() == 1) {
            other.upgrade();
          }
        });
    assertThat(refused(() -> scenario.downgrade("base")).text())
        .contains("a revision above it was applied meanwhile");
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222");
  }

  @Test
  void continuesWithTheNextWhenAnotherBuildWasFaster() {
    Scenario other = pooled();
    writeMany();
    scenario.when(
        event -> {
          if (event instanceof Event.Upgraded done && done.number() == 3) {
            other.upgrade("many0004");
          }
        });
    Upgrade.Result result = scenario.upgrade();
    assertThat(result.applied()).hasSize(REVISIONS + 2 - 4);
    assertThat(scenario.events()).filteredOn(Event.DoneElsewhere.class::isInstance).hasSize(4);
    assertThat(result.standing().atHeads()).isTrue();
  }
}
