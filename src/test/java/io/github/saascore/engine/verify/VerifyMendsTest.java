package io.github.saascore.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.engine.Scenario;
import io.github.saascore.report.Style;
import io.github.saascore.report.VerifyText;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What verify says of broken things is pasted, and they are whole afterwards. */
@ExtendWith(PostgresExtension.class)
final class VerifyMendsTest {
  private static final String ARROW = "  -> ";
  private static final String THEN = " -- mend these rows first, then: ";
  private static final String OR = " or do without: ";
  private static final String REFUSED = " -- if refused, mend: ";

  @TempDir Path directory;
  private List<TestDatabase> databases;

  @BeforeEach
  void start(TestDatabase database, @Older TestDatabase older) {
    databases = List.of(database, older);
  }

  @Test
  void findsTheDuplicatesOfAUniqueIndexFirst() {
    for (TestDatabase db : databases) {
      db.execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1), (1)");
      brokenUnique(db);
      String mend = only(db);
      String find = mend.substring(0, mend.indexOf(THEN));
      String again = mend.substring(mend.indexOf(THEN) + THEN.length(), mend.indexOf(OR));
      assertThat(db.list(find)).hasSize(1);
      db.execute("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
      assertThat(db.list(find)).isEmpty();
      db.execute(again);
      isSound(db);
    }
  }

  @Test
  void orDoesWithoutIt() {
    for (TestDatabase db : databases) {
      db.execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1), (1)");
      brokenUnique(db);
      String mend = only(db);
      assertThatThrownBy(
              () ->
                  db.execute(mend.substring(mend.indexOf(THEN) + THEN.length(), mend.indexOf(OR))))
          .hasMessageContaining("duplicate");
      assertThat(lines(db))
          .contains(
              "invalid index public.u on public.t", "invalid index public.u_ccnew on public.t");
      paste(db, "u_ccnew");
      db.execute(only(db).substring(mend.indexOf(OR) + OR.length()));
      isSound(db);
    }
  }

  @Test
  void makesAPlainIndexAgain() {
    for (TestDatabase db : databases) {
      db.execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (0)");
      assertThatThrownBy(() -> db.execute("CREATE INDEX CONCURRENTLY i ON t ((1 / n))"))
          .hasMessageContaining("by zero");
      db.execute("UPDATE t SET n = 1");
      paste(db, "");
      isSound(db);
    }
  }

  @Test
  void attachesAnIndexOfEachPartition() {
    for (TestDatabase db : databases) {
      db.execute(
          "CREATE TABLE p (k int, v int) PARTITION BY LIST (k)",
          "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
          "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)",
          "CREATE INDEX pi ON ONLY p (v)",
          "CREATE INDEX there ON p2 (v)");
      assertThat(lines(db))
          .containsSequence(
              "invalid index public.pi on public.p",
              "  -> CREATE INDEX CONCURRENTLY p1_pi ON public.p1 USING btree (v);"
                  + " ALTER INDEX public.pi ATTACH PARTITION public.p1_pi;",
              "  -> ALTER INDEX public.pi ATTACH PARTITION public.there;");
      assertThat(verify(db).health().invalidIndexes()).hasSize(1);
      paste(db, "");
      isSound(db);
    }
  }

  @Test
  void looksIntoItsSchemasAlone() {
    for (TestDatabase db : databases) {
      db.execute(
          "CREATE SCHEMA another",
          "CREATE TABLE another.p (k int) PARTITION BY LIST (k)",
          "CREATE TABLE another.p1 PARTITION OF another.p FOR VALUES IN (1)",
          "CREATE INDEX ON ONLY another.p (k)",
          "CREATE TABLE another.t (n smallserial)",
          "ALTER TABLE another.t ADD CONSTRAINT c CHECK (n > 0) NOT VALID",
          "SELECT setval('another.t_n_seq', 32000)");
      isSound(db);
    }
  }

  @Test
  void checksConstraintsAndFindsTheRowsThatStandInTheWay() {
    for (TestDatabase db : databases) {
      db.execute(
          "CREATE TABLE t (n int)",
          "INSERT INTO t VALUES (1), (9)",
          "ALTER TABLE t ADD CONSTRAINT \"Large\" CHECK (n > 7) NOT VALID",
          "CREATE DOMAIN short AS text",
          "ALTER DOMAIN short ADD CONSTRAINT ten CHECK (length(VALUE) < 10) NOT VALID");
      assertThat(lines(db))
          .containsSequence(
              "constraint ten of public.short was never checked for old rows",
              "  -> ALTER DOMAIN public.short VALIDATE CONSTRAINT ten;",
              "constraint \"Large\" of public.t was never checked for old rows",
              "  -> ALTER TABLE public.t VALIDATE CONSTRAINT \"Large\"; -- if refused, mend:"
                  + " SELECT * FROM public.t WHERE NOT (n > 7);");
      paste(db, "ten");
      String mend = only(db);
      assertThatThrownBy(() -> db.execute(mend)).hasMessageContaining("violated");
      assertThat(db.list(mend.substring(mend.indexOf(REFUSED) + REFUSED.length())))
          .containsExactly("1");
      db.execute("DELETE FROM t WHERE n = 1", mend);
      isSound(db);
    }
  }

  @Test
  void givesUsedUpSequencesMoreNumbers() {
    for (TestDatabase db : databases) {
      db.execute(
          "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, s smallserial)",
          "SELECT setval('t_id_seq', 2000000000), setval('t_s_seq', 30000)",
          "CREATE SEQUENCE round MAXVALUE 10 CYCLE",
          "SELECT setval('round', 9)");
      assertThat(lines(db))
          .containsSequence(
              "sequence public.t_id_seq of t.id: 93 % used (2,000,000,000 of 2,147,483,647)",
              "  -> ALTER TABLE public.t ALTER COLUMN id TYPE bigint;",
              "sequence public.t_s_seq of t.s: 92 % used (30,000 of 32,767)",
              "  -> ALTER TABLE public.t ALTER COLUMN s TYPE bigint;"
                  + " ALTER SEQUENCE public.t_s_seq AS bigint NO MAXVALUE;")
          .noneMatch(line -> line.contains("sequence public.round"));
      paste(db, "");
      isSound(db);
    }
  }

  /** Only from PostgreSQL 15 on a sequence may be unlogged. */
  @Test
  void namesSequencesThatSurviveNoCrash() {
    TestDatabase db = databases.get(0);
    db.execute(
        "CREATE UNLOGGED TABLE u (id smallint GENERATED ALWAYS AS IDENTITY)",
        "SELECT setval('u_id_seq', 30000)");
    assertThat(lines(db))
        .contains("sequence public.u_id_seq of u.id: 92 % used (30,000 of 32,767)");
    paste(db, "");
    isSound(db);
  }

  /** Whoever may draw numbers from a sequence may also see how many are gone. */
  @Test
  void namesWhoMendsTheSequenceOfAnother() throws SQLException {
    for (TestDatabase db : databases) {
      try (Connection connection = db.superuser();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE SEQUENCE theirs AS smallint");
        statement.execute("SELECT setval('theirs', 30000)");
        statement.execute("GRANT USAGE ON SEQUENCE theirs TO " + db.user());
        String mend = only(db);
        assertThat(mend)
            .startsWith("ALTER SEQUENCE public.theirs AS bigint NO MAXVALUE; -- as role ");
        statement.execute(mend);
      }
      isSound(db);
    }
  }

  private static void brokenUnique(TestDatabase db) {
    assertThatThrownBy(() -> db.execute("CREATE UNIQUE INDEX CONCURRENTLY u ON t (n)"))
        .hasMessageContaining("duplicate");
  }

  private void isSound(TestDatabase db) {
    assertThat(mends(db)).isEmpty();
    assertThat(verify(db).isSound(true)).isTrue();
  }

  private String only(TestDatabase db) {
    List<String> mends = mends(db);
    assertThat(mends).hasSize(1);
    return mends.get(0);
  }

  private List<String> mends(TestDatabase db) {
    return lines(db).stream()
        .filter(line -> line.startsWith(ARROW))
        .map(line -> line.substring(ARROW.length()))
        .toList();
  }

  /** Types what stands behind the arrows, as a person does in psql. */
  private void paste(TestDatabase db, String what) {
    mends(db).stream()
        .filter(mend -> mend.contains(what))
        .map(mend -> mend.replaceFirst(" -- .*", ""))
        .flatMap(mend -> List.of(mend.split("(?<=;) ", -1)).stream())
        .forEach(db::execute);
  }

  private List<String> lines(TestDatabase db) {
    return VerifyText.lines(verify(db), Style.plain());
  }

  private Verification verify(TestDatabase db) {
    try (Scratches beside = Scratches.beside(db)) {
      return new Scenario(directory, db)
          .in(
              database ->
                  new Verify(database, beside.scratch()).run(Optional.empty(), Optional.empty()));
    }
  }
}
