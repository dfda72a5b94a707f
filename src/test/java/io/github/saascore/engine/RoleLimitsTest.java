package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Limits that a provider gives to a role, and how far a run lets them reach. */
@ExtendWith(PostgresExtension.class)
class RoleLimitsTest {
  @TempDir Path directory;

  private static void limit(TestDatabase db, String setting, String value) {
    db.execute("ALTER ROLE \"%s\" SET %s = '%s'".formatted(db.user(), setting, value));
  }

  @Test
  void theTimeOfATransactionIsNotThatOfASectionWithoutOne(TestDatabase db) {
    limit(db, "transaction_timeout", "400ms");
    limit(db, "statement_timeout", "10s");
    Scenario scenario =
        new Scenario(directory, db)
            .revision("bbbb2222", "aaaa1111", "SELECT pg_sleep(1);", "")
            .file(
                "aaaa1111_x.sql",
                """
                -- revision: aaaa1111
                -- down_revision:
                -- saascore:upgrade transaction=none
                CREATE TABLE a (n int); SELECT pg_sleep(1); VACUUM a;
                -- saascore:downgrade
                """);
    Problem problem = catchThrowableOfType(SaascoreException.class, scenario::upgrade).problem();
    assertThat(problem.code()).isEqualTo(Code.CONNECTION_LOST);
    assertThat(problem.text())
        .contains(
            "terminating connection due to transaction timeout",
            "1 of 2 of this run are done and stay",
            "SET LOCAL transaction_timeout = 0 at the top of the script");
    scenario.revision(
        "bbbb2222", "aaaa1111", "SET LOCAL transaction_timeout = 0; SELECT pg_sleep(1);", "");
    scenario.upgrade();
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222");
  }

  @Test
  void backslashesAreNoEscapesWhateverTheRoleHas(TestDatabase db) {
    limit(db, "standard_conforming_strings", "off");
    String two = "('C:\\new'), ('\\'), ('; ')";
    Scenario scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (t text); INSERT INTO a VALUES " + two, "")
            .revision("bbbb2222", "aaaa1111", "INSERT INTO a VALUES " + two, "")
            .file(
                "cccc3333_x.sql",
                """
                -- revision: cccc3333
                -- down_revision: bbbb2222
                -- saascore:upgrade transaction=none
                RESET ALL;
                SET standard_conforming_strings = off;
                VACUUM a;
                """)
            .revision("dddd4444", "cccc3333", "INSERT INTO a VALUES " + two, "");
    scenario.upgrade();
    assertThat(db.list("SELECT DISTINCT t || count(*) FROM a GROUP BY t ORDER BY 1"))
        .containsExactlyInAnyOrder("; 3", "C:\\new3", "\\3");
    assertThat(scenario.applied()).hasSize(4);
  }

  @Test
  void limitsThatEndOurOwnQueriesAreNamed(TestDatabase db) throws Exception {
    Scenario scenario =
        new Scenario(directory, db).revision("aaaa1111", "", "CREATE TABLE a (n int);", "");
    scenario.upgrade();
    try (Connection other = Interruption.open(db, "LOCK TABLE saascore_revision")) {
      for (String setting : List.of("lock_timeout", "statement_timeout", "transaction_timeout")) {
        limit(db, setting, "200ms");
        assertThatThrownBy(scenario::listing)
            .hasMessageContaining("to give the role more time: ALTER ROLE <role> IN DATABASE")
            .hasMessageContaining("options=-c%%20%s%%3D1min".formatted(setting));
        limit(db, setting, "0");
      }
      assertThat(other.isClosed()).isFalse();
    }
    limit(db, "statement_timeout", "17ms");
    Scenario freed = new Scenario(directory, db.url() + "&options=-c%20statement_timeout%3D1min");
    assertThat(
            freed.<String>in(
                database ->
                    database
                        .session()
                        .query("SHOW statement_timeout", row -> row.getString(1))
                        .get(0)))
        .isEqualTo("1min");
  }

  @Test
  void rowsThatPoliciesHideAreNotTakenForMissing(TestDatabase db) {
    Scenario scenario =
        new Scenario(directory, db).revision("aaaa1111", "", "CREATE TABLE a (n int);", "");
    scenario.upgrade();
    db.execute("ALTER TABLE saascore_revision ENABLE ROW LEVEL SECURITY");
    assertThat(scenario.applied()).hasSize(1);
    db.execute("ALTER TABLE saascore_revision FORCE ROW LEVEL SECURITY");
    for (ThrowingCallable goal : List.<ThrowingCallable>of(scenario::listing, scenario::upgrade)) {
      assertThatThrownBy(goal)
          .hasMessageContaining("row-level security hides rows of public.saascore_revision")
          .hasMessageContaining("ALTER TABLE public.saascore_revision NO FORCE");
    }
    db.execute("ALTER TABLE public.saascore_revision NO FORCE ROW LEVEL SECURITY");
    assertThat(scenario.upgrade().isNothing()).isTrue();
  }

  @Test
  void aBuildMayThinkBetweenTwoRevisions(TestDatabase db) {
    limit(db, "idle_session_timeout", "400ms");
    Scenario scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (n int);", "")
            .revision("bbbb2222", "aaaa1111", "CREATE TABLE b (n int);", "");
    scenario.when(event -> pause());
    scenario.upgrade();
    assertThat(scenario.applied()).containsExactly("aaaa1111", "bbbb2222");
  }

  /** The driver closes the connection, so to run it again is of no use. */
  @Test
  void aScriptThatTakesTheEncodingFromTheDriverIsTold(TestDatabase db) {
    Scenario scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "SET client_encoding = 'LATIN1'; SELECT 1 / 0;", "");
    String hint = "leave SET client_encoding and SET DateStyle out of the script";
    assertThatThrownBy(scenario::upgrade).hasMessageContaining(hint);
    scenario.file(
        "aaaa1111_x.sql",
        """
        -- revision: aaaa1111
        -- down_revision:
        -- saascore:upgrade transaction=none
        SET DateStyle = 'German'; VACUUM;
        -- saascore:downgrade
        """);
    assertThatThrownBy(scenario::upgrade).hasMessageContaining(hint);
    assertThat(scenario.listing().standing().unfinished()).hasSize(1);
  }

  @Test
  void transactionsOfTheScriptItselfAreToldWhatToDo(TestDatabase db) {
    Scenario scenario =
        new Scenario(directory, db).revision("aaaa1111", "", "DO $$ BEGIN COMMIT; END $$", "");
    assertThatThrownBy(scenario::upgrade)
        .hasMessageContaining("mark the section: -- saascore:upgrade transaction=none");
    scenario.revision("aaaa1111", "", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "");
    assertThatThrownBy(scenario::upgrade).hasMessageContaining("hint: leave it out");
  }

  @Test
  void aSchemaThatTheRoleMayNotUseIsNamedWithTheGrant(TestDatabase db) throws Exception {
    Drops.asSuperuser(
        db, "CREATE SCHEMA closed", "GRANT USAGE ON SCHEMA closed TO \"%s\"".formatted(db.user()));
    Scenario scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (n int)", "")
            .with(SessionOptions.defaults().withSchema("closed"));
    assertThatThrownBy(scenario::upgrade)
        .hasMessageContaining("GRANT USAGE, CREATE ON SCHEMA closed TO <your role>");
  }

  private static void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
