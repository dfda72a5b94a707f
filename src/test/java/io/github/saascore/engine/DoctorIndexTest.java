package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
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

/** What doctor says of indexes that are not valid is pasted, and the line is gone afterwards. */
@ExtendWith(PostgresExtension.class)
class DoctorIndexTest {
  private static final String THEN = " -- mend these rows first, then: ";
  private static final String OR = " or do without: ";
  private static final String INVALID =
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '%s'::regclass";

  @TempDir Path directory;
  private List<TestDatabase> databases;

  @BeforeEach
  void start(TestDatabase database, @Older TestDatabase older) {
    databases = List.of(database, older);
  }

  @Test
  void findsTheDuplicatesBeforeAUniqueIndexIsMadeAgain() {
    String[][] cases = {
      {
        "(\"a b\")",
        """
        SELECT "a b", count(*) FROM public.t WHERE "a b" IS NOT NULL \
        GROUP BY "a b" HAVING count(*) > 1;\
        """
      },
      {
        "(\"a b\") NULLS NOT DISTINCT",
        "SELECT \"a b\", count(*) FROM public.t GROUP BY \"a b\" HAVING count(*) > 1;"
      },
      {
        "(lower(e) DESC, (\"a b\" + 1)) INCLUDE (gone) WHERE NOT gone",
        """
        SELECT lower(e), ("a b" + 1), count(*) FROM public.t \
        WHERE (NOT gone) AND lower(e) IS NOT NULL AND ("a b" + 1) IS NOT NULL \
        GROUP BY lower(e), ("a b" + 1) HAVING count(*) > 1;\
        """
      },
      {
        "(e COLLATE blind)",
        """
        SELECT e COLLATE public.blind, count(*) FROM public.t WHERE e IS NOT NULL \
        GROUP BY e COLLATE public.blind HAVING count(*) > 1;\
        """
      }
    };
    for (TestDatabase db : databases) {
      db.execute(
          "CREATE TABLE t (\"a b\" int, e text, gone boolean)",
          "CREATE COLLATION blind"
              + " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
          "INSERT INTO t VALUES (1, 'A', false), (1, 'a', false), (NULL, 'b', true)");
      for (String[] one : cases) {
        fails(db, "CREATE UNIQUE INDEX CONCURRENTLY u ON t " + one[0]);
        String command = only(db).command().orElseThrow();
        String find = command.substring(0, command.indexOf(THEN));
        assertThat(find).isEqualTo(one[1]);
        assertThat(db.list(find)).hasSize(1);
        db.execute("CREATE TABLE all_rows AS TABLE t", "DELETE FROM t WHERE e = 'a'");
        assertThat(db.list(find)).isEmpty();
        db.execute(again(command));
        assertThat(texts(db)).containsExactly("all valid");
        db.execute("DROP INDEX u", "TRUNCATE t", "INSERT INTO t TABLE all_rows");
        db.execute("DROP TABLE all_rows");
      }
    }
  }

  @Test
  void letsAUniqueIndexGoThatTheRowsSpeakAgainst() {
    for (TestDatabase db : databases) {
      db.execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1), (1)");
      fails(db, "CREATE UNIQUE INDEX CONCURRENTLY u ON t (n)");
      String command = only(db).command().orElseThrow();
      fails(db, again(command));
      assertThat(texts(db))
          .containsExactly(
              "public.u on public.t is not valid: no query uses it",
              "public.u_ccnew on public.t is not valid: left by REINDEX");
      paste(db);
      assertThat(only(db).command()).contains(command);
      db.execute(command.substring(command.indexOf(OR) + OR.length()));
      assertThat(texts(db)).containsExactly("all valid");
    }
  }

  /** What cannot be made of the rows the first time cannot be made of them the second time. */
  @Test
  void letsAnIndexGoWhoseExpressionFails() {
    for (TestDatabase db : databases) {
      db.execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (0)");
      assertThatThrownBy(() -> db.execute("CREATE INDEX CONCURRENTLY i ON t ((1 / n))"))
          .hasMessageContaining("by zero");
      String command = only(db).command().orElseThrow();
      assertThatThrownBy(() -> paste(db)).hasMessageContaining("by zero");
      paste(db, "left by REINDEX");
      String without = " -- if refused, do without: ";
      db.execute(command.substring(command.indexOf(without) + without.length()));
      assertThat(texts(db)).containsExactly("all valid");
    }
  }

  @Test
  void attachesAnIndexOfEachPartition() {
    for (TestDatabase db : databases) {
      db.execute(
          "CREATE TABLE p (k int, v int) PARTITION BY LIST (k)",
          "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
          "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)",
          "CREATE TABLE \"p 3\" PARTITION OF p FOR VALUES IN (3) PARTITION BY LIST (v)",
          "CREATE TABLE p31 PARTITION OF \"p 3\" FOR VALUES IN (1)",
          "CREATE TABLE p32 PARTITION OF \"p 3\" FOR VALUES IN (2)",
          "CREATE INDEX pi ON ONLY p (v DESC) WHERE v > 0",
          "CREATE INDEX there ON p2 (v DESC) WHERE v > 0",
          "CREATE INDEX p1_pi ON p1 (v)");
      String each = "public.pi on public.p is not valid: partition public.%s has no index of it";
      assertThat(texts(db))
          .containsExactly(each.formatted("\"p 3\""), each.formatted("p1"), each.formatted("p2"));
      assertThat(findings(db).get(2).command())
          .contains("ALTER INDEX public.pi ATTACH PARTITION public.there;");
      paste(db);
      assertThat(texts(db))
          .hasSize(2)
          .allMatch(text -> text.startsWith("public.\"p 3_pi\" on public.\"p 3\" is not valid"));
      paste(db);
      assertThat(texts(db)).containsExactly("all valid");
    }
  }

  @Test
  void mendsTheIndexOfAPartitionAndThatOfItsParent() {
    for (TestDatabase db : databases) {
      db.execute(
          "CREATE TABLE q (k int, v int) PARTITION BY LIST (k)",
          "CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1)",
          "INSERT INTO q VALUES (1, 1), (1, 1)",
          "CREATE UNIQUE INDEX qi ON ONLY q (k, v)");
      fails(db, "CREATE UNIQUE INDEX CONCURRENTLY q1i ON q1 (k, v)");
      db.execute("ALTER INDEX qi ATTACH PARTITION q1i");
      String command = only(db).command().orElseThrow();
      assertThat(command).doesNotContain(OR);
      db.execute("TRUNCATE q");
      String again = again(command);
      db.execute(again.substring(0, again.indexOf(';')));
      assertThat(texts(db))
          .containsExactly("public.qi on public.q is not valid: the indexes of all partitions are");
      assertThat(again).endsWith(only(db).command().orElseThrow());
      paste(db);
      assertThat(texts(db)).containsExactly("all valid");
    }
  }

  @Test
  void givesPartitionsTheConstraintThatTheirParentHas() {
    for (TestDatabase db : databases) {
      db.execute(
          "CREATE TABLE r (k int NOT NULL, v int, r int) PARTITION BY LIST (k)",
          "CREATE TABLE r1 PARTITION OF r FOR VALUES IN (1)",
          "CREATE TABLE r2 PARTITION OF r FOR VALUES IN (2)",
          "ALTER TABLE r1 ADD PRIMARY KEY (k)",
          "ALTER TABLE ONLY r ADD PRIMARY KEY (k)",
          "CREATE UNIQUE INDEX ON r1 (k, v)",
          "ALTER TABLE ONLY r ADD CONSTRAINT both_of UNIQUE (k, v) DEFERRABLE");
      assertThat(texts(db)).hasSize(4);
      paste(db);
      assertThat(texts(db)).containsExactly("all valid");
      db.execute(
          "CREATE INDEX alone ON ONLY r (v)", "ALTER TABLE r DETACH PARTITION r1", "DROP TABLE r2");
      assertThat(texts(db))
          .containsExactly("public.alone on public.r is not valid: it was made for no partition");
      paste(db);
      assertThat(texts(db)).containsExactly("all valid");
    }
  }

  @Test
  void mendsTheIndexOfAConstraint() throws SQLException {
    for (TestDatabase db : databases) {
      db.execute(
          "CREATE TABLE e (n int CONSTRAINT one UNIQUE, r int4range,"
              + " CONSTRAINT apart EXCLUDE USING gist (r WITH &&))");
      asSuperuser(db, INVALID.formatted("apart"));
      paste(db);
      assertThat(texts(db)).containsExactly("all valid");
      asSuperuser(db, INVALID.formatted("one"));
      String command = only(db).command().orElseThrow();
      db.execute(again(command));
      assertThat(texts(db)).containsExactly("all valid");
      asSuperuser(db, INVALID.formatted("one"));
      db.execute(command.substring(command.indexOf(OR) + OR.length()));
      assertThat(texts(db)).containsExactly("all valid");
    }
  }

  @Test
  void saysWhoCanWhereTheIndexIsAnothers() throws SQLException {
    for (TestDatabase db : databases) {
      String other = db.user() + "_other";
      asSuperuser(
          db,
          "CREATE ROLE " + other,
          "CREATE SCHEMA hidden AUTHORIZATION " + other,
          "CREATE TABLE hidden.t (n int)",
          "CREATE INDEX i ON hidden.t (n)",
          "ALTER TABLE hidden.t OWNER TO " + other,
          "CREATE TABLE seen (n int)",
          "CREATE INDEX j_ccnew ON seen (n)",
          "ALTER TABLE seen OWNER TO " + other,
          INVALID.formatted("hidden.i"),
          INVALID.formatted("j_ccnew"));
      try {
        assertThat(findings(db))
            .extracting(one -> one.command().orElse(""))
            .containsExactly(
                "REINDEX INDEX CONCURRENTLY hidden.i; -- if refused, do without: DROP INDEX"
                    + " CONCURRENTLY hidden.i; -- as role "
                    + other,
                "DROP INDEX CONCURRENTLY public.j_ccnew; -- as role " + other);
      } finally {
        asSuperuser(db, "DROP OWNED BY " + other, "DROP ROLE " + other);
      }
    }
  }

  /** Everybody may see locks, but what a session of another role builds only its members. */
  @Test
  void leavesAloneWhatIsBeingBuiltByAnotherRole() throws Exception {
    for (TestDatabase db : databases) {
      asSuperuser(db, "CREATE TABLE busy (n int)");
      try (Connection open = db.superuser();
          Connection builder = db.superuser();
          Statement begun = open.createStatement();
          Statement build = builder.createStatement()) {
        begun.execute("BEGIN; LOCK TABLE busy IN ROW EXCLUSIVE MODE");
        Thread thread =
            new Thread(
                () -> {
                  try {
                    build.execute("CREATE INDEX CONCURRENTLY slow ON busy (n)");
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                });
        thread.start();
        while (thread.isAlive() && db.one("SELECT to_regclass('slow')") == null) {
          Thread.onSpinWait();
        }
        assertThat(texts(db)).containsExactly("all valid");
        begun.execute("ROLLBACK");
        thread.join();
      }
    }
  }

  /** Nobody but a superuser may look into the schema of what is stored beside the tables. */
  @Test
  void saysThatASuperuserDropsWhatIsLeftOfToast() throws SQLException {
    for (TestDatabase db : databases) {
      db.execute("CREATE TABLE wide (t text)");
      try (Connection old = db.connect();
          Statement look = old.createStatement()) {
        look.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM wide");
        assertThatThrownBy(
                () -> {
                  try (Connection other = db.connect();
                      Statement statement = other.createStatement()) {
                    statement.execute("SET statement_timeout = '200ms'");
                    statement.execute("REINDEX TABLE CONCURRENTLY wide");
                  }
                })
            .hasMessageContaining("statement timeout");
      }
      String command = only(db).command().orElseThrow();
      assertThat(command).startsWith("DROP INDEX CONCURRENTLY pg_toast.").endsWith("a superuser");
      asSuperuser(db, command);
      assertThat(texts(db)).containsExactly("all valid");
    }
  }

  private static void fails(TestDatabase db, String unique) {
    assertThatThrownBy(() -> db.execute(unique)).hasMessageContaining("duplicate");
  }

  /** Returns what is named to be done once there are no duplicates. */
  private static String again(String command) {
    String rest = command.substring(command.indexOf(THEN) + THEN.length());
    return rest.contains(OR) ? rest.substring(0, rest.indexOf(OR)) : rest;
  }

  private Finding only(TestDatabase db) {
    List<Finding> all = findings(db);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<String> texts(TestDatabase db) {
    return findings(db).stream().map(Finding::text).toList();
  }

  private List<Finding> findings(TestDatabase db) {
    return new Scenario(directory, db)
        .in(database -> new Doctor(database, Optional::empty).examine()).findings().stream()
            .filter(finding -> finding.topic().equals("indexes"))
            .toList();
  }

  /** Types what stands behind the lines, as a person does in psql. */
  private void paste(TestDatabase db) {
    paste(db, "");
  }

  private void paste(TestDatabase db, String what) {
    findings(db).stream()
        .filter(finding -> finding.text().contains(what))
        .flatMap(finding -> finding.command().stream())
        .map(command -> command.replaceFirst(" -- .*", ""))
        .flatMap(command -> List.of(command.split("(?<=;) ", -1)).stream())
        .forEach(db::execute);
  }

  private static void asSuperuser(TestDatabase db, String... statements) throws SQLException {
    try (Connection connection = db.superuser();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
