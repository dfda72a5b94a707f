package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class DowngradeTest {
  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", "CREATE TABLE a (id int, name text);", "DROP TABLE a;")
            .revision(
                "bbbb2222",
                "aaaa1111",
                "INSERT INTO a VALUES (1, 'x');",
                "DELETE FROM a WHERE id = 1;")
            .revision(
                "cccc3333",
                "bbbb2222",
                "ALTER TABLE a ADD COLUMN c int DEFAULT 5;",
                "ALTER TABLE a DROP COLUMN c;");
    scenario.upgrade();
  }

  private static Problem problem(Runnable run) {
    return catchThrowableOfType(SaascoreException.class, run::run).problem();
  }

  @Test
  void undoesStepsFromTheTop() {
    Downgrade.Result result = scenario.downgrade("aaaa1111");
    assertThat(result.undone())
        .extracting(r -> r.id().value())
        .containsExactly("cccc3333", "bbbb2222");
    assertThat(result.standing().tips())
        .extracting(r -> r.id().value())
        .containsExactly("aaaa1111");
    assertThat(db.list("SELECT name FROM a")).isEmpty();
    assertThat(scenario.downgrade("base").standing().tips()).isEmpty();
    assertThat(db.one("SELECT to_regclass('a') IS NULL")).isEqualTo("t");
    assertThat(db.one("SELECT count(*) FROM saascore_event WHERE what = 'downgrade'"))
        .isEqualTo("3");
  }

  @Test
  void printsWhatWouldBeLostAndRefusesWithoutConfirmation() {
    Problem column = problem(() -> scenario.downgrade("-1", Optional.empty()));
    assertThat(column.code()).isEqualTo(Code.CONFIRM);
    assertThat(column.reason().orElse(""))
        .isEqualTo("would be lost:\n  column c of a: 1 value (revision cccc3333)");
    assertThat(column.hint().orElse(""))
        .isEqualTo(
            "if that is meant: mvn saascore:downgrade -Dsaascore.target=-1 -Dsaascore.confirm="
                + db.name());
    Problem table = problem(() -> scenario.downgrade("base", Optional.of("production")));
    assertThat(table.summary())
        .isEqualTo("the confirmation names database 'production', but this is '" + db.name() + "'");
    assertThat(table.reason().orElse("")).contains("table a: 1 row, ", "kB (revision aaaa1111)");
    assertThat(scenario.applied()).hasSize(3);
  }

  @Test
  void needsNoConfirmationWhereNothingIsDropped() {
    scenario.downgrade("-1");
    assertThat(scenario.downgrade("-1", Optional.empty()).undone()).hasSize(1);
  }

  @Test
  void usesTheStoredDowngradeWhereTheFileIsGone() {
    scenario.delete("cccc3333").delete("bbbb2222");
    assertThat(scenario.listing().standing().withoutFile())
        .extracting(Object::toString)
        .containsExactly("bbbb2222", "cccc3333");
    assertThat(problem(() -> scenario.upgrade()).code()).isEqualTo(Code.DB_REVISION_UNKNOWN);
    scenario.downgrade("aaaa1111");
    assertThat(scenario.applied()).containsExactly("aaaa1111");
    assertThat(
            db.one(
                "SELECT count(*) FROM pg_attribute WHERE attrelid = 'a'::regclass AND attname ="
                    + " 'c'"))
        .isEqualTo("0");
  }

  @Test
  void findsEveryMissingWayBackBeforeTheFirstStepRuns() {
    scenario
        .file(
            "dddd4444_x.sql",
            "-- revision: dddd4444\n-- down_revision: cccc3333\n-- saascore:upgrade\nSELECT 1;\n")
        .file(
            "eeee5555_x.sql",
            """
            -- revision: eeee5555
            -- down_revision: dddd4444
            -- saascore:upgrade
            UPDATE a SET name = NULL;
            -- saascore:downgrade irreversible the names are gone
            """)
        .revision("ffff6666", "eeee5555", "CREATE TABLE f ();", "DROP TABLE f;");
    scenario.upgrade();
    SaascoreException e =
        catchThrowableOfType(SaascoreException.class, () -> scenario.downgrade("cccc3333"));
    assertThat(e.problems())
        .extracting(Problem::code)
        .containsExactly(Code.IRREVERSIBLE, Code.NO_DOWNGRADE);
    assertThat(e.problem().reason()).contains("the names are gone");
    assertThat(scenario.applied()).hasSize(6);
    assertThat(db.one("SELECT to_regclass('f') IS NOT NULL")).isEqualTo("t");
  }

  @Test
  void keepsTheStepThatFailsWhole() {
    db.execute("CREATE VIEW uses_c AS SELECT c FROM a");
    Problem refused = problem(() -> scenario.downgrade("base"));
    assertThat(refused.summary()).contains("cannot drop column c of table a");
    assertThat(refused.where().orElse("")).endsWith("cccc3333_x.sql:9:1");
    assertThat(refused.hint().orElse("")).contains("CASCADE");
    assertThat(scenario.applied()).hasSize(3);
  }

  @Test
  void makesRepeatablesRunAgainLater() {
    scenario.file("repeatable/v.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM a;");
    scenario.upgrade();
    db.execute("DROP VIEW v");
    scenario.downgrade("-1");
    assertThat(scenario.upgrade().repeated()).containsExactly("v.sql");
  }
}
