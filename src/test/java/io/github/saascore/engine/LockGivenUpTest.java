package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that let go of the lock of the build, where no look at their text can tell it. */
@ExtendWith(PostgresExtension.class)
class LockGivenUpTest {
  private static final String GIVES_UP =
      """
      CREATE PROCEDURE give_up() LANGUAGE plpgsql
        AS 'BEGIN PERFORM pg_advisory_unlock_all(); COMMIT; END';
      CREATE FUNCTION give_up_all() RETURNS void LANGUAGE sql AS 'SELECT pg_advisory_unlock_all()';
      """;

  @TempDir Path directory;

  private static Problem refused(Scenario scenario) {
    return catchThrowableOfType(SaascoreException.class, scenario::upgrade).problem();
  }

  private static void requireTold(Problem problem) {
    assertThat(problem.code()).isEqualTo(Code.TRANSACTION_CONTROL);
    assertThat(problem.text())
        .contains("gave up the lock that keeps other builds out", "pg_advisory_unlock_all()");
  }

  @Test
  void aTransactionInWhichItGoesIsRolledBack(TestDatabase database) {
    String user = "SELECT pg_advisory_lock(1), pg_advisory_unlock(1);";
    Scenario scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", GIVES_UP + user, "")
            .revision("bbbb2222", "aaaa1111", "CREATE TABLE b (n int); SELECT give_up_all();", "")
            .revision("cccc3333", "bbbb2222", "CREATE TABLE c (n int);", "");
    requireTold(refused(scenario));
    requireTold(refused(scenario.overASlowNetwork()));
    assertThat(database.list("SELECT revision FROM saascore_revision")).containsExactly("aaaa1111");
    assertThat(database.one("SELECT to_regclass('b') IS NULL")).isEqualTo("t");
    scenario.revision("bbbb2222", "aaaa1111", "CREATE TABLE b (n int);", "").upgrade();
    assertThat(database.list("SELECT revision FROM saascore_revision")).hasSize(3);
  }

  @Test
  void withoutATransactionNothingRunsBehindIt(TestDatabase database) {
    Scenario scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", GIVES_UP, "")
            .file(
                "bbbb2222_x.sql",
                """
                -- revision: bbbb2222
                -- down_revision: aaaa1111

                -- saascore:upgrade transaction=none
                CREATE TABLE b (n int);
                CALL give_up();
                INSERT INTO b VALUES (1);
                SELECT give_up_all();
                INSERT INTO b VALUES (2);
                """);
    Problem problem = refused(scenario);
    requireTold(problem);
    assertThat(problem.text())
        .contains("CALL give_up", "1 statement(s) before it", "the next run goes on behind it");
    assertThat(database.one("SELECT count(*) FROM b")).isEqualTo("0");
    assertThat(
            database.list("SELECT state || step || coalesce(running, '') FROM saascore_revision"))
        .contains("started2");

    // What may be lost is tried first, with the function: then nothing of the rest runs unguarded.
    requireTold(refused(scenario));
    assertThat(database.one("SELECT count(*) FROM b")).isEqualTo("0");
    assertThat(database.list("SELECT state || step FROM saascore_revision")).contains("started2");

    // What has run is not run again.
    scenario
        .file(
            "bbbb2222_x.sql",
            """
            -- revision: bbbb2222
            -- down_revision: aaaa1111

            -- saascore:upgrade transaction=none
            CREATE TABLE b (n int);
            CALL give_up();
            INSERT INTO b VALUES (1);
            """)
        .upgrade();
    assertThat(database.one("SELECT count(*) FROM b")).isEqualTo("1");
  }

  @Test
  void whoeverTellsTheServerToIsToldBeforeAnythingRuns(TestDatabase database) {
    Scenario scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", "CREATE TABLE a (n int);", "")
            .revision("bbbb2222", "aaaa1111", "SELECT pg_advisory_unlock_all();", "");
    assertThatThrownBy(scenario::upgrade)
        .hasMessageContaining("'pg_advisory_unlock_all()' would give up the lock of the build");
    assertThat(database.one("SELECT to_regclass('a') IS NULL")).isEqualTo("t");
  }
}
