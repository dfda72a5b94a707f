package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Waits for tables that other sessions use: bounded, told, and undone when they fail. */
@ExtendWith(PostgresExtension.class)
class LockWaitTest {
  private static final SessionOptions SHORT =
      SessionOptions.defaults().withWaits(Duration.ofMillis(100), 1, Duration.ofSeconds(30));

  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario = new Scenario(directory, db).revision("aaaa1111", "", "CREATE TABLE a (id int);", "");
    scenario.upgrade();
    scenario.with(SHORT);
  }

  private List<String> said() {
    return scenario.events().stream()
        .filter(Event.Waiting.class::isInstance)
        .map(event -> ((Event.Waiting) event).text())
        .toList();
  }

  private static final String HOLDER =
      "pid \\d+ \\(application PostgreSQL JDBC Driver, role \\S+, from \\S+,"
          + " in transaction since \\d\\d:\\d\\d:\\d\\d, idle in transaction\\)"
          + ": SELECT .*a.*";

  @Test
  void namesTheSessionsItWillQueueBehind() throws Exception {
    scenario.revision("bbbb2222", "aaaa1111", "ALTER TABLE a ADD COLUMN b int;", "");
    try (Connection reader = Interruption.open(db, "SELECT * FROM a")) {
      Thread.sleep(1100);
      SaascoreException e = catchThrowableOfType(SaascoreException.class, () -> scenario.upgrade());
      assertThat(e.problem().code()).isEqualTo(Code.LOCKED);
      assertThat(e.problem().text())
          .containsPattern("ALTER TABLE a ADD COLUMN b waits for " + HOLDER)
          .contains("gave up after 2 tries", "nothing of this run was kept");
      assertThat(reader.isClosed()).isFalse();
    }
    assertThat(said()).hasSize(2);
    assertThat(said().get(0)).matches("ALTER TABLE a ADD COLUMN b will queue behind " + HOLDER);
    assertThat(said().get(1))
        .matches(
            "ALTER TABLE a ADD COLUMN b waits for "
                + HOLDER
                + "; rolled back, trying again in 0[.,]\\d s \\(1 of 1\\)");
    assertThat(scenario.applied()).containsExactly("aaaa1111");
  }

  @Test
  void saysNothingOfReadersThatAreNotInTheWay() throws SQLException {
    scenario.revision("bbbb2222", "aaaa1111", "CREATE INDEX ON a (id);", "");
    try (Connection reader = Interruption.open(db, "SELECT * FROM a")) {
      assertThat(scenario.upgrade().applied()).hasSize(1);
      assertThat(reader.isClosed()).isFalse();
    }
    assertThat(said()).isEmpty();
  }

  @Test
  void triesSingleStatementsAgainToo() throws SQLException {
    scenario.file(
        "bbbb2222_x.sql",
        """
        -- revision: bbbb2222
        -- down_revision: aaaa1111
        -- saascore:upgrade transaction=none
        INSERT INTO a VALUES (1);
        ALTER TABLE a ADD COLUMN b int;
        VACUUM a;
        """);
    try (Connection reader = Interruption.open(db, "SELECT * FROM a")) {
      SaascoreException e = catchThrowableOfType(SaascoreException.class, () -> scenario.upgrade());
      assertThat(e.problem().code()).isEqualTo(Code.LOCKED);
      assertThat(reader.isClosed()).isFalse();
    }
    assertThat(said()).anyMatch(text -> text.contains("ALTER TABLE a ADD COLUMN b waits for pid"));
    scenario.upgrade();
    assertThat(db.one("SELECT count(*) FROM a")).isEqualTo("1");
  }

  @Test
  void namesWhoMayHoldWhatIsNoTable() throws SQLException {
    db.execute("CREATE TYPE e AS ENUM ('a')");
    scenario.revision("bbbb2222", "aaaa1111", "ALTER TYPE e ADD VALUE 'b';", "");
    try (Connection other = Interruption.open(db, "COMMENT ON TYPE e IS 'a'")) {
      SaascoreException e = catchThrowableOfType(SaascoreException.class, () -> scenario.upgrade());
      assertThat(e.problem().text()).containsPattern("it may wait for pid \\d+ \\(application");
      assertThat(other.isClosed()).isFalse();
    }
    assertThat(said())
        .anyMatch(text -> text.matches("it may wait for pid \\d+ .*COMMENT ON TYPE.*"));
    assertThat(scenario.upgrade().applied()).hasSize(1);
  }

  /** Who allows long waits is told of them before they are over. */
  @Test
  void tellsForWhomATransactionWaits() throws Exception {
    scenario.with(
        SessionOptions.defaults().withWaits(Duration.ofMinutes(5), 0, Duration.ofSeconds(30)));
    scenario.revision("bbbb2222", "aaaa1111", "ALTER TABLE a ADD COLUMN b int;", "");
    assertToldOnceItIsOver(scenario::upgrade);
    assertThat(scenario.applied()).hasSize(2);
  }

  @Test
  void namesTheSessionsThatADropWillQueueBehind() throws Exception {
    DropCascade drop = new DropCascade(DropOptions.DEFAULTS.withLocks(Duration.ofMillis(100), 0));
    try (Connection reader = Interruption.open(db, "SELECT * FROM a")) {
      Thread.sleep(1100);
      SaascoreException e =
          catchThrowableOfType(
              SaascoreException.class, () -> Drops.drop(scenario, drop, db.name()));
      assertThat(e.problem().text()).containsPattern("a is held by " + HOLDER);
      assertThat(reader.isClosed()).isFalse();
    }
    assertThat(said())
        .singleElement()
        .asString()
        .matches("will queue behind others: a is held by " + HOLDER);
  }

  @Test
  void tellsForWhomADropWaits() throws Exception {
    DropCascade drop = new DropCascade(DropOptions.DEFAULTS.withLocks(Duration.ofMinutes(5), 0));
    assertToldOnceItIsOver(() -> Drops.drop(scenario, drop, db.name()));
    assertThat(db.one("SELECT to_regclass('a')")).isNull();
  }

  private void assertToldOnceItIsOver(Callable<?> work) throws Exception {
    try (Connection reader = Interruption.open(db, "SELECT * FROM a")) {
      scenario.when(
          event -> {
            if (event instanceof Event.Waiting) {
              close(reader);
            }
          });
      work.call();
    }
    assertThat(said()).singleElement().asString().matches("waits for " + HOLDER + "\\(\\d+ s\\)");
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tellsForWhomAConcurrentIndexWaits() throws Exception {
    scenario.file(
        "bbbb2222_x.sql",
        """
        -- revision: bbbb2222
        -- down_revision: aaaa1111
        -- saascore:upgrade transaction=none
        CREATE INDEX CONCURRENTLY a_id ON a (id);
        """);
    Thread build = new Thread(() -> scenario.upgrade());
    try (Connection writer = Interruption.open(db, "INSERT INTO a VALUES (1)")) {
      build.start();
      while (said().stream().noneMatch(text -> text.contains("waits for"))) {
        Thread.sleep(50);
      }
      assertThat(writer.isClosed()).isFalse();
    }
    build.join();
    assertThat(said().get(0))
        .matches(
            "CREATE INDEX a_id ON a: waiting for writers before build, waits for pid \\d+"
                + " \\(application PostgreSQL JDBC Driver, role \\S+, from \\S+, in transaction"
                + " since \\d\\d:\\d\\d:\\d\\d, idle in transaction\\): INSERT INTO a VALUES"
                + " \\(1\\) \\(\\d+ s\\)");
    assertThat(scenario.applied()).hasSize(2);
  }

  @Test
  void setsItsWaitsForItsTransactionsOnly() {
    scenario.with(SessionOptions.defaults().withStatementTimeout(Duration.ofMinutes(7)));
    scenario.revision(
        "bbbb2222",
        "aaaa1111",
        """
        CREATE TABLE waits AS
          SELECT name, setting FROM pg_settings
           WHERE name IN ('lock_timeout', 'statement_timeout', 'tcp_keepalives_idle',
                          'idle_in_transaction_session_timeout', 'client_connection_check_interval')
        """,
        "");
    db.execute(
        "ALTER DATABASE \"%s\" SET idle_in_transaction_session_timeout = '3s'"
            .formatted(db.name()));
    scenario.upgrade();
    assertThat(db.list("SELECT name || ' ' || setting FROM waits ORDER BY name"))
        .containsExactly(
            "client_connection_check_interval 1000",
            "idle_in_transaction_session_timeout 0",
            "lock_timeout 5000",
            "statement_timeout 420000",
            "tcp_keepalives_idle 30");
  }

  /** With one snapshot for all of it, the copy would not have what was committed meanwhile. */
  @Test
  void aScriptThatWaitsForALockSeesWhatWasCommittedMeanwhile() throws Exception {
    db.execute(
        "ALTER DATABASE \"%s\" SET default_transaction_isolation = 'repeatable read'"
            .formatted(db.name()));
    scenario.with(SessionOptions.defaults());
    scenario.revision(
        "bbbb2222", "aaaa1111", "LOCK TABLE a; CREATE TABLE b AS SELECT id FROM a;", "");
    Thread build = new Thread(() -> scenario.upgrade());
    try (Connection writer = Interruption.open(db, "INSERT INTO a VALUES (1)")) {
      build.start();
      while (db.list("SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'a'::regclass")
          .isEmpty()) {
        Thread.sleep(20);
      }
      writer.commit();
    }
    build.join();
    assertThat(db.list("SELECT id FROM b")).containsExactly("1");
  }

  @Test
  void holdsNoTransactionWhileItWaitsForAnotherBuild() throws Exception {
    scenario.revision("bbbb2222", "aaaa1111", "CREATE TABLE b (id int);", "");
    Scenario other = new Scenario(directory, db);
    String open =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'saascore:test'"
            + " AND datname = current_database() AND state <> 'active'"
            + " AND (backend_xmin IS NOT NULL OR xact_start IS NOT NULL)";
    other
        .in(
            database -> {
              try (var lock = database.lock()) {
                lock.acquire(text -> {});
                Thread waiter = new Thread(() -> scenario.upgrade());
                waiter.start();
                while (said().isEmpty()) {
                  Thread.onSpinWait();
                }
                for (int i = 0; i < 20; i++) {
                  assertThat(db.one(open)).isEqualTo("0");
                }
                return waiter;
              }
            })
        .join();
    assertThat(said().get(0)).contains("waiting for another build: pid ");
    assertThat(scenario.applied()).hasSize(2);
  }
}
