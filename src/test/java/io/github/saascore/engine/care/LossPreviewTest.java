package io.github.saascore.engine.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Event;
import io.github.saascore.engine.Guard;
import io.github.saascore.engine.Scenario;
import io.github.saascore.engine.TransactionMode;
import io.github.saascore.engine.Upgrade;
import io.github.saascore.engine.care.LossPreview.Preview;
import io.github.saascore.postgres.Existing;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Target;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import io.github.saascore.testing.WholeState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a loss before it happens, and when it needs a word. */
@ExtendWith(PostgresExtension.class)
class LossPreviewTest {
  private static final String SHOP =
      """
      CREATE TYPE mood AS ENUM ('sad', 'ok', 'glad');
      CREATE TABLE users (
        id int PRIMARY KEY, name text, phone varchar(20), mood mood, age int, price numeric(8,2),
        twice int GENERATED ALWAYS AS (age * 2) STORED);
      CREATE TABLE notes (id serial PRIMARY KEY, user_id int REFERENCES users, body text);
      CREATE TABLE empty (id int, note text);
      CREATE TABLE visits (day int, who int) PARTITION BY RANGE (day);
      CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM (0) TO (10);
      CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM (10) TO (20);
      CREATE SCHEMA reports;
      CREATE VIEW reports.names AS SELECT name FROM users;
      CREATE TABLE reports.daily (user_id int CONSTRAINT daily_user REFERENCES users);
      CREATE FUNCTION drop_notes() RETURNS void LANGUAGE plpgsql AS 'BEGIN DROP TABLE notes; END';
      INSERT INTO users VALUES
        (1, 'ann', '0123456789', 'sad', 40000, 1.50), (2, 'bob', NULL, 'ok', 7, 2.00),
        (3, 'cyd', '01', 'sad', NULL, NULL);
      INSERT INTO notes (user_id, body) VALUES (1, 'x'), (2, 'y');
      INSERT INTO visits VALUES (1, 1), (11, 1), (12, NULL);
      """;

  @TempDir Path directory;
  private TestDatabase db;
  private TestDatabase older;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database, @Older TestDatabase second) {
    db = database;
    older = second;
    scenario = new Scenario(directory, db);
  }

  private Preview preview(TestDatabase database) {
    Scenario on = new Scenario(directory, database);
    return on.in(
        open -> {
          Upgrade.Options options =
              new Upgrade.Options(
                  List.of(Target.parse("heads")), Existing.SKIP, TransactionMode.REVISION);
          Guard.Work work = new Upgrade(open, on.sources(), options).planned();
          return LossPreview.of(open, work);
        });
  }

  private static List<String> lines(Preview preview) {
    return preview.losses().stream()
        .map(
            loss ->
                loss.text().replaceAll(", [\\d.]+ ([kM]B|bytes)", "").replaceAll(" \\(rev.*", ""))
        .toList();
  }

  /** Compares what is said on both servers, and that saying it changes nothing. */
  private void says(String upgrade, String... losses) {
    scenario.revision("aaaa1111", "", upgrade, "");
    for (TestDatabase database : List.of(db, older)) {
      if (database.one("SELECT to_regclass('users') IS NULL").equals("t")) {
        database.execute(SHOP);
      }
      String before = WholeState.of(database);
      Preview preview = preview(database);
      assertThat(lines(preview)).as(upgrade).containsExactly(losses);
      assertThat(preview.notes()).isEmpty();
      assertThat(WholeState.of(database)).isEqualTo(before);
    }
  }

  private static Problem refused(Runnable run) {
    return catchThrowableOfType(SaascoreException.class, run::run).problem();
  }

  private Stream<String> warnings() {
    return scenario.events().stream()
        .filter(Event.Warning.class::isInstance)
        .map(event -> ((Event.Warning) event).text());
  }

  @Test
  void seesWhateverWayTheyGo() {
    says("DROP TABLE notes;", "table notes: 2 rows");
    says("DROP TABLE visits;", "table visits: 3 rows");
    says("DROP TABLE visits_2;", "table visits_2: 2 rows");
    says("ALTER TABLE users DROP COLUMN phone, DROP twice;", "column phone of users: 2 values");
    says("ALTER TABLE visits DROP who;", "column who of visits: 2 values");
    says("DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'notes'; END $$;", "table notes: 2 rows");
    says("SELECT drop_notes();", "table notes: 2 rows");
    says("DROP TYPE mood CASCADE;", "column mood of users: 3 values");
    says("DROP TABLE IF EXISTS nothing; DROP TABLE empty;", "table empty: 0 rows");
    says("TRUNCATE notes;", "all rows of notes: 2 rows");
    says("DELETE FROM notes;", "all rows of notes: 2 rows");
    says(
        "DROP TABLE users CASCADE;",
        "table users: 3 rows",
        "view reports.names",
        "foreign key daily_user of reports.daily");
    says("DROP SCHEMA reports CASCADE;", "table reports.daily: 0 rows", "view reports.names");
  }

  @Test
  void saysNothingOfWhatStays() {
    says("ALTER TABLE notes RENAME TO remarks; ALTER TABLE remarks SET SCHEMA reports;");
    says("ALTER TABLE users RENAME phone TO tel;");
    says("CREATE TABLE t (id int); DROP TABLE t;");
    says("DELETE FROM notes WHERE id = 1; UPDATE users SET name = NULL;");
    says("ALTER TABLE users ALTER age TYPE bigint, ALTER phone TYPE text;");
    says("ALTER TABLE users DROP COLUMN twice;");
    says("DROP VIEW reports.names; DROP FUNCTION drop_notes();", "view reports.names");
  }

  @Test
  void countsValuesThatDoNotFitTheirNewType() {
    says(
        "ALTER TABLE users ALTER phone TYPE varchar(5) USING left(phone, 5);",
        "column phone of users: 1 value, which do not fit from character varying(20) to"
            + " character varying(5)");
    says(
        "DROP VIEW reports.names; ALTER TABLE users ALTER price TYPE int USING round(price);",
        "column price of users: 1 value, which do not fit from numeric(8,2) to integer",
        "view reports.names");
    says(
        """
        ALTER TYPE mood RENAME TO mood_old;
        CREATE TYPE mood AS ENUM ('ok', 'glad');
        ALTER TABLE users ALTER mood TYPE mood
          USING (CASE mood::text WHEN 'sad' THEN 'ok' ELSE mood::text END)::mood;
        DROP TYPE mood_old;
        """,
        "label 'sad' of column mood of users: 2 rows");
  }

  @Test
  void countsValuesThatNoPlainCastTakes() {
    says(
        "ALTER TABLE users DROP twice; ALTER TABLE users ALTER age TYPE smallint USING 0;",
        "column age of users: 1 value, which do not fit from integer to smallint");
    says(
        "ALTER TABLE users ALTER phone TYPE int USING NULL;",
        "column phone of users: 2 values, which do not fit from character varying(20) to integer");
    says(
        "ALTER TABLE users ALTER mood TYPE int USING 0;",
        "column mood of users: 3 values, which go from mood to integer");
    says(
        """
        CREATE TYPE state AS ENUM ('ok', 'glad', 'new');
        ALTER TABLE users ALTER mood TYPE state USING 'ok';
        """,
        "label 'sad' of column mood of users: 2 rows");
    says(
        """
        CREATE TYPE state AS ENUM ('sad', 'ok', 'glad', 'new');
        ALTER TABLE users ALTER mood TYPE state USING mood::text::state;
        """);
    for (TestDatabase database : List.of(db, older)) {
      database.execute(
          "CREATE TABLE papers (j json, p point)",
          "INSERT INTO papers VALUES ('{ \"a\":1}', '(1,2)')");
    }
    says("ALTER TABLE papers ALTER j TYPE jsonb, ALTER p TYPE text USING p::text;");
    says(
        "ALTER TABLE papers ALTER p TYPE circle USING NULL;",
        "column p of papers: 1 value, which go from point to circle");
  }

  @Test
  void asksWhereRowLevelSecurityHidesWhatThereIs() {
    db.execute(
        SHOP,
        "ALTER TABLE users ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE users FORCE ROW LEVEL SECURITY",
        "CREATE POLICY none ON users USING (false)");
    scenario.revision("aaaa1111", "", "ALTER TABLE users DROP phone;", "");
    Problem refused = refused(() -> scenario.upgrade(new Confirmation(Optional.empty())));
    assertThat(refused.reason().orElse(""))
        .isEqualTo("would be lost:\n  column phone of users (revision aaaa1111)");
  }

  @Test
  void readsWhatItCannotTry() throws Exception {
    db.execute(SHOP);
    scenario
        .file(
            "aaaa1111_x.sql",
            """
            -- revision: aaaa1111
            -- down_revision: base
            -- saascore:upgrade transaction=none
            CREATE INDEX CONCURRENTLY i ON notes (id);
            ALTER TABLE users DROP COLUMN phone;
            """)
        .file(
            "bbbb2222_x.sql",
            """
            -- revision: bbbb2222
            -- down_revision: aaaa1111
            -- saascore:upgrade class=a.B
            """)
        .revision("cccc3333", "bbbb2222", "DROP TABLE notes;", "");
    Preview preview = preview(db);
    assertThat(preview.losses())
        .extracting(Loss::text)
        .satisfiesExactly(
            line ->
                assertThat(line).isEqualTo("column phone of users: 2 values (revision aaaa1111)"),
            line ->
                assertThat(line).matches("table notes: 2 rows, \\d+ kB \\(revision cccc3333\\)"));
    assertThat(preview.notes())
        .containsExactly("revision bbbb2222 runs Java code: what that changes is not known");
    scenario.delete("bbbb2222").revision("cccc3333", "aaaa1111", "DROP TABLE notes;", "");
    try (Connection other = db.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM users");
      Preview locked = preview(db);
      assertThat(lines(locked))
          .containsExactly("column phone of users: 2 values", "table notes: 2 rows");
      assertThat(locked.notes())
          .singleElement()
          .asString()
          .startsWith(
              "not everything could be tried (canceling statement due to lock timeout): the rest"
                  + " was only read");
    }
  }

  @Test
  void leavesOutWhatOnlyMovesRows() {
    db.execute(SHOP);
    scenario.revision(
        "aaaa1111",
        "",
        """
        INSERT INTO notes (body) SELECT 'z' FROM generate_series(1, 100);
        CREATE TABLE copy AS SELECT nextval('notes_id_seq') AS n FROM generate_series(1, 100);
        ALTER TABLE copy RENAME n TO m;
        DROP TABLE empty;
        """,
        "");
    assertThat(lines(preview(db))).containsExactly("table empty: 0 rows");
    assertThat(db.one("SELECT last_value FROM notes_id_seq")).isEqualTo("2");
  }

  @Test
  void asksBeforeAnUpgradeDropsWhatHoldsData() {
    db.execute(SHOP);
    scenario
        .revision("aaaa1111", "", "CREATE TABLE later (id int);", "")
        .revision("bbbb2222", "aaaa1111", "ALTER TABLE users DROP phone; TRUNCATE notes;", "");
    Problem refused = refused(() -> scenario.upgrade(new Confirmation(Optional.empty())));
    assertThat(refused.code()).isEqualTo(Code.CONFIRM);
    assertThat(refused.summary()).isEqualTo("upgrade to heads destroys data and was not confirmed");
    assertThat(refused.reason().orElse(""))
        .isEqualTo(
            """
            would be lost:
              column phone of users: 2 values (revision bbbb2222)
              all rows of notes: 2 rows (revision bbbb2222)\
            """);
    assertThat(refused.hint().orElse(""))
        .contains("if that is meant: mvn saascore:upgrade -Dsaascore.confirm=" + db.name());
    assertThat(scenario.applied()).isEmpty();
    assertThat(scenario.upgrade(new Confirmation(Optional.of(db.name()))).applied()).hasSize(2);
    assertThat(warnings())
        .containsExactly(
            "this run destroys:",
            "  column phone of users: 2 values (revision bbbb2222)",
            "  all rows of notes: 2 rows (revision bbbb2222)");
  }

  @Test
  void asksNothingOfAnUpgradeThatDropsWhatIsEmptyOrItsOwn() {
    scenario
        .revision("aaaa1111", "", "CREATE TABLE a (id int, n int); INSERT INTO a VALUES (1);", "")
        .revision("bbbb2222", "aaaa1111", "ALTER TABLE a DROP n; ALTER TABLE a ADD m int;", "")
        .revision("cccc3333", "bbbb2222", "CREATE TABLE b (id int); DROP TABLE b, a;", "");
    Confirmation nobody = new Confirmation(Optional.empty());
    assertThat(scenario.upgrade(nobody).applied()).hasSize(3);
    db.execute("CREATE TABLE c (id int, n int)", "INSERT INTO c VALUES (1)");
    scenario.revision("dddd4444", "cccc3333", "ALTER TABLE c DROP n; DELETE FROM c;", "");
    assertThat(scenario.upgrade(nobody).applied()).hasSize(1);
  }

  @Test
  void asksNothingOnADatabaseOfTheBuildItself() {
    db.execute(SHOP);
    scenario.revision("aaaa1111", "", "DROP TABLE notes;", "");
    scenario.in(
        open -> {
          Safeguard guard =
              new Safeguard(
                  open,
                  new Safeguard.Options(
                      new Confirmation(Optional.empty()), "here", true, false, Optional.empty()));
          Upgrade.Options options =
              new Upgrade.Options(
                  List.of(Target.parse("heads")),
                  Existing.SKIP,
                  TransactionMode.REVISION,
                  Optional.empty(),
                  guard);
          return new Upgrade(open, scenario.sources(), options).run();
        });
    assertThat(warnings()).first().isEqualTo("this run destroys:");
    assertThat(db.one("SELECT to_regclass('notes') IS NULL")).isEqualTo("t");
  }

  @Test
  void takesATokenForExactlyWhatWasShown() {
    db.execute(SHOP);
    scenario.revision("aaaa1111", "", "CREATE TABLE a (id int);", "DROP TABLE a;").upgrade();
    db.execute("INSERT INTO a VALUES (1)");
    String first = token(Optional.empty());
    assertThat(first).matches("[0-9a-f]{12}");
    assertThat(token(Optional.of(db.name()))).as("the name is not enough").isEqualTo(first);
    db.execute("INSERT INTO a VALUES (2)");
    String second = token(Optional.of(first));
    assertThat(second).isNotEqualTo(first);
    scenario.downgrade("base", new Confirmation(Optional.of(second), Confirmation.With.TOKEN));
    assertThat(db.one("SELECT to_regclass('a') IS NULL")).isEqualTo("t");
  }

  @Test
  void aTokenIsVoidWhenTheScriptIsEdited() {
    db.execute(SHOP);
    scenario.revision("aaaa1111", "", "DROP TABLE notes;", "");
    String first = upgradeToken(Optional.empty());
    scenario.revision("aaaa1111", "", "DROP TABLE notes; DELETE FROM users WHERE id = 1;", "");
    assertThat(upgradeToken(Optional.of(first))).isNotEqualTo(first);
    scenario.revision("aaaa1111", "", "DROP  TABLE notes; -- at last", "");
    scenario.upgrade(new Confirmation(Optional.of(first), Confirmation.With.TOKEN));
    assertThat(db.one("SELECT count(*) FROM users")).isEqualTo("3");
  }

  private String upgradeToken(Optional<String> word) {
    return token(() -> scenario.upgrade(new Confirmation(word, Confirmation.With.TOKEN)));
  }

  private String token(Optional<String> word) {
    return token(() -> scenario.downgrade("base", new Confirmation(word, Confirmation.With.TOKEN)));
  }

  private static String token(Runnable run) {
    Problem refused = refused(run);
    assertThat(refused.code()).isEqualTo(Code.CONFIRM);
    return refused.hint().orElse("").replaceAll(".*-Dsaascore.confirm=(\\w+).*", "$1");
  }
}
