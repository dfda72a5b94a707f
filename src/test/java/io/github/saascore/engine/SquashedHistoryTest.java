package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Verb;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A history of which the first three revisions were squashed, on databases of every age. */
@ExtendWith(PostgresExtension.class)
class SquashedHistoryTest {
  private static final String A = "aaaa1111";
  private static final String B = "bbbb2222";
  private static final String C = "cccc3333";
  private static final String D = "dddd4444";
  private static final String S = "5555ffff";

  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario =
        new Scenario(directory, database)
            .revision(A, "", "CREATE TABLE a ();", "DROP TABLE a;")
            .revision(B, A, "CREATE TABLE b ();", "DROP TABLE b;")
            .revision(C, B, "CREATE TABLE c ();", "DROP TABLE c;")
            .revision(D, C, "CREATE TABLE d ();", "DROP TABLE d;");
  }

  private void squash() {
    scenario.file(
        S + "_x.sql",
        """
        -- revision: %s
        -- down_revision: base
        -- replaces: %s, %s
        -- replaces: %s
        -- message: all in one

        -- saascore:upgrade
        CREATE TABLE a ();
        CREATE TABLE b ();
        CREATE TABLE c ();

        -- saascore:downgrade
        DROP TABLE a, b, c;
        """
            .formatted(S, A, B, C));
  }

  private List<String> rows() {
    return db.list("SELECT revision || ' ' || how FROM saascore_revision ORDER BY revision");
  }

  private static List<String> ids(List<Revision> revisions) {
    return revisions.stream().map(revision -> revision.id().value()).toList();
  }

  @Test
  void aNewDatabaseRunsTheReplacementAndRecordsWhatItReplaces() {
    squash();

    Upgrade.Result result = scenario.upgrade();

    assertThat(ids(result.applied())).containsExactly(S, D);
    assertThat(rows())
        .containsExactly(
            S + " upgraded", A + " upgraded", B + " upgraded", C + " upgraded", D + " upgraded");
    assertThat(scenario.applied()).containsExactly(S, D);
    assertThat(result.standing().pending()).isZero();
    assertThat(scenario.upgrade().isNothing()).isTrue();
  }

  @Test
  void anOldDatabaseKeepsItsRowsAndGetsOneMore() {
    scenario.upgrade(C);
    squash();

    Upgrade.Result result = scenario.upgrade();

    assertThat(ids(result.implied())).containsExactly(S);
    assertThat(ids(result.applied())).containsExactly(D);
    assertThat(rows())
        .containsExactly(
            S + " adopted", A + " upgraded", B + " upgraded", C + " upgraded", D + " upgraded");
    assertThat(db.list("SELECT what FROM saascore_event WHERE revision = '" + S + "'"))
        .containsExactly("replace");
    assertThat(scenario.upgrade().isNothing()).isTrue();
  }

  @Test
  void aDatabaseInTheMiddleGoesOnWithTheOldFiles() {
    scenario.upgrade(B);
    squash();

    Upgrade.Result result = scenario.upgrade();

    assertThat(ids(result.applied())).containsExactly(C, D);
    assertThat(ids(result.implied())).containsExactly(S);
    assertThat(rows()).contains(S + " adopted", C + " upgraded");
    assertThat(scenario.listing().current())
        .extracting(line -> line.revision().id().value())
        .containsExactly(D);
  }

  @Test
  void aFileWrittenOnTopOfTheReplacementRunsOnAnyDatabase() {
    scenario.delete(D).upgrade(B);
    squash();
    scenario.revision("eeee5555", S, "CREATE TABLE e ();", "DROP TABLE e;");

    assertThat(ids(scenario.upgrade().applied())).containsExactly(C, "eeee5555");
    assertThat(scenario.upgrade().isNothing()).isTrue();
  }

  @Test
  void aCheckoutWithOnlyTheOldFilesUnderstandsTheDatabase() {
    squash();
    scenario.upgrade(S);
    scenario.delete(S);

    assertThat(scenario.applied()).containsExactlyInAnyOrder(A, B, C);
    assertThat(ids(scenario.upgrade().applied())).containsExactly(D);
    scenario.downgrade(B);
    assertThat(rows()).containsExactly(A + " upgraded", B + " upgraded");
    assertThat(db.one("SELECT to_regclass('c') IS NULL")).isEqualTo("t");
  }

  @Test
  void oldFilesMayBeDeletedAndThenTheLine() {
    scenario.upgrade();
    squash();
    scenario.upgrade();
    scenario.delete(A).delete(B).delete(C);
    assertThat(scenario.upgrade().isNothing()).isTrue();
    assertThat(scenario.listing().standing().withoutFile()).isEmpty();

    scenario
        .revision(S, "", "CREATE TABLE a (); CREATE TABLE b (); CREATE TABLE c ();", "")
        .revision(D, S, "CREATE TABLE d ();", "DROP TABLE d;");
    db.execute("UPDATE saascore_revision SET checksum = NULL WHERE revision = '" + S + "'");
    assertThat(scenario.upgrade().isNothing()).isTrue();
    assertThat(scenario.listing().standing().withoutFile()).isEmpty();
  }

  @Test
  void oldFilesDeletedTooEarlyStopADatabaseThatNeedsThem() {
    scenario.upgrade(B);
    squash();
    scenario.delete(A).delete(B).delete(C);

    SaascoreException e = catchThrowableOfType(SaascoreException.class, scenario::upgrade);

    assertThat(e.problem().code()).isEqualTo(Code.DB_REVISION_UNKNOWN);
    assertThat(scenario.listing().standing().withoutFile()).hasSize(2);
  }

  private Problem refusedUpgrade() {
    return catchThrowableOfType(SaascoreException.class, scenario::upgrade).problem();
  }

  /** An old database on which the old files went too early: some of them have never run here. */
  @Test
  void allWaysOutOfFilesDeletedTooEarlyAreNamed() {
    scenario.upgrade(B);
    squash();
    scenario.delete(A).delete(B).delete(C);

    assertThat(refusedUpgrade().text())
        .isEqualTo(
            """
            SC-DB-REVISION-UNKNOWN: the database has revisions 'aaaa1111', 'bbbb2222' but no file \
            here describes them
              '5555ffff' stands for 'aaaa1111', 'bbbb2222', 'cccc3333' where all of them are \
            applied, but here not all have a row.
              hint: take the files back; what has them: git log --all -- '*aaaa1111*' \
            '*bbbb2222*' '*cccc3333*'
                    or undo them, as the database keeps the way back: mvn saascore:downgrade \
            -Dsaascore.target=aaaa1111@base
                    or record '5555ffff' instead, where all that it makes is there: mvn \
            saascore:stamp -Dsaascore.target=current,5555ffff -Dsaascore.purge\
            """);
  }

  @Test
  void whatRanOfFilesDeletedTooEarlyCanBeUndone() {
    scenario.upgrade(B);
    squash();
    scenario.delete(A).delete(B).delete(C);

    scenario.paste(Scenario.commands(refusedUpgrade()).get(0));

    assertThat(rows()).isEmpty();
    assertThat(ids(scenario.upgrade().applied())).containsExactly(S, D);
  }

  @Test
  void theReplacementCanBeRecordedWhereSomebodyHasMadeTheRest() {
    scenario.upgrade(B);
    squash();
    scenario.delete(A).delete(B).delete(C);
    db.execute("CREATE TABLE c ()");

    scenario.paste(Scenario.commands(refusedUpgrade()).get(1));

    assertThat(rows())
        .containsExactly(S + " stamped", A + " stamped", B + " stamped", C + " stamped");
    assertThat(ids(scenario.upgrade().applied())).containsExactly(D);
  }

  /** Which of the rows is lost, and whether something follows it, makes no difference. */
  @ParameterizedTest
  @ValueSource(strings = {A, B, C, A + "," + B + "," + C})
  void aRowThatWasLostWithItsFileIsMadeAgain(String lost) {
    scenario.upgrade();
    squash();
    scenario.delete(A).delete(B).delete(C);
    for (String id : List.of(lost.split(",", -1))) {
      db.execute("DELETE FROM saascore_revision WHERE revision = '" + id + "'");
    }

    Problem problem = refusedUpgrade();
    assertThat(problem.code()).isEqualTo(Code.LOST_ROW);
    scenario.paste(Scenario.commands(problem).get(1));

    assertThat(scenario.applied()).containsExactly(D, S);
    assertThat(scenario.listing().standing().withoutFile()).isEmpty();
    assertThat(rows()).hasSize(5).contains(S + " stamped", D + " upgraded");
    assertThat(scenario.upgrade().isNothing()).isTrue();
    assertThat(ids(scenario.downgrade("base").undone())).containsExactly(D, S);
  }

  /** What the replacement stands for would run a second time. */
  @Test
  void rowsThatWereAllLostAreMadeAgainWhileTheirFilesAreThere() {
    scenario.upgrade();
    squash();
    db.execute("DELETE FROM saascore_revision WHERE revision <> '" + D + "'");

    Problem problem = refusedUpgrade();
    assertThat(problem.code()).isEqualTo(Code.LOST_ROW);
    scenario.paste(Scenario.commands(problem).get(1));

    assertThat(scenario.applied()).containsExactly(D, S);
    assertThat(scenario.upgrade().isNothing()).isTrue();
  }

  /** A row that names the replacement proves all that it replaces. */
  @Test
  void aDatabaseThatRanTheReplacementGetsItsRowsAgain() {
    scenario.delete(D);
    squash();
    scenario.revision("eeee5555", S, "CREATE TABLE e ();", "DROP TABLE e;").upgrade();
    db.execute("DELETE FROM saascore_revision WHERE revision IN ('" + S + "', '" + C + "')");

    Problem problem = refusedUpgrade();
    assertThat(problem.code()).isEqualTo(Code.LOST_ROW);
    scenario.paste(Scenario.commands(problem).get(1));

    scenario.upgrade();
    assertThat(scenario.applied()).containsExactlyInAnyOrder(S, "eeee5555");
    assertThat(rows()).hasSize(5);
  }

  /** A branch from the middle that came after the old files went has never had the rest. */
  @Test
  void whatFollowsTheMiddleProvesNothing() {
    scenario.delete(D).revision("eeee5555", A, "CREATE TABLE e ();", "DROP TABLE e;");
    scenario.upgrade("eeee5555");
    squash();
    scenario.delete(A).delete(B).delete(C);
    assertThat(refusedUpgrade().code()).isEqualTo(Code.DB_REVISION_UNKNOWN);
    assertThat(scenario.repair().isNothing()).isTrue();
  }

  @Test
  void rowsOfAllDeletedFilesAreAsGoodAsTheReplacement() {
    scenario.upgrade(C);
    squash();
    scenario.delete(A).delete(B).delete(C);

    Upgrade.Result result = scenario.upgrade();

    assertThat(ids(result.applied())).containsExactly(D);
    assertThat(ids(result.implied())).containsExactly(S);
  }

  @Test
  void aDowngradeToBaseUndoesTheReplacementAndAllItsRows() {
    squash();
    scenario.upgrade();

    assertThat(ids(scenario.downgrade("base").undone())).containsExactly(D, S);
    assertThat(rows()).isEmpty();
    assertThat(ids(scenario.upgrade().applied())).containsExactly(S, D);
  }

  @Test
  void anOldDatabaseMayGoDownToBaseAtOnce() {
    scenario.upgrade();
    squash();

    assertThat(ids(scenario.downgrade("base").undone())).containsExactly(D, S);
    assertThat(rows()).isEmpty();
    assertThat(db.one("SELECT to_regclass('a') IS NULL")).isEqualTo("t");
  }

  @Test
  void aTargetThatWasReplacedIsReachedByTheOldFiles() {
    squash();
    scenario.upgrade();

    assertThat(ids(scenario.downgrade(A).undone())).containsExactly(D, C, B);
    assertThat(rows()).containsExactly(A + " upgraded");
    assertThat(ids(scenario.upgrade().applied())).containsExactly(B, C, D);
  }

  @Test
  void whatExistsAlreadyIsAdoptedAsTheReplacement() {
    squash();
    scenario.delete(D);
    db.execute("CREATE TABLE a (); CREATE TABLE b (); CREATE TABLE c ()");

    Upgrade.Result result = scenario.upgrade();

    assertThat(result.skipped()).hasSize(3);
    assertThat(scenario.listing().standing().atHeads()).isTrue();
  }

  @Test
  void aRepairLeavesRowsOfReplacedRevisionsAlone() {
    scenario.upgrade();
    squash();

    Sources sources = scenario.sources();
    assertThat(scenario.<RepairPlan>in(db -> new Repair(db, sources).plan()).isNothing()).isTrue();
    scenario.upgrade();
    assertThat(scenario.<RepairPlan>in(db -> new Repair(db, sources).plan()).isNothing()).isTrue();
  }

  @Test
  void aReplacementThatRunsWithoutATransactionRecordsAllAtItsEnd() {
    squash();
    scenario.file(
        S + "_x.sql",
        """
        -- revision: %s
        -- down_revision: base
        -- replaces: %s, %s, %s

        -- saascore:upgrade transaction=none
        CREATE TABLE a ();
        CREATE TABLE b ();
        CREATE TABLE c ();
        """
            .formatted(S, A, B, C));

    assertThat(ids(scenario.upgrade().applied())).containsExactly(S, D);
    assertThat(rows()).hasSize(5);
  }

  @Test
  void aPlanForAnUnknownDatabaseTakesWhatItsRangeNames() {
    squash();

    assertThat(offline("base:heads").plan().steps())
        .extracting(step -> step.id().value())
        .containsExactly(S, D);
    assertThat(offline(B + ":heads").plan().steps())
        .extracting(step -> step.id().value())
        .containsExactly(C, D);
    assertThat(offline("base:" + S).sql()).contains("'" + C + "'");
  }

  private PlanScript.Script offline(String range) {
    return scenario.in(
        db ->
            new PlanScript(scenario.sources(), db.session().options(), db.store())
                .offline(Verb.UPGRADE, range, false));
  }

  @Test
  void aStampRecordsAndForgetsAllOfIt() {
    squash();
    scenario.stamp(false, "heads");
    assertThat(rows())
        .containsExactly(
            S + " stamped", A + " stamped", B + " stamped", C + " stamped", D + " stamped");

    scenario.stamp(false, B);
    assertThat(rows()).containsExactly(A + " stamped", B + " stamped");

    scenario.stamp(true, "heads");
    assertThat(scenario.applied()).containsExactlyInAnyOrder(S, D);

    scenario.stamp(false, "base");
    assertThat(rows()).isEmpty();
  }
}
