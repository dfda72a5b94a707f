package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class UpgradeTest {
  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario = new Scenario(directory, database);
  }

  private void threeInLine() {
    scenario
        .revision("aaaa1111", "", "CREATE TABLE a (id int PRIMARY KEY);", "DROP TABLE a;")
        .revision("bbbb2222", "aaaa1111", "CREATE TABLE b (id int REFERENCES a);", "DROP TABLE b;")
        .revision(
            "cccc3333",
            "bbbb2222",
            "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1);",
            "DELETE FROM b; DELETE FROM a;");
  }

  private SaascoreException refused(Runnable run) {
    return catchThrowableOfType(SaascoreException.class, run::run);
  }

  @Test
  void appliesWhatIsPendingInOrderAndSaysWhereTheDatabaseStands() {
    threeInLine();
    Upgrade.Result result = scenario.upgrade();
    assertThat(result.applied())
        .extracting(r -> r.id().value())
        .containsExactly("aaaa1111", "bbbb2222", "cccc3333");
    assertThat(result.tables()).containsExactly("a", "b");
    assertThat(result.standing().atHeads()).isTrue();
    assertThat(result.standing().tips())
        .extracting(r -> r.id().value())
        .containsExactly("cccc3333");
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222", "cccc3333");
    assertThat(db.list("SELECT id FROM b")).containsExactly("1");
  }

  @Test
  void changesNothingTheSecondTime() {
    threeInLine();
    scenario.upgrade();
    String before = db.one("SELECT concat(count(*), ' ', max(id)) FROM saascore_event");
    Upgrade.Result second = scenario.upgrade();
    assertThat(second.isNothing()).isTrue();
    assertThat(second.standing().atHeads()).isTrue();
    assertThat(db.one("SELECT concat(count(*), ' ', max(id)) FROM saascore_event"))
        .isEqualTo(before);
  }

  @Test
  void keepsARowAndAnEventOfEachRevision() {
    threeInLine();
    scenario.upgrade();
    assertThat(
            db.list(
                "SELECT concat_ws('|', revision, down_revision, how, state, length(checksum),"
                    + " downgrade, duration_ms >= 0) FROM saascore_revision WHERE revision ="
                    + " 'bbbb2222'"))
        .containsExactly(
            "bbbb2222|{aaaa1111}|upgraded|applied|64|-- saascore:downgrade\nDROP TABLE b;\n|t");
    assertThat(
            db.list(
                "SELECT what || ' ' || revision || ' ' || outcome || ' ' || client FROM"
                    + " saascore_event ORDER BY id"))
        .containsExactly(
            "upgrade aaaa1111 ok tester@here",
            "upgrade bbbb2222 ok tester@here",
            "upgrade cccc3333 ok tester@here");
    assertThat(
            db.list(
                "SELECT attname FROM pg_attribute WHERE attrelid IN ('saascore_revision'::regclass,"
                    + " 'saascore_event'::regclass, 'saascore_repeatable'::regclass) AND attnum > 0"
                    + " AND col_description(attrelid, attnum) IS NULL"))
        .as("columns without a comment")
        .containsExactly("id");
  }

  @Test
  void namesFileLineStatementAndWhatStaysWhenTheServerRefuses() {
    threeInLine();
    scenario.file(
        "dddd4444_x.sql",
        """
        -- revision: dddd4444
        -- down_revision: cccc3333
        -- saascore:upgrade
        CREATE TABLE d (id int);
        INSERT INTO d VALUES (1);
        INSERT INTO d
          VALUES (nothing);
        -- saascore:downgrade
        DROP TABLE d;
        """);
    SaascoreException e = refused(() -> scenario.upgrade());
    Problem problem = e.problem();
    assertThat(problem.code()).isEqualTo(Code.MISSING_OBJECT);
    assertThat(problem.summary()).isEqualTo("column \"nothing\" does not exist");
    assertThat(problem.where())
        .hasValueSatisfying(where -> assertThat(where).endsWith("dddd4444_x.sql:7:11"));
    assertThat(problem.reason())
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .contains(
                        "revision dddd4444",
                        "SQLSTATE 42703",
                        "3 of 4 of this run are done and stay"));
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222", "cccc3333");
    assertThat(db.one("SELECT to_regclass('d') IS NULL")).isEqualTo("t");
    assertThat(
            db.list(
                "SELECT outcome || ' ' || revision FROM saascore_event WHERE outcome = 'failed'"))
        .containsExactly("failed dddd4444");
  }

  @Test
  void leavesNothingOfTheRunWhenItIsOneTransaction() {
    threeInLine();
    scenario.revision("dddd4444", "cccc3333", "SELECT 1/0;", "");
    SaascoreException e = refused(() -> scenario.upgrade(Existing.SKIP, TransactionMode.ALL));
    assertThat(e.problem().reason().orElse("")).contains("nothing of this run was kept");
    assertThat(scenario.applied()).isEmpty();
    assertThat(db.one("SELECT to_regclass('a') IS NULL")).isEqualTo("t");
    scenario.delete("dddd4444");
    scenario.upgrade(Existing.SKIP, TransactionMode.ALL);
    assertThat(scenario.applied()).hasSize(3);
    assertThat(db.one("SELECT count(DISTINCT xmin::text) FROM saascore_revision")).isEqualTo("1");
  }

  @Test
  void skipsWhatExistsAndNamesIt() {
    db.execute(
        "CREATE TABLE a (id int PRIMARY KEY, extra text)", "INSERT INTO a VALUES (7, 'kept')");
    scenario.revision(
        "aaaa1111",
        "",
        """
        CREATE TYPE mood AS ENUM ('ok');
        CREATE TABLE a (id int PRIMARY KEY);
        CREATE TABLE b (id int REFERENCES a);
        ALTER TABLE a ADD COLUMN extra text, ADD COLUMN more int;
        ALTER TABLE a ADD PRIMARY KEY (id);
        CREATE INDEX a_more ON a (more);
        """,
        "");
    Upgrade.Result result = scenario.upgrade();
    assertThat(result.skipped())
        .extracting(Skipped::reason)
        .containsExactly(
            "relation \"a\" already exists",
            "column \"extra\" of relation \"a\" already exists",
            "multiple primary keys for table \"a\" are not allowed");
    assertThat(result.skipped().get(0).what()).isEqualTo("CREATE TABLE a");
    assertThat(result.skipped().get(0).where()).endsWith("aaaa1111_x.sql:7:1");
    assertThat(db.list("SELECT id || extra || coalesce(more, 0) FROM a")).containsExactly("7kept0");
    assertThat(db.one("SELECT count(*) FROM pg_class WHERE relname IN ('b', 'a_more')"))
        .isEqualTo("2");
  }

  @Test
  void doesNotSkipARenameOntoWhatExists() {
    scenario.revision("aaaa1111", "", "CREATE TABLE a (); CREATE TABLE b ();", "");
    scenario.revision("bbbb2222", "aaaa1111", "ALTER TABLE a RENAME TO b;", "");
    SaascoreException e = refused(() -> scenario.upgrade());
    assertThat(e.problem().code()).isEqualTo(Code.EXISTS);
    assertThat(scenario.applied()).containsExactly("aaaa1111");
  }

  @Test
  void failsOnWhatExistsWhenAskedTo() {
    db.execute("CREATE TABLE a ()");
    scenario.revision("aaaa1111", "", "CREATE TABLE a ();", "");
    SaascoreException e = refused(() -> scenario.upgrade(Existing.FAIL, TransactionMode.REVISION));
    assertThat(e.problem().code()).isEqualTo(Code.EXISTS);
    assertThat(e.problem().hint().orElse(""))
        .contains("mvn saascore:stamp", "-Dsaascore.existing=match");
  }

  @Test
  void refusesAnEditedFileBeforeAnythingRuns() {
    threeInLine();
    scenario.upgrade("bbbb2222");
    scenario.revision("aaaa1111", "", "CREATE TABLE a (id bigint PRIMARY KEY);", "DROP TABLE a;");
    SaascoreException e = refused(() -> scenario.upgrade());
    assertThat(e.problem().code()).isEqualTo(Code.CHECKSUM);
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222");
    scenario.revision(
        "aaaa1111", "", "  create table A (id INT primary key); -- same", "DROP TABLE a;");
    scenario.upgrade();
    assertThat(scenario.applied()).hasSize(3);
  }

  @Test
  void aFileWithTheSameBytesIsNotAskedForItsMeaning() {
    threeInLine();
    scenario.upgrade("bbbb2222");
    db.execute("UPDATE saascore_revision SET checksum = repeat('0', 64)");
    scenario.upgrade();
    assertThat(scenario.applied()).hasSize(3);
    scenario.revision(
        "aaaa1111", "", "CREATE TABLE a (id int PRIMARY KEY); -- same", "DROP TABLE a;");
    assertThat(refused(() -> scenario.upgrade()).problem().code()).isEqualTo(Code.CHECKSUM);
  }

  @Test
  void tablesOfAnotherVersionAreToldFromMissingOnes() {
    threeInLine();
    scenario.upgrade("aaaa1111");
    db.execute("ALTER TABLE saascore_revision DROP COLUMN file_digest");
    Problem problem = refused(() -> scenario.upgrade()).problem();
    assertThat(problem.summary()).contains("another plugin version");
    assertThat(problem.hint().orElse("")).contains("ALTER TABLE \"public\".\"saascore_revision\"");
    db.execute("ALTER TABLE saascore_revision ADD COLUMN file_digest bigint");
    assertThat(scenario.upgrade().applied()).hasSize(2);
  }

  @Test
  void everyFileThatChangedIsReadBeforeAnythingRuns() {
    threeInLine();
    scenario.upgrade("aaaa1111");
    scenario.revision("aaaa1111", "", "SELECT 'never ends;", "");
    scenario.revision("cccc3333", "bbbb2222", "COMMIT;", "");
    assertThat(refused(() -> scenario.upgrade()).problems())
        .extracting(Problem::code)
        .containsExactly(Code.UNTERMINATED, Code.TRANSACTION_CONTROL);
    assertThat(db.list("SELECT revision FROM saascore_revision")).containsExactly("aaaa1111");
  }

  @Test
  void theHintFitsWhatIsMissingOrTwice() {
    scenario.revision("aaaa1111", "", "ALTER ROLE nobody_like_it NOLOGIN;", "");
    assertThat(refused(() -> scenario.upgrade()).problem().hint().orElse(""))
        .startsWith("roles belong to the whole server");
    db.execute("CREATE TABLE a (n int)", "INSERT INTO a VALUES (1), (1)");
    scenario.revision("aaaa1111", "", "CREATE UNIQUE INDEX i ON a (n);", "");
    assertThat(refused(() -> scenario.upgrade()).problem().hint().orElse(""))
        .startsWith("the rows have duplicates");
  }

  @Test
  void takesBackTheSettingsOfAScript() {
    scenario
        .revision(
            "aaaa1111",
            "",
            "SET search_path = ''; SET statement_timeout = 17; CREATE TABLE public.a (id int);",
            "")
        .revision(
            "bbbb2222",
            "aaaa1111",
            "CREATE TABLE b AS SELECT current_setting('search_path') AS path,"
                + " current_setting('statement_timeout') AS t;",
            "");
    scenario.upgrade();
    assertThat(db.one("SELECT path || ' ' || t FROM b")).isEqualTo("\"$user\", public 0");
  }

  @Test
  void runsCopyDataAndLargeScriptsInOneTransaction() {
    StringBuilder inserts = new StringBuilder("CREATE TABLE big (id int, note text);\n");
    for (int i = 0; i < 1234; i++) {
      inserts.append("INSERT INTO big VALUES (").append(i).append(", 'x; -- y');\n");
    }
    inserts.append(
        """
        COPY big FROM stdin;
        5000\tfive\\tthousand
        5001\t\\N
        \\.
        DELETE FROM big WHERE id = 5001;\
        """);
    scenario.revision("aaaa1111", "", inserts.toString(), "");
    scenario.upgrade();
    assertThat(
            db.one(
                "SELECT count(*) || ' ' || count(DISTINCT xmin::text) || ' ' || max(note) FROM"
                    + " big"))
        .isEqualTo("1235 1 x; -- y");
    assertThat(db.one("SELECT note FROM big WHERE id = 5000")).isEqualTo("five\tthousand");
  }

  @Test
  void runsRepeatablesAfterTheRevisionsWheneverTheyChanged() {
    threeInLine();
    scenario.file("repeatable/v.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM a;");
    assertThat(scenario.upgrade("bbbb2222").repeated()).as("not yet at the heads").isEmpty();
    assertThat(scenario.upgrade().repeated()).containsExactly("v.sql");
    assertThat(scenario.upgrade().isNothing()).isTrue();
    scenario.file("repeatable/v.sql", "CREATE OR REPLACE VIEW v AS SELECT id + 1 AS id FROM a;");
    assertThat(scenario.upgrade().repeated()).containsExactly("v.sql");
    assertThat(db.one("SELECT id FROM v")).isEqualTo("2");
  }

  @Test
  void givesJavaBodiesTheTransaction() {
    scenario.file(
        "aaaa1111_x.sql",
        "-- revision: aaaa1111\n-- down_revision:\n-- saascore:upgrade class=com.acme.Fill\n");
    scenario.with(
        Scenario.running(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE filled AS SELECT txid_current() AS tx");
              }
            }));
    scenario.upgrade();
    assertThat(
            db.one(
                "SELECT (f.tx % 4294967296) = r.xmin::text::bigint FROM filled f, saascore_revision"
                    + " r"))
        .isEqualTo("t");
    scenario.file(
        "bbbb2222_x.sql",
        """
        -- revision: bbbb2222
        -- down_revision: aaaa1111
        -- saascore:upgrade class=com.acme.Fails
        """);
    scenario.with(
        Scenario.running(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE filled");
              }
              throw new IllegalStateException("no more");
            }));
    SaascoreException e = refused(() -> scenario.upgrade());
    assertThat(e.problem().code()).isEqualTo(Code.JAVA_BODY);
    assertThat(db.one("SELECT count(*) FROM filled")).isEqualTo("1");
  }

  @Test
  void runsWithoutATransactionStepByStep() {
    scenario.revision("aaaa1111", "", "CREATE TABLE a (id int);", "");
    scenario.file(
        "bbbb2222_x.sql",
        """
        -- revision: bbbb2222
        -- down_revision: aaaa1111
        -- saascore:upgrade transaction=none
        CREATE INDEX CONCURRENTLY a_id ON a (id);
        VACUUM a;
        -- saascore:downgrade transaction=none
        DROP INDEX CONCURRENTLY a_id;
        """);
    scenario.upgrade();
    assertThat(db.list("SELECT state || step FROM saascore_revision ORDER BY revision"))
        .containsExactly("applied0", "applied2");
    scenario.downgrade("-1");
    assertThat(scenario.applied()).containsExactly("aaaa1111");
    assertThat(db.one("SELECT count(*) FROM pg_class WHERE relname = 'a_id'")).isEqualTo("0");
  }

  @Test
  void triesAgainWhenATableIsLocked() throws SQLException {
    scenario.revision("aaaa1111", "", "CREATE TABLE a (id int);", "");
    scenario.upgrade();
    scenario.revision("bbbb2222", "aaaa1111", "ALTER TABLE a ADD COLUMN b int;", "");
    scenario.with(
        SessionOptions.defaults().withWaits(Duration.ofMillis(100), 1, Duration.ofSeconds(5)));
    try (Connection other = db.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE a IN ACCESS SHARE MODE");
      SaascoreException e = refused(() -> scenario.upgrade());
      assertThat(e.problem().code()).isEqualTo(Code.LOCKED);
      assertThat(e.problem().hint().orElse("")).contains("-Dsaascore.lockTimeout");
      other.rollback();
    }
    assertThat(scenario.events()).filteredOn(Event.Waiting.class::isInstance).hasSize(1);
    scenario.upgrade();
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222");
  }

  @Test
  void worksInAConfiguredSchemaAndRole() throws SQLException {
    try (Connection superuser = db.superuser();
        Statement statement = superuser.createStatement()) {
      statement.execute("CREATE ROLE \"own er_" + db.name() + "\" NOLOGIN");
      statement.execute("GRANT \"own er_" + db.name() + "\" TO \"" + db.user() + "\"");
      statement.execute(
          "GRANT CREATE ON DATABASE \"" + db.name() + "\" TO \"own er_" + db.name() + "\"");
    }
    scenario.with(
        SessionOptions.defaults().withSchema("app's \"x\"").withRole("own er_" + db.name()));
    scenario.revision("aaaa1111", "", "CREATE TABLE a (id int);", "DROP TABLE a;");
    scenario.upgrade();
    assertThat(
            db.list(
                "SELECT DISTINCT schemaname || ' ' || tableowner FROM pg_tables WHERE schemaname"
                    + " NOT LIKE 'pg%' AND schemaname <> 'information_schema'"))
        .containsExactly("app's \"x\" own er_" + db.name());
    scenario.downgrade("base");
    try (Connection superuser = db.superuser();
        Statement statement = superuser.createStatement()) {
      statement.execute("DROP OWNED BY \"own er_" + db.name() + "\" CASCADE");
      statement.execute("DROP ROLE \"own er_" + db.name() + "\"");
    }
  }

  @Test
  void movesIdsAndMessagesWithSqlInThemAsText() {
    scenario.file(
        "x'_$$_y_x.sql",
        """
        -- revision: x'_$$_y
        -- down_revision:
        -- message: '); DROP TABLE saascore_revision; -- $saascore$ \\'
        -- saascore:upgrade
        SELECT 1;
        """);
    scenario.upgrade();
    assertThat(scenario.applied()).containsExactly("x'_$$_y");
    assertThat(db.one("SELECT message FROM saascore_revision"))
        .isEqualTo("'); DROP TABLE saascore_revision; -- $saascore$ \\'");
  }
}
