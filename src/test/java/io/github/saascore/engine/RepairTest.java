package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class RepairTest {
  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", "CREATE TABLE a ();", "DROP TABLE a;")
            .revision("bbbb2222", "aaaa1111", "CREATE TABLE b ();", "DROP TABLE b;")
            .revision("cccc3333", "bbbb2222", "CREATE TABLE c ();", "DROP TABLE c;");
  }

  @Test
  void findsNothingInAHealthyOrAnEmptyDatabase() {
    assertThat(plan().isNothing()).isTrue();
    assertThat(repair().isNothing()).isTrue();
    scenario.upgrade();
    assertThat(plan().isNothing()).isTrue();
    assertThat(repair().isNothing()).isTrue();
    assertThat(repairs()).isEmpty();
  }

  @Test
  void acceptsAnEditedFile() {
    scenario.upgrade();
    scenario.revision("bbbb2222", "aaaa1111", "CREATE TABLE b (n int);", "DROP TABLE b CASCADE;");
    assertThat(catchThrowableOfType(SaascoreException.class, () -> scenario.upgrade()).problem())
        .matches(problem -> problem.code() == Code.CHECKSUM);
    RepairPlan.Accept change = (RepairPlan.Accept) plan().changes().get(0);
    assertThat(change.id()).isEqualTo(RevisionId.of("bbbb2222"));
    assertThat(change.place()).endsWith("bbbb2222_x.sql");
    assertThat(change.fields())
        .extracting(RepairPlan.Field::name)
        .containsExactly("checksum", "downgrade");
    assertThat(change.fields().get(1).before()).contains("DROP TABLE b;");
    assertThat(change.fields().get(1).after()).contains("DROP TABLE b CASCADE;");

    Repair.Result result = repair();
    assertThat(result.standing().edited()).isEmpty();
    assertThat(repairs()).containsExactly("bbbb2222");
    assertThat(
            db.one(
                "SELECT count(*) FROM pg_attribute WHERE attrelid = 'b'::regclass AND attnum > 0"))
        .as("the table stays as it is")
        .isEqualTo("0");
    assertThat(scenario.upgrade().isNothing()).isTrue();
    assertThat(plan().isNothing()).isTrue();
  }

  @Test
  void takesOverMessageParentsAndDependencies() {
    scenario.upgrade();
    db.execute(
        """
        UPDATE saascore_revision SET message = 'old', down_revision = '{}', depends_on = '{aaaa1111}'
         WHERE revision = 'cccc3333'
        """);
    assertThat(((RepairPlan.Accept) plan().changes().get(0)).fields())
        .containsExactly(
            new RepairPlan.Field("down_revision", "", "bbbb2222"),
            new RepairPlan.Field("depends_on", "aaaa1111", ""),
            new RepairPlan.Field("message", "old", "makes cccc3333"));
    repair();
    assertThat(
            db.one(
                """
                SELECT concat_ws('|', message, down_revision, depends_on) FROM saascore_revision
                 WHERE revision = 'cccc3333'
                """))
        .isEqualTo("makes cccc3333|{bbbb2222}|{}");
  }

  @Test
  void makesLostRowsAgainDownToTheBase() {
    scenario.upgrade();
    db.execute("DELETE FROM saascore_revision WHERE revision IN ('aaaa1111', 'bbbb2222')");
    List<RepairPlan.Change> changes = plan().changes();
    assertThat(changes)
        .extracting(change -> change.id().value())
        .containsExactly("bbbb2222", "aaaa1111");
    assertThat(changes)
        .allSatisfy(
            change ->
                assertThat(((RepairPlan.Recreate) change).neededBy())
                    .isEqualTo(RevisionId.of("cccc3333")));
    assertThat(repair().standing().pending()).isZero();
    assertThat(db.list("SELECT how || state FROM saascore_revision WHERE revision < 'c'"))
        .containsExactly("stampedapplied", "stampedapplied");
    assertThat(scenario.downgrade("base").undone()).hasSize(3);
  }

  @Test
  void leavesToTheUpgradeWhatOnlyTheFilesPutBelow() {
    scenario.upgrade();
    scenario.revision("dddd4444", "aaaa1111", "CREATE TABLE d ();", "DROP TABLE d;");
    scenario.revision("cccc3333", "bbbb2222, dddd4444", "CREATE TABLE c ();", "DROP TABLE c;");
    assertThat(plan().changes())
        .allSatisfy(change -> assertThat(change).isInstanceOf(RepairPlan.Accept.class));
    repair();
    assertThat(plan().isNothing()).as("a second repair does not take it for lost").isTrue();
    assertThat(scenario.upgrade().applied())
        .extracting(revision -> revision.id().value())
        .containsExactly("dddd4444");
    assertThat(((RepairPlan.Accept) plan().changes().get(0)).fields())
        .containsExactly(new RepairPlan.Field("down_revision", "bbbb2222", "bbbb2222, dddd4444"));
  }

  /** Rows cannot be added twice by a script that has only lost its row. */
  @Test
  void nothingRunsWhileARowIsLost() {
    scenario
        .revision("bbbb2222", "aaaa1111", "CREATE TABLE b (n int); INSERT INTO b VALUES (1);", "")
        .upgrade();
    scenario
        .revision("dddd4444", "cccc3333", "INSERT INTO b VALUES (2);", "DELETE FROM b;")
        .revision("eeee5555", "dddd4444", "CREATE TABLE e ();", "DROP TABLE e;")
        .upgrade();
    db.execute("DELETE FROM saascore_revision WHERE revision = 'dddd4444'");
    for (ThrowingCallable run :
        List.<ThrowingCallable>of(scenario::upgrade, () -> scenario.downgrade("cccc3333"))) {
      SaascoreException refusal = catchThrowableOfType(SaascoreException.class, run);
      assertThat(refusal.problem().text())
          .isEqualTo(
              """
              SC-LOST-ROW: revision dddd4444 has no row, but eeee5555 has one, which was applied after it
                at dddd4444_x.sql
                its statements have run, and would run once more or never be undone
                hint: look, then make the row again; nothing of the file runs:
                      mvn saascore:repair -Dsaascore.dryRun
                      mvn saascore:repair\
              """);
    }
    assertThat(db.one("SELECT count(*) FROM b")).isEqualTo("2");
    repair();
    assertThat(scenario.upgrade().isNothing()).isTrue();
    assertThat(scenario.downgrade("cccc3333").undone()).hasSize(2);
  }

  @Test
  void makesALostDependencyAgainThatIsNamedByItsLabel() {
    scenario.file(
        "eeee5555_x.sql",
        """
        -- revision: eeee5555
        -- down_revision: base
        -- branch_labels: extra
        -- saascore:upgrade
        """);
    scenario.file(
        "ffff6666_x.sql",
        """
        -- revision: ffff6666
        -- down_revision: cccc3333
        -- depends_on: extra
        -- saascore:upgrade
        """);
    scenario.upgrade();
    db.execute("DELETE FROM saascore_revision WHERE revision = 'eeee5555'");
    assertThat(plan().changes())
        .extracting(change -> change.id().value())
        .containsExactly("eeee5555");
  }

  @Test
  void leavesUnfinishedRevisionsAlone() {
    scenario.upgrade();
    db.execute(
        "UPDATE saascore_revision SET state = 'started', checksum = 'x' WHERE revision ="
            + " 'cccc3333'");
    RepairPlan plan = plan();
    assertThat(plan.isNothing()).isTrue();
    assertThat(plan.unfinished()).containsExactly(RevisionId.of("cccc3333"));
  }

  @Test
  void carriesOutNothingElseThanWhatWasShown() {
    scenario.upgrade();
    db.execute("UPDATE saascore_revision SET message = 'old' WHERE revision = 'aaaa1111'");
    RepairPlan shown = plan();
    db.execute("UPDATE saascore_revision SET message = 'older' WHERE revision = 'bbbb2222'");
    SaascoreException e =
        catchThrowableOfType(
            SaascoreException.class,
            () -> scenario.in(database -> new Repair(database, scenario.sources()).run(shown)));
    assertThat(e.problem().code()).isEqualTo(Code.LOCKED);
    assertThat(db.one("SELECT message FROM saascore_revision WHERE revision = 'aaaa1111'"))
        .isEqualTo("old");
    assertThat(repairs()).isEmpty();
  }

  private RepairPlan plan() {
    return scenario.in(database -> new Repair(database, scenario.sources()).plan());
  }

  private Repair.Result repair() {
    return scenario.in(
        database -> {
          Repair repair = new Repair(database, scenario.sources());
          return repair.run(repair.plan());
        });
  }

  private List<String> repairs() {
    return db.list("SELECT revision FROM saascore_event WHERE what = 'repair' ORDER BY id");
  }
}
