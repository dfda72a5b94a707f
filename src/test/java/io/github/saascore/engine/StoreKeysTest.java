package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody takes the keys of our tables away, and what they kept out gets in. */
@ExtendWith(PostgresExtension.class)
class StoreKeysTest {
  private static final String REVISION = "\"public\".\"saascore_revision\"";
  private static final String EVENT = "\"public\".\"saascore_event\"";
  private static final String REPEATABLE = "\"public\".\"saascore_repeatable\"";
  private static final String DROP = "ALTER TABLE saascore_%1$s DROP CONSTRAINT saascore_%1$s_pkey";

  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario = of(database);
    scenario.upgrade();
  }

  private Scenario of(TestDatabase database) {
    return new Scenario(directory, database)
        .revision("aaaa1111", "", "CREATE TABLE a (n int);", "DROP TABLE a;")
        .revision("bbbb2222", "aaaa1111", "INSERT INTO a VALUES (1);", "DELETE FROM a;")
        .file("repeatable/r.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS n;");
  }

  @Test
  void namesEachKeyThatIsMissing(@Older TestDatabase older) {
    Scenario there = of(older);
    there.upgrade();
    for (TestDatabase each : List.of(db, older)) {
      Scenario on = each == db ? scenario : there;
      for (String table : List.of("revision", "event", "repeatable")) {
        each.execute(DROP.formatted(table));
      }
      assertThat(damages(on))
          .extracting(one -> one.text() + ": " + one.command().orElse(""))
          .containsExactly(
              "the key revision of %1$s is missing: ALTER TABLE %1$s ADD PRIMARY KEY (revision);"
                  .formatted(REVISION),
              "the key id of %1$s is missing: ALTER TABLE %1$s ADD PRIMARY KEY (id);"
                  .formatted(EVENT),
              "the key name of %1$s is missing: ALTER TABLE %1$s ADD PRIMARY KEY (name);"
                  .formatted(REPEATABLE));
      on.file("repeatable/r.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS n, 2 AS m;");
      assertThat(refused(on::upgrade).hint().orElse("")).contains("mvn saascore:doctor names");
      paste(on, each);
      on.upgrade();
      assertThat(each.list("SELECT m FROM v")).containsExactly("2");
      of(each);
    }
  }

  /** Nothing is applied twice, nothing is undone, and nobody reads a stack trace. */
  @Test
  void refusesARevisionWithTwoRows() {
    db.execute(DROP.formatted("revision"), "INSERT INTO saascore_revision TABLE saascore_revision");
    for (String state : List.of("applied", "started", "undoing")) {
      db.execute(
          "UPDATE saascore_revision SET state = '%s' WHERE revision = 'bbbb2222' AND ctid = (%s)"
              .formatted(state, "SELECT max(ctid) FROM saascore_revision"));
      for (ThrowingCallable run : goals()) {
        Problem problem = refused(run);
        assertThat(problem.code()).isEqualTo(Code.MISSING_OBJECT);
        assertThat(problem.text())
            .contains("'aaaa1111' has several rows", "primary key", "mvn saascore:doctor");
      }
      assertThat(db.list("SELECT n FROM a")).containsExactly("1");
      assertThat(db.one("SELECT count(*) FROM saascore_revision")).isEqualTo("4");
    }
    assertThat(damages(scenario))
        .singleElement()
        .extracting(Finding::text)
        .isEqualTo(
            "the key revision of %s is missing; in several rows: aaaa1111 (applied),"
                    .formatted(REVISION)
                + " bbbb2222 (applied, undoing)");
    paste(scenario, db);
    assertThat(db.list("SELECT revision || state FROM saascore_revision ORDER BY 1"))
        .containsExactly("aaaa1111applied", "bbbb2222undoing");
  }

  private List<ThrowingCallable> goals() {
    scenario.revision("cccc3333", "bbbb2222", "INSERT INTO a VALUES (3);", "");
    return List.of(
        scenario::upgrade,
        () -> scenario.downgrade("base"),
        () -> scenario.stamp(false, "heads"),
        () -> scenario.in(database -> new Repair(database, scenario.sources()).plan()),
        () -> scenario.listing());
  }

  @Test
  void keepsTheNewestOfTwoRows() {
    db.execute(
        DROP.formatted("revision"),
        DROP.formatted("repeatable"),
        "INSERT INTO saascore_revision TABLE saascore_revision",
        "INSERT INTO saascore_repeatable TABLE saascore_repeatable",
        "UPDATE saascore_revision SET message = 'newest', applied_at = now() + interval '1 min'"
            + " WHERE ctid IN (SELECT min(ctid) FROM saascore_revision GROUP BY revision)",
        "UPDATE saascore_repeatable SET checksum = 'older', applied_at = now() - interval '1 h'"
            + " WHERE ctid IN (SELECT min(ctid) FROM saascore_repeatable GROUP BY name)");
    assertThat(refused(scenario::upgrade).code()).isEqualTo(Code.MISSING_OBJECT);
    paste(scenario, db);
    assertThat(db.list("SELECT DISTINCT message FROM saascore_revision")).containsExactly("newest");
    assertThat(db.list("SELECT checksum FROM saascore_repeatable"))
        .singleElement()
        .isNotEqualTo("older");
    assertThat(scenario.upgrade().isNothing()).isTrue();
  }

  @Test
  void takesRowsWithoutARevisionAway() {
    db.execute(
        DROP.formatted("revision"),
        "ALTER TABLE saascore_revision ALTER revision DROP NOT NULL",
        "ALTER TABLE saascore_revision ADD PRIMARY KEY (applied_at)",
        "INSERT INTO saascore_revision (down_revision, depends_on, message, how, duration_ms,"
            + " state, step) VALUES ('{}', '{}', '', 'stamped', 0, 'applied', 0)");
    assertThat(refused(scenario::upgrade).text())
        .contains("a value is missing", "WHERE revision IS NULL");
    assertThat(damages(scenario)).first().extracting(Finding::text).asString().contains(": NULL");
    paste(scenario, db);
    assertThat(scenario.upgrade().isNothing()).isTrue();
    db.execute(
        "ALTER TABLE saascore_revision ALTER message DROP NOT NULL",
        "UPDATE saascore_revision SET message = NULL WHERE revision = 'bbbb2222'");
    assertThat(refused(scenario::upgrade).text())
        .contains("the row of 'bbbb2222' is none of ours", "a value is missing");
  }

  /** No event is lost, and the next one gets a number that nobody has. */
  @Test
  void numbersEventsAnew() {
    String events = "SELECT count(*) FROM saascore_event";
    String before = db.one(events);
    db.execute("ALTER SEQUENCE saascore_event_id_seq RESTART");
    assertThat(damages(scenario))
        .extracting(Finding::text)
        .containsExactly("the numbers of %s begin anew and are taken".formatted(EVENT));
    scenario.revision("cccc3333", "bbbb2222", "INSERT INTO a VALUES (3);", "");
    assertThat(refused(scenario::upgrade).hint().orElse("")).contains("mvn saascore:doctor names");
    db.execute("ALTER SEQUENCE saascore_event_id_seq RESTART");
    paste(scenario, db);

    db.execute(
        DROP.formatted("event"),
        "INSERT INTO saascore_event OVERRIDING SYSTEM VALUE TABLE saascore_event",
        "INSERT INTO saascore_event OVERRIDING SYSTEM VALUE TABLE saascore_event",
        "ALTER SEQUENCE saascore_event_id_seq RESTART");
    assertThat(damages(scenario))
        .singleElement()
        .extracting(Finding::text)
        .asString()
        .endsWith("is missing; in several rows: 1, 2, 3");
    paste(scenario, db);
    assertThat(db.one(events)).isEqualTo(Integer.toString(4 * Integer.parseInt(before)));
    assertThat(scenario.upgrade().applied()).hasSize(1);
  }

  @Test
  void fillsColumnsByThemselvesAgain() {
    db.execute(
        "ALTER TABLE saascore_event ALTER id DROP IDENTITY, ALTER occurred_at DROP DEFAULT,"
            + " ALTER who DROP DEFAULT",
        "ALTER TABLE saascore_revision ALTER replaces DROP DEFAULT, ALTER applied_by DROP DEFAULT",
        "ALTER TABLE saascore_repeatable ALTER applied_at DROP DEFAULT");
    assertThat(damages(scenario))
        .hasSize(7)
        .filteredOn(one -> one.text().endsWith(" is no longer filled by itself"))
        .hasSize(6);
    paste(scenario, db);
    scenario.revision("cccc3333", "bbbb2222", "INSERT INTO a VALUES (3);", "");
    assertThat(scenario.upgrade().applied()).hasSize(1);
  }

  @Test
  void saysWhoMayMendTables(@Older TestDatabase older) throws SQLException {
    for (TestDatabase each : List.of(db, older)) {
      Scenario on = of(each).with(SessionOptions.defaults().withSchema("theirs"));
      on.upgrade();
      String other = each.user() + "_other";
      String all = "GRANT ALL ON ALL TABLES IN SCHEMA theirs TO \"%s\"".formatted(each.user());
      String event = "ALTER TABLE theirs.saascore_event ";
      asSuperuser(each, "CREATE ROLE " + other, event + "OWNER TO " + other, all);
      try {
        assertThat(damages(on)).isEmpty();
        asSuperuser(each, event + "DROP CONSTRAINT saascore_event_pkey");
        assertThat(damages(on))
            .singleElement()
            .extracting(one -> one.command().orElse(""))
            .asString()
            .endsWith(" ADD PRIMARY KEY (id); -- as role " + other);
      } finally {
        asSuperuser(each, "DROP OWNED BY " + other + " CASCADE", "DROP ROLE " + other);
      }
    }
  }

  private static Problem refused(ThrowingCallable run) {
    SaascoreException refused = catchThrowableOfType(SaascoreException.class, run);
    assertThat(refused).isNotNull();
    return refused.problem();
  }

  private List<Finding> damages(Scenario on) {
    return on
        .in(database -> new Doctor(database, () -> Optional.of(on.sources())).examine())
        .findings()
        .stream()
        .filter(finding -> finding.topic().equals("our tables"))
        .toList();
  }

  /** Types what stands behind the lines, as a person does in psql, until no line is left. */
  private void paste(Scenario on, TestDatabase into) {
    List<Finding> found = new ArrayList<>(damages(on));
    for (int rounds = 0; rounds < 2 && !found.isEmpty(); rounds++) {
      found.stream()
          .flatMap(one -> List.of(one.command().orElseThrow().split("(?<=;) ", -1)).stream())
          .forEach(into::execute);
      found = damages(on);
    }
    assertThat(found).isEmpty();
  }

  private static void asSuperuser(TestDatabase on, String... statements) throws SQLException {
    try (Connection connection = on.superuser();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
