package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.care.Protect;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import io.github.saascore.script.Checksum;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Revisions without a transaction: what an error or an interruption leaves, and the next run. */
@ExtendWith(PostgresExtension.class)
class StepwiseTest {
  private static final String INDEX = "CREATE INDEX CONCURRENTLY a_n ON a (n);";
  private static final String VALID =
      "SELECT coalesce((SELECT indisvalid::text FROM pg_index"
          + " WHERE indexrelid = to_regclass('a_n')), 'absent')";

  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (n int); INSERT INTO a VALUES (1), (1);", "");
    scenario.upgrade();
  }

  private Scenario stepwise(String upgrade, String downgrade) {
    return scenario.file(
        "bbbb2222_x.sql",
        """
        -- revision: bbbb2222
        -- down_revision: aaaa1111

        -- saascore:upgrade transaction=none
        %s
        -- saascore:downgrade transaction=none
        %s
        """
            .formatted(upgrade, downgrade));
  }

  private static Problem refused(ThrowingCallable run) {
    return catchThrowableOfType(SaascoreException.class, run).problem();
  }

  private String row() {
    return db
        .list(
            "SELECT state || ' ' || step || ' ' || coalesce(running, '-') FROM saascore_revision"
                + " WHERE revision = 'bbbb2222'")
        .stream()
        .findFirst()
        .orElse("none");
  }

  /** Leaves the revision as a build leaves it that dies between a statement and its row. */
  private void diedBehind(String statement) {
    db.execute(
        """
        UPDATE saascore_revision SET state = 'started', step = 0, running = '%s',
               ran = '%s' WHERE revision = 'bbbb2222'
        """
            .formatted(statement.replace("'", "''"), Checksum.of(List.of()).hex()));
  }

  private List<String> said() {
    return scenario.events().stream()
        .filter(Event.Waiting.class::isInstance)
        .map(event -> ((Event.Waiting) event).text())
        .toList();
  }

  /** The server chooses the name, so only the definition tells what became of the statement. */
  @Test
  void neverBuildsAnIndexWithoutANameTwice() throws Exception {
    db.execute("CREATE INDEX other ON a ((n + 1)) WHERE n > 0");
    String statement = "CREATE INDEX CONCURRENTLY ON ONLY a ((n + 2)) WHERE n > 0";
    String indexes =
        "SELECT string_agg(indisvalid::text, ' ' ORDER BY indexrelid) FROM pg_index"
            + " WHERE indrelid = 'a'::regclass";
    stepwise(statement + "; VACUUM a;", "");
    Interruption.of(db, "INSERT INTO a VALUES (2)", "CREATE INDEX", scenario::upgrade);
    assertThat(db.one(indexes)).isEqualTo("true false");
    scenario.upgrade();
    assertThat(db.one(indexes)).isEqualTo("true true");
    assertThat(said())
        .contains("removing what a broken-off statement left: invalid index a_expr_idx");

    // It had ended, and only the row about that is missing; another try left something too.
    diedBehind(statement);
    db.execute("CREATE INDEX ON a ((n + 2)) WHERE n > 0");
    Drops.asSuperuser(
        db, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'a_expr_idx1'::regclass");
    scenario.upgrade();
    assertThat(db.one(indexes)).isEqualTo("true true");
    assertThat(row()).isEqualTo("applied 2 -");
  }

  /** A partition that is not attached is not one that was detached. */
  @Test
  void countsNoRefusedDetachAsDone() {
    db.execute("CREATE TABLE p (n int) PARTITION BY LIST (n)");
    db.execute("CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)");
    stepwise("VACUUM a; ALTER TABLE p DETACH PARTITION p_1 CONCURRENTLY;", "");
    assertThat(refused(scenario::upgrade).code()).isEqualTo(Code.MISSING_OBJECT);
    assertThat(row()).isEqualTo("started 1 -");
    assertThat(refused(scenario::upgrade).code()).isEqualTo(Code.MISSING_OBJECT);
    stepwise("VACUUM a; ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;", "");
    scenario.upgrade();
    assertThat(db.list("SELECT inhrelid FROM pg_inherits WHERE inhrelid = 'p1'::regclass"))
        .isEmpty();
  }

  /** The catalog of subscriptions has those of all databases of the server. */
  @Test
  void takesNoSubscriptionOfAnotherDatabaseForItsOwn(TestDatabase other) throws Exception {
    String name = "s_" + db.name();
    Drops.asSuperuser(
        other,
        "CREATE SUBSCRIPTION " + name + " CONNECTION '' PUBLICATION p WITH (connect = false)");
    stepwise("VACUUM a;", "");
    scenario.upgrade();
    String drop = "DROP SUBSCRIPTION " + name;
    diedBehind(drop);
    stepwise(drop + ";", "");
    scenario.upgrade();
    assertThat(row()).isEqualTo("applied 1 -");
  }

  /** Its SQLSTATE is that of a lost connection, but it is about another server. */
  @Test
  void takesNoTroubleOfAnotherServerForItsOwn() throws Exception {
    Drops.asSuperuser(db, "GRANT pg_create_subscription TO \"%s\"".formatted(db.user()));
    db.execute("GRANT CREATE ON DATABASE \"%1$s\" TO \"%1$s\"".formatted(db.name()));
    stepwise(
        "VACUUM a; CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1 password=x'"
            + " PUBLICATION p;",
        "");
    Problem problem = refused(scenario::upgrade);
    assertThat(problem.code()).isEqualTo(Code.SQL);
    assertThat(problem.text())
        .contains(
            "bbbb2222_x.sql:5:11",
            "mend the statement and run the same goal again: it goes on here",
            "correct its connection string");
    assertThat(row()).isEqualTo("started 1 -");
    assertThat(db.list("SELECT outcome FROM saascore_event WHERE revision = 'bbbb2222'"))
        .contains("failed");
  }

  /** The server did not find it, so that nothing of it can have run. */
  @Test
  void asksNothingAboutAProcedureThatDoesNotExist() {
    stepwise("VACUUM a; CALL missing();", "");
    assertThat(refused(scenario::upgrade).text())
        .contains("mend the statement and run the same goal again: it goes on here");
    assertThat(row()).isEqualTo("started 1 -");
    db.execute(
        "CREATE PROCEDURE present() LANGUAGE plpgsql AS $$ BEGIN DELETE FROM a; COMMIT;"
            + " PERFORM 1 / 0; END $$");
    stepwise("VACUUM a; CALL present();", "");
    assertThat(refused(scenario::upgrade).text())
        .contains("it may have committed a part of its work: the next run asks what to do");
    assertThat(refused(scenario::upgrade).hint().orElse(""))
        .contains("-Dsaascore.resolve=bbbb2222:done");
  }

  @Test
  void buildsABrokenOffIndexAgain() throws Exception {
    stepwise(INDEX + " VACUUM a;", "");
    SaascoreException e =
        Interruption.of(db, "INSERT INTO a VALUES (2)", "CREATE INDEX", scenario::upgrade);
    assertThat(e.problem().code()).isEqualTo(Code.CONNECTION_LOST);
    assertThat(row()).isEqualTo("started 0 CREATE INDEX CONCURRENTLY a_n ON a (n)");
    assertThat(db.one(VALID)).isEqualTo("false");
    assertThat(scenario.listing().standing().unfinished()).hasSize(1);
    assertThat(scenario.listing().standing().atHeads()).isFalse();
    assertThat(refused(scenario::requireAtHeads).code()).isEqualTo(Code.STARTED);
    Upgrade.Result result = scenario.upgrade();
    scenario.requireAtHeads();
    assertThat(result.applied()).extracting(r -> r.id().value()).containsExactly("bbbb2222");
    assertThat(db.one(VALID)).isEqualTo("true");
    assertThat(row()).isEqualTo("applied 2 -");
    assertThat(said())
        .contains(
            "revision bbbb2222 was left in the middle: going on behind statement 0 of 2",
            "removing what a broken-off statement left: invalid index public.a_n");
  }

  @Test
  void goesOnOnTheOlderServerToo(@Older TestDatabase older) throws Exception {
    db = older;
    scenario = new Scenario(directory, older);
    older.execute(
        "CREATE TABLE p (n int) PARTITION BY RANGE (n)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)");
    scenario.upgrade();
    stepwise(
        "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY; "
            + INDEX
            + " REINDEX INDEX CONCURRENTLY a_n;",
        "");
    Interruption.of(db, "SELECT * FROM p", "ALTER TABLE", scenario::upgrade);
    Interruption.of(db, "INSERT INTO a VALUES (2)", "CREATE INDEX", scenario::upgrade);
    assertThat(row()).isEqualTo("started 1 CREATE INDEX CONCURRENTLY a_n ON a (n)");
    scenario.upgrade();
    assertThat(row()).isEqualTo("applied 3 -");
    assertThat(db.one(VALID)).isEqualTo("true");
  }

  /** Everybody who may read our tables may read what was begun. */
  @Test
  void keepsNoPasswordOfWhatItHasBegun() {
    String call = "CALL enrol('host=x password=hunter2')";
    db.execute("CREATE PROCEDURE enrol(target text) LANGUAGE sql AS 'SELECT 1/0'");
    stepwise(call + ";", "");
    assertThat(refused(scenario::upgrade).code()).isEqualTo(Code.SQL);
    assertThat(row())
        .startsWith("started 0 -- checksum ")
        .endsWith("\nCALL enrol('host=x password=(hidden)')");
    assertThat(refused(scenario::upgrade).text()).contains("in doubt:", "(hidden)')\n");
    stepwise(call.replace("hunter2", "hunter3") + ";", "");
    scenario.resolve("bbbb2222:done").upgrade();
    assertThat(row()).isEqualTo("applied 1 -");
  }

  @Test
  void knowsAStatementWithAPasswordAgain() throws Exception {
    String index = "CREATE INDEX CONCURRENTLY a_n ON a (n) WHERE secret = 'hunter2'";
    String other = index.replace("hunter2", "hunter3");
    db.execute("ALTER TABLE a ADD COLUMN secret text");
    stepwise(index + ";", "");
    Interruption.of(db, "INSERT INTO a VALUES (2)", "CREATE INDEX", scenario::upgrade);
    db.execute("DROP INDEX a_n", index);
    for (String kept : List.of("hidden", "whole, as it was once")) {
      assertThat(row()).contains(kept.equals("hidden") ? "= (hidden)" : "= 'hunter2'");
      stepwise(other + ";", "");
      assertThat(refused(scenario::upgrade).text())
          .contains("a statement that has run was edited")
          .doesNotContain("hunter2");
      stepwise(index + ";", "");
      scenario.upgrade();
      assertThat(row()).isEqualTo("applied 1 -");
      diedBehind(index);
    }
  }

  @Test
  void doesNotBuildAnIndexTwiceThatIsThere() {
    stepwise(INDEX, "");
    scenario.upgrade();
    String before = db.one("SELECT 'a_n'::regclass::oid");
    diedBehind("CREATE INDEX CONCURRENTLY a_n ON a (n)");
    scenario.upgrade();
    assertThat(db.one("SELECT 'a_n'::regclass::oid")).isEqualTo(before);
    assertThat(row()).isEqualTo("applied 1 -");
  }

  @Test
  void buildsAnIndexThatIsNotThere() {
    stepwise(INDEX, "");
    scenario.upgrade();
    db.execute("DROP INDEX a_n");
    diedBehind("CREATE INDEX CONCURRENTLY a_n ON a (n)");
    scenario.upgrade();
    assertThat(db.one(VALID)).isEqualTo("true");
  }

  @Test
  void forgetsARevisionWhoseFirstStatementFailedCleanly() {
    stepwise("CREATE INDEX CONCURRENTLY a_n ON missing (n);", "");
    Problem problem = refused(scenario::upgrade);
    assertThat(problem.code()).isEqualTo(Code.MISSING_OBJECT);
    assertThat(problem.text()).contains("nothing of this revision is left in the database");
    assertThat(row()).isEqualTo("none");
    stepwise(INDEX, "");
    scenario.upgrade();
    assertThat(db.one(VALID)).isEqualTo("true");
  }

  @Test
  void neverTakesAnIndexOfAnotherForItsOwn() {
    db.execute("CREATE TABLE other (n int)", "CREATE INDEX a_n ON other (n)");
    stepwise("CREATE TABLE b (n int); " + INDEX, "");
    for (int i = 0; i < 2; i++) {
      assertThat(refused(() -> scenario.upgrade(Existing.FAIL, TransactionMode.REVISION)).code())
          .isEqualTo(Code.EXISTS);
      assertThat(row()).isEqualTo("started 1 -");
    }
    db.execute("DROP INDEX a_n");
    scenario.upgrade();
    assertThat(db.one("SELECT indrelid::regclass FROM pg_index WHERE indexrelid = 'a_n'::regclass"))
        .isEqualTo("a");
  }

  @Test
  void keepsTheRowWhenAFailedIndexIsLeft() {
    stepwise("CREATE UNIQUE INDEX CONCURRENTLY a_n ON a (n);", "");
    assertThat(refused(scenario::upgrade).text())
        .contains("SQLSTATE 23505", "what it left half done is removed by the next run");
    assertThat(db.one(VALID)).isEqualTo("false");
    assertThat(refused(scenario::upgrade).text()).contains("SQLSTATE 23505");
    db.execute("DELETE FROM a WHERE ctid = '(0,1)'");
    scenario.upgrade();
    assertThat(db.one(VALID)).isEqualTo("true");
    assertThat(row()).isEqualTo("applied 1 -");
  }

  @Test
  void goesOnWithTheEditedRestOfTheFile() {
    stepwise("CREATE TABLE b (n int);\nCREATE INDEX CONCURRENTLY b_n ON b (oops);", "");
    assertThat(refused(scenario::upgrade).text())
        .contains("1 statement(s) before it have run and stay", "it goes on here");
    assertThat(row()).isEqualTo("started 1 -");
    stepwise("CREATE TABLE b (n int); -- remark\nCREATE INDEX CONCURRENTLY b_n ON b (n);", "");
    assertThat(scenario.upgrade().applied()).hasSize(1);
    assertThat(scenario.upgrade().isNothing()).isTrue();
    assertThat(db.one("SELECT to_regclass('b_n')")).isEqualTo("b_n");
  }

  @Test
  void leavesOutAStatementThatSomebodySaysIsDone() {
    stepwise("CREATE TABLE b (n int); SELECT 1/0; INSERT INTO b VALUES (3);", "");
    refused(scenario::upgrade);
    scenario.resolve("bbbb2222:done").upgrade();
    assertThat(db.list("SELECT n FROM b")).containsExactly("3");
    assertThat(row()).isEqualTo("applied 3 -");
  }

  @Test
  void takesBackInTwoRunsWhatIsOnlyHalfThere() throws Exception {
    stepwise("CREATE TABLE b (n int); SELECT 1/0;", "DROP TABLE b; DROP TABLE c;");
    refused(scenario::upgrade);
    scenario.resolve("bbbb2222:undo");
    scenario.with(
        SessionOptions.defaults().withWaits(Duration.ofMillis(50), 0, Duration.ofSeconds(5)));
    try (Connection reader = Interruption.open(db, "SELECT * FROM b")) {
      assertThat(refused(() -> scenario.downgrade("aaaa1111")).code()).isEqualTo(Code.LOCKED);
      assertThat(reader.isClosed()).isFalse();
    }
    assertThat(row()).isEqualTo("undoing 0 -");
    scenario.downgrade("aaaa1111");
    assertThat(row()).isEqualTo("none");
  }

  @Test
  void explainsWhatWasEditedThatHasRun() {
    stepwise("CREATE TABLE b (n int);\nCREATE INDEX CONCURRENTLY b_n ON b (oops);", "");
    refused(scenario::upgrade);
    stepwise("CREATE TABLE b (m int);\nCREATE INDEX CONCURRENTLY b_n ON b (m);", "DROP TABLE b;");
    Problem problem = refused(scenario::upgrade);
    assertThat(problem.code()).isEqualTo(Code.STARTED);
    assertThat(problem.text())
        .contains(
            "the part of its file that has run was edited since",
            "1 of its statements have run for certain",
            "begun with checksum",
            "-Dsaascore.resolve=bbbb2222:undo");
    scenario.resolve("bbbb2222:undo").upgrade();
    assertThat(
            db.one(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'b'::regclass"
                    + " AND attnum = 1"))
        .isEqualTo("m");
    assertThat(row()).isEqualTo("applied 2 -");
  }

  @Test
  void refusesAnEditedStatementThatHasRun() {
    stepwise(INDEX, "");
    scenario.upgrade();
    diedBehind("CREATE INDEX CONCURRENTLY a_n ON a (n)");
    stepwise("CREATE INDEX CONCURRENTLY a_n ON a (n DESC);", "");
    assertThat(refused(scenario::upgrade).text())
        .contains(
            "a statement that has run was edited since",
            "ran:       CREATE INDEX CONCURRENTLY a_n ON a (n)",
            "file has:  CREATE INDEX CONCURRENTLY a_n ON a (n DESC)");
  }

  @Test
  void dropsAnIndexThatWasHalfDropped() throws Exception {
    db.execute("CREATE INDEX a_n ON a (n)");
    stepwise("DROP INDEX CONCURRENTLY a_n;", "");
    Interruption.of(db, "SELECT * FROM a", "DROP INDEX", scenario::upgrade);
    assertThat(row()).isEqualTo("started 0 DROP INDEX CONCURRENTLY a_n");
    scenario.upgrade();
    assertThat(db.one(VALID)).isEqualTo("absent");
    diedBehind("DROP INDEX CONCURRENTLY a_n");
    scenario.upgrade();
    assertThat(row()).isEqualTo("applied 1 -");
  }

  @Test
  void removesWhatAReindexLeft() throws Exception {
    db.execute("CREATE INDEX a_n ON a (n)");
    stepwise("REINDEX TABLE CONCURRENTLY a;", "");
    Interruption.of(db, "INSERT INTO a VALUES (2)", "REINDEX", scenario::upgrade);
    String left = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
    assertThat(db.one(left)).isNotEqualTo("0");
    scenario.upgrade();
    assertThat(db.one(left)).isEqualTo("0");
    assertThat(db.one(VALID)).isEqualTo("true");
  }

  /** A plain owner may not look into the schema of TOAST tables, so what is left there stays. */
  @Test
  void leavesWhatOnlyASuperuserCanDrop() throws Exception {
    db.execute("ALTER TABLE a ADD t text", "CREATE INDEX a_n ON a (n)");
    stepwise("REINDEX TABLE CONCURRENTLY a;", "");
    Interruption.of(db, "INSERT INTO a VALUES (2)", "REINDEX", scenario::upgrade);
    scenario.upgrade();
    assertThat(row()).isEqualTo("applied 1 -");
    assertThat(db.one(VALID)).isEqualTo("true");
    assertThat(
            db.list(
                "SELECT left(indexrelid::regclass::text, 9) FROM pg_index WHERE NOT indisvalid"))
        .containsExactly("pg_toast.");
  }

  @Test
  void finishesADetachedPartition() throws Exception {
    db.execute(
        "CREATE TABLE p (n int) PARTITION BY RANGE (n)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)");
    stepwise("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;", "");
    Interruption.of(db, "SELECT * FROM p", "ALTER TABLE", scenario::upgrade);
    assertThat(db.one("SELECT inhdetachpending FROM pg_inherits WHERE inhrelid = 'p1'::regclass"))
        .isEqualTo("t");
    scenario.upgrade();
    assertThat(db.one("SELECT count(*) FROM pg_inherits WHERE inhrelid = 'p1'::regclass"))
        .isEqualTo("0");
    diedBehind("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY");
    scenario.upgrade();
    assertThat(row()).isEqualTo("applied 1 -");
  }

  @Test
  void repeatsNothingThatRanTogetherWithItsRow() {
    db.execute(
        "CREATE TYPE mood AS ENUM ('sad')",
        "ALTER TABLE a ADD CONSTRAINT positive CHECK (n > 0) NOT VALID");
    String first =
        "ALTER TYPE mood ADD VALUE 'ok'; ALTER TABLE a VALIDATE CONSTRAINT positive;"
            + " INSERT INTO a VALUES (7);";
    stepwise(first + " SELECT 1/0;", "");
    assertThat(refused(scenario::upgrade).text()).contains("3 statement(s) before it have run");
    stepwise(first + " SELECT 1;", "");
    scenario.upgrade();
    assertThat(db.one("SELECT count(*) FROM a WHERE n = 7")).isEqualTo("1");
    assertThat(db.one("SELECT convalidated FROM pg_constraint WHERE conname = 'positive'"))
        .isEqualTo("t");
    assertThat(db.list("SELECT enumlabel FROM pg_enum ORDER BY enumsortorder"))
        .containsExactly("sad", "ok");
  }

  @Test
  void setsTheSessionAgainWhenItGoesOn() {
    stepwise("SET saascore_test.word = 'kept'; SELECT 1/0;", "");
    refused(scenario::upgrade);
    stepwise(
        """
        SET saascore_test.word = 'kept';
        CREATE TABLE b AS SELECT current_setting('saascore_test.word', true) AS word;
        """,
        "");
    scenario.upgrade();
    assertThat(db.one("SELECT word FROM b")).isEqualTo("kept");
  }

  /** Else the index would be looked for, and built, in the schema that the session begins with. */
  @Test
  void setsByFunctionAgainToo() {
    db.execute("CREATE SCHEMA s", "CREATE TABLE s.a (n int)", "INSERT INTO s.a VALUES (1), (1)");
    stepwise(
        "SELECT pg_catalog.set_config('search_path', 's', false);"
            + " CREATE UNIQUE INDEX CONCURRENTLY a_n ON a (n);",
        "");
    refused(scenario::upgrade);
    db.execute("TRUNCATE s.a");
    scenario.upgrade();
    assertThat(
            db.list(
                "SELECT indexrelid::regclass || ' ' || indisvalid FROM pg_index"
                    + " WHERE indexrelid::regclass::text LIKE '%a_n'"))
        .containsExactly("s.a_n true");
  }

  private static final String PROCEDURE =
      """
      CREATE PROCEDURE work() LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO a VALUES (8);
        COMMIT;
        LOCK TABLE gate;
      END $$
      """;

  private void stopInProcedure() throws Exception {
    db.execute("CREATE TABLE gate (n int)", PROCEDURE);
    stepwise("CALL work(); INSERT INTO a VALUES (9);", "DELETE FROM a WHERE n > 1; DROP TABLE no;");
    Interruption.of(db, "LOCK TABLE gate", "CALL work", scenario::upgrade);
  }

  private String rows() {
    return db.one("SELECT string_agg(n::text, ',' ORDER BY n) FROM a");
  }

  @Test
  void asksWhereTheCatalogCannotTell() throws Exception {
    stopInProcedure();
    Problem problem = refused(scenario::upgrade);
    assertThat(problem.code()).isEqualTo(Code.STARTED);
    assertThat(problem.text())
        .contains(
            "revision bbbb2222 stopped in statement 1 of 2, and the catalog cannot tell",
            "in doubt:  CALL work()",
            "next:      INSERT INTO a VALUES (9)",
            "-Dsaascore.resolve=bbbb2222:retry",
            "-Dsaascore.resolve=bbbb2222:done",
            "-Dsaascore.resolve=bbbb2222:undo");
    assertThat(row()).isEqualTo("started 0 CALL work()");
    assertThat(rows()).isEqualTo("1,1,8");
  }

  @Test
  void runsTheStatementAgainWhenTold() throws Exception {
    stopInProcedure();
    scenario.resolve("bbbb2222:retry").upgrade();
    assertThat(rows()).isEqualTo("1,1,8,8,9");
    assertThat(row()).isEqualTo("applied 2 -");
  }

  @Test
  void countsTheStatementAsDoneWhenTold() throws Exception {
    stopInProcedure();
    scenario.resolve("bbbb:done").upgrade();
    assertThat(rows()).isEqualTo("1,1,8,9");
    assertThat(row()).isEqualTo("applied 2 -");
  }

  @Test
  void takesTheRevisionBackWhenTold() throws Exception {
    stopInProcedure();
    assertThat(refused(() -> scenario.downgrade("aaaa1111")).text())
        .contains("revision bbbb2222 was begun and never finished", "resolve=bbbb2222:undo");
    scenario.resolve("bbbb2222:undo").downgrade("aaaa1111");
    assertThat(rows()).isEqualTo("1,1");
    assertThat(row()).isEqualTo("none");
    assertThat(refused(scenario::upgrade).text())
        .contains("revision 'bbbb2222' of saascore.resolve was not left in the middle");
  }

  @Test
  void goesOnUndoing() throws Exception {
    stepwise(INDEX, "DROP INDEX CONCURRENTLY a_n; INSERT INTO a VALUES (5);");
    scenario.upgrade();
    Interruption.of(db, "SELECT * FROM a", "DROP INDEX", () -> scenario.downgrade("-1"));
    assertThat(row()).isEqualTo("undoing 0 DROP INDEX CONCURRENTLY a_n");
    assertThat(refused(scenario::upgrade).text())
        .contains(
            "revision bbbb2222 was begun to be undone and never finished",
            "mvn saascore:downgrade -Dsaascore.target=bbbb2222@aaaa1111");
    // What was begun is finished as it was, whatever the file says by now.
    stepwise(INDEX, "SELECT 'edited';");
    scenario.downgrade("bbbb2222@aaaa1111");
    assertThat(row()).isEqualTo("none");
    assertThat(db.one(VALID)).isEqualTo("absent");
    assertThat(rows()).isEqualTo("1,1,5");
  }

  /**
   * What is being undone cannot be taken back instead; the command that was offered went in
   * circles.
   */
  @Test
  void offersNoUndoOfWhatIsBeingUndone() throws Exception {
    db.execute("CREATE TABLE gate (n int)", PROCEDURE);
    stepwise("SELECT 1;", "CALL work(); INSERT INTO a VALUES (9);");
    scenario.upgrade();
    Interruption.of(db, "LOCK TABLE gate", "CALL work", () -> scenario.downgrade("-1"));
    assertThat(scenario.listing().standing().unfinished())
        .containsValue("mvn saascore:downgrade -Dsaascore.target=bbbb2222@aaaa1111");
    assertThat(refused(() -> scenario.downgrade("-1")).text())
        .contains("the catalog cannot tell", "resolve=bbbb2222:retry", "resolve=bbbb2222:done")
        .doesNotContain(":undo");
    scenario.resolve("bbbb2222:done").downgrade("-1");
    assertThat(rows()).isEqualTo("1,1,8,9");
    assertThat(row()).isEqualTo("none");
  }

  /** A table that a revision filled before it stopped, as its procedure cannot be found. */
  private void stopBehindATable(String downgrade) {
    stepwise("CREATE TABLE t AS SELECT 1 AS n; VACUUM t; CALL missing();", downgrade);
    assertThat(refused(scenario::upgrade).code()).isEqualTo(Code.MISSING_OBJECT);
    assertThat(row()).isEqualTo("started 2 -");
  }

  @Test
  void takesNothingBackUnasked() {
    Confirmation silent = new Confirmation(Optional.empty());
    stopBehindATable("DROP TABLE t;");
    scenario.resolve("bbbb:undo");
    String confirmed = " -Dsaascore.resolve=bbbb:undo -Dsaascore.confirm=" + db.name();
    Problem up = refused(() -> scenario.upgrade(silent));
    assertThat(up.code()).isEqualTo(Code.CONFIRM);
    assertThat(up.reason().orElse("")).contains("table t: 1 row");
    assertThat(up.hint().orElse("")).endsWith("mvn saascore:upgrade" + confirmed);
    assertThat(refused(() -> scenario.downgrade("aaaa1111", silent)).hint().orElse(""))
        .endsWith("mvn saascore:downgrade -Dsaascore.target=aaaa1111" + confirmed);
    scenario.in(database -> new Protect(database).protect("of worth"));
    assertThat(refused(scenario::upgrade).code()).isEqualTo(Code.PROTECTED);
    assertThat(row()).isEqualTo("started 2 -");
    assertThat(db.one("SELECT n FROM t")).isEqualTo("1");
  }

  /** What has not run yet may be edited, and so may come to destroy what nobody was asked about. */
  @Test
  void goesOnWithNothingThatDestroysUnasked() {
    stopBehindATable("SELECT 1;");
    stepwise("CREATE TABLE t AS SELECT 1 AS n; VACUUM t; DROP TABLE a;", "SELECT 1;");
    Problem asked = refused(() -> scenario.upgrade(new Confirmation(Optional.empty())));
    assertThat(asked.code()).isEqualTo(Code.CONFIRM);
    assertThat(asked.reason().orElse("")).contains("table a: 2 rows").doesNotContain("table t");
    assertThat(row()).isEqualTo("started 2 -");
    scenario.upgrade();
    assertThat(row()).isEqualTo("applied 3 -");
  }

  @Test
  void namesWhatIsToBeResolvedAndTheFileThatIsMissing() throws Exception {
    stopInProcedure();
    scenario.resolve("cccc:done");
    assertThat(refused(scenario::upgrade).text())
        .contains(
            "left in the middle: bbbb2222\n", "one of those: -Dsaascore.resolve=bbbb2222:done");
    scenario.resolve("").delete("bbbb2222");
    assertThat(refused(() -> scenario.downgrade("aaaa1111")).hint().orElse(""))
        .isEqualTo(
            """
            put its file back, git log --all -- '*bbbb2222*', and go on with it: mvn saascore:upgrade
            or take it back: mvn saascore:downgrade -Dsaascore.target=bbbb2222@aaaa1111 \
            -Dsaascore.resolve=bbbb2222:undo\
            """);
    scenario.resolve("bbbb2222:undo").downgrade("bbbb2222@aaaa1111");
    assertThat(row()).isEqualTo("none");
  }

  @Test
  void plansNothingWhileARevisionIsInTheMiddle() {
    stopBehindATable("DROP TABLE t;");
    List<Target> heads = List.of(Target.parse("heads"));
    assertThat(
            refused(
                () ->
                    scenario.in(
                        database ->
                            new PlanScript(
                                    scenario.sources(),
                                    database.session().options(),
                                    database.store())
                                .online(database, Verb.UPGRADE, heads, false))))
        .extracting(Problem::code)
        .isEqualTo(Code.STARTED);
  }

  /** One step down from a merge would be ambiguous, and down to one parent may undo too much. */
  @Test
  void namesTheParentOfAMergeThatUndoesNothingElse() {
    stepwise(INDEX, "DROP INDEX CONCURRENTLY a_n;");
    scenario
        .revision("cccc3333", "aaaa1111", "SELECT 1;", "")
        .revision("dddd4444", "aaaa1111", "SELECT 1;", "")
        .revision("eeee5555", "cccc3333", "SELECT 1;", "")
        .file(
            "bbbb2222_x.sql",
            """
            -- revision: bbbb2222
            -- down_revision: cccc3333, dddd4444
            -- saascore:upgrade transaction=none
            CREATE INDEX CONCURRENTLY a_n ON a (n);
            -- saascore:downgrade transaction=none
            DROP INDEX CONCURRENTLY a_n;
            """);
    scenario.upgrade();
    diedBehind("DROP INDEX CONCURRENTLY a_n");
    db.execute("UPDATE saascore_revision SET state = 'undoing' WHERE revision = 'bbbb2222'");
    assertThat(refused(scenario::upgrade).text())
        .contains("mvn saascore:downgrade -Dsaascore.target=bbbb2222@cccc3333\n");
    assertThat(scenario.downgrade("bbbb2222@cccc3333").undone()).hasSize(1);
    assertThat(row()).isEqualTo("none");
    assertThat(db.one(VALID)).isEqualTo("absent");
  }

  private Problem refusedStamp(String... targets) {
    return refused(() -> scenario.stamp(false, targets));
  }

  /** A stamp would say of it that it is whole, and nothing that a run does. */
  @Test
  void stampsNothingThatFollowsWhatIsHalfUndone() {
    stepwise(INDEX, "DROP INDEX CONCURRENTLY a_n; DROP TABLE missing;");
    scenario.upgrade();
    scenario.revision("cccc3333", "bbbb2222", "INSERT INTO a VALUES (3);", "");
    refused(() -> scenario.downgrade("aaaa1111"));
    assertThat(row()).isEqualTo("undoing 1 -");
    assertThat(refusedStamp("cccc3333").text())
        .isEqualTo(
            """
            SC-STARTED: revision bbbb2222 was begun to be undone and never finished
              at bbbb2222_x.sql
              it runs without a transaction; 1 of its statements are known to have run
              hint: go on with undoing it: mvn saascore:downgrade \
            -Dsaascore.target=bbbb2222@aaaa1111
                    or undo it and apply it again: mvn saascore:upgrade \
            -Dsaascore.target=bbbb2222 -Dsaascore.resolve=bbbb2222:undo\
            """);
    assertThat(refusedStamp("bbbb2222").code()).isEqualTo(Code.STARTED);
    db.execute("CREATE TABLE missing ()");
    scenario.paste(Scenario.commands(refusedStamp("heads")).get(1));
    assertThat(row()).isEqualTo("applied 1 -");
    assertThat(scenario.stamp(false, "heads").marked()).hasSize(1);
    assertThat(rows()).isEqualTo("1,1");
  }

  @Test
  void stampsNothingThatFollowsWhatIsHalfApplied() {
    stepwise("CREATE TABLE t (); VACUUM missing;", "DROP TABLE t;");
    refused(scenario::upgrade);
    scenario.revision("cccc3333", "bbbb2222", "INSERT INTO a VALUES (3);", "");
    List<String> offered = Scenario.commands(refusedStamp("heads"));
    scenario.paste(offered.get(1));
    assertThat(row()).isEqualTo("none");
    refused(() -> scenario.upgrade("bbbb2222"));
    db.execute("CREATE TABLE missing ()");
    scenario.paste(offered.get(0));
    assertThat(row()).isEqualTo("applied 2 -");
    assertThat(scenario.stamp(false, "heads").marked()).hasSize(1);
    assertThat(rows()).isEqualTo("1,1");
  }

  /** Who has mended it by hand may say that it is gone. */
  @Test
  void stampsBelowAndBesideWhatIsInTheMiddle() {
    stepwise("CREATE TABLE t (); VACUUM missing;", "DROP TABLE t;");
    scenario.revision("cccc3333", "aaaa1111", "INSERT INTO a VALUES (3);", "");
    refused(() -> scenario.upgrade("bbbb2222"));
    assertThat(scenario.stamp(false, "cccc3333").marked()).hasSize(1);
    assertThat(scenario.stamp(false, "aaaa1111").unmarked()).hasSize(2);
    assertThat(row()).isEqualTo("none");
  }

  @Test
  void undoesAndAppliesAgainWhenTold() throws Exception {
    stepwise(INDEX, "DROP INDEX CONCURRENTLY a_n;");
    scenario.upgrade();
    Interruption.of(db, "SELECT * FROM a", "DROP INDEX", () -> scenario.downgrade("-1"));
    scenario.resolve("bbbb2222:undo").upgrade();
    assertThat(db.one(VALID)).isEqualTo("true");
    assertThat(row()).isEqualTo("applied 1 -");
  }

  @Test
  void staysAppliedWhenNothingWasUndone() {
    stepwise(INDEX, "DROP INDEX CONCURRENTLY missing;");
    scenario.upgrade();
    Problem problem = refused(() -> scenario.downgrade("-1"));
    assertThat(problem.code()).isEqualTo(Code.MISSING_OBJECT);
    assertThat(problem.text()).contains("nothing of the revision was undone");
    assertThat(row()).isEqualTo("applied 0 -");
  }

  @Test
  void repairsAnInvalidIndexInsteadOfSkippingIt() {
    assertThatThrownBy(() -> db.execute("CREATE UNIQUE INDEX CONCURRENTLY a_n ON a (n)"))
        .isInstanceOf(Exception.class);
    assertThat(db.one(VALID)).isEqualTo("false");
    stepwise(INDEX, "");
    assertThat(refused(() -> scenario.upgrade(Existing.FAIL, TransactionMode.REVISION)).code())
        .isEqualTo(Code.EXISTS);
    assertThat(row()).isEqualTo("none");
    scenario.upgrade(Existing.SKIP, TransactionMode.REVISION);
    assertThat(db.one(VALID)).isEqualTo("true");
    assertThat(db.one("SELECT indisunique FROM pg_index WHERE indexrelid = 'a_n'::regclass"))
        .isEqualTo("f");
  }

  @Test
  void skipsAValidIndexThatExists() {
    db.execute("CREATE INDEX a_n ON a (n)");
    stepwise(INDEX, "");
    assertThat(scenario.upgrade(Existing.SKIP, TransactionMode.REVISION).skipped())
        .extracting(skipped -> skipped.what())
        .containsExactly("CREATE INDEX a_n ON a");
  }
}
