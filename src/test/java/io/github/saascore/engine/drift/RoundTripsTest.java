package io.github.saascore.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each way back gets the verdict that it deserves, whatever the others get. */
@ExtendWith(PostgresExtension.class)
final class RoundTripsTest {
  @TempDir Path directory;

  private History history() {
    return new History(directory)
        .revision(
            "aaaa",
            "",
            "CREATE TABLE a (id int PRIMARY KEY, name text, phone text);",
            "DROP TABLE a;");
  }

  private static Map<String, WayBack> walk(TestDatabase database, History history) {
    Map<String, WayBack> ways = new LinkedHashMap<>();
    try (Scratches scratches = Scratches.beside(database);
        RoundTrips trips =
            new RoundTrips(scratches.scratch(), history.sources(), KnownWays.none())) {
      trips.walk().forEach(trip -> ways.put(trip.revision().id().value(), trip.way()));
    }
    return ways;
  }

  private static Problem broken(WayBack way) {
    assertThat(way).isInstanceOf(WayBack.Broken.class);
    return ((WayBack.Broken) way).problem();
  }

  @Test
  void exactWaysAreReversible(TestDatabase database, @Older TestDatabase old) {
    History history =
        history()
            .revision(
                "bbbb",
                "aaaa",
                """
                CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
                CREATE INDEX b_a ON b (a_id);
                ALTER TABLE a ADD COLUMN note text;\
                """,
                "ALTER TABLE a DROP COLUMN note;\nDROP TABLE b;")
            .revision(
                "cccc",
                "bbbb",
                "ALTER TABLE a ALTER name SET NOT NULL;\nALTER TABLE a RENAME name TO label;",
                "ALTER TABLE a RENAME label TO name;\nALTER TABLE a ALTER name DROP NOT NULL;")
            .revision(
                "dddd",
                "cccc",
                "ALTER TABLE a ALTER label DROP NOT NULL;",
                "ALTER TABLE a ALTER label SET NOT NULL;")
            .revision("eeee", "dddd", "DROP INDEX b_a;", "CREATE INDEX b_a ON b (a_id);");
    for (TestDatabase each : List.of(database, old)) {
      assertThat(walk(each, history))
          .hasSize(5)
          .allSatisfy((id, way) -> assertThat(way).isEqualTo(new WayBack.Reversible()));
    }
  }

  @Test
  void whatTheUpgradeDestroysIsLost(TestDatabase database) {
    History history =
        history()
            .revision(
                "bbbb",
                "aaaa",
                "ALTER TABLE a DROP COLUMN phone;",
                "ALTER TABLE a ADD COLUMN phone text;")
            .revision("cccc", "bbbb", "TRUNCATE a;", "")
            .revision(
                "dddd", "cccc", "DROP TABLE a;", "CREATE TABLE a (id int PRIMARY KEY, name text);");
    assertThat(walk(database, history))
        .containsEntry("bbbb", new WayBack.Lossy(List.of("column phone of public.a")))
        .containsEntry("cccc", new WayBack.Lossy(List.of("all rows of a")))
        .containsEntry("dddd", new WayBack.Lossy(List.of("table public.a")));
  }

  @Test
  void whatIsLeftBehindOrMissingIsNamedWithTheStatementsThatMendIt(TestDatabase database) {
    History history =
        history()
            .revision(
                "bbbb",
                "aaaa",
                """
                CREATE TABLE b (id int);
                ALTER TABLE a DROP COLUMN phone;
                ALTER TABLE a ALTER name SET DEFAULT 'x';
                COMMENT ON TABLE a IS 'words';\
                """,
                "-- forgot nearly everything\nCOMMENT ON TABLE a IS NULL;")
            .revision("cccc", "bbbb", "CREATE TABLE c (id int);", "DROP TABLE c;");
    Map<String, WayBack> ways = walk(database, history);
    assertThat(broken(ways.get("bbbb")).text())
        .isEqualTo(
            """
            SC-NOT-RESTORED: the downgrade of revision bbbb does not restore the schema
              at bbbb.sql:13:1
              left behind: table public.b
              missing: column public.a.phone
              left behind: default public.a.name
              hint: let it also run:
                    ALTER TABLE ONLY public.a ALTER COLUMN name DROP DEFAULT;
                    ALTER TABLE public.a ADD COLUMN phone text;
                    DROP TABLE public.b;\
            """);
    assertThat(ways).containsEntry("cccc", new WayBack.Reversible());
  }

  @Test
  void whatDoesNotRunIsNamedWithItsPlace(TestDatabase database) {
    History history =
        history()
            .revision("bbbb", "aaaa", "CREATE TABLE b (id int);", "DROP TABLE b;\nDROP TABLE bb;")
            .revision("cccc", "bbbb", "CREATE TABLE c (id int);", "DROP TABLE c;");
    Map<String, WayBack> ways = walk(database, history);
    assertThat(broken(ways.get("bbbb")).where()).hasValue("bbbb.sql:10:1");
    assertThat(broken(ways.get("bbbb")).code()).isEqualTo(Code.MISSING_OBJECT);
    assertThat(ways).containsEntry("cccc", new WayBack.Reversible());
  }

  @Test
  void whatTheAuthorSaysIsTaken(TestDatabase database) {
    History history =
        history()
            .file(
                "bbbb.sql",
                """
                -- revision: bbbb
                -- down_revision: aaaa

                -- saascore:upgrade
                UPDATE a SET name = NULL;

                -- saascore:downgrade irreversible the names are gone
                """)
            .file(
                "cccc.sql",
                """
                -- revision: cccc
                -- down_revision: bbbb

                -- saascore:upgrade
                CREATE TABLE c (id int);
                """);
    assertThat(walk(database, history))
        .containsEntry("bbbb", new WayBack.Irreversible("the names are gone"))
        .containsEntry("cccc", new WayBack.Unwritten());
  }

  @Test
  void aRevisionThatFailsEndsItsOwnLineOnly(TestDatabase database) {
    History history =
        history()
            .revision("bbbb", "aaaa", "CREATE TABLE b (id nonsense);", "DROP TABLE b;")
            .revision("cccc", "bbbb", "CREATE TABLE c (id int);", "DROP TABLE c;")
            .revision("dddd", "aaaa", "CREATE TABLE d (id int);", "DROP TABLE d;")
            .revision("eeee", "cccc, dddd", "", "");
    Map<String, WayBack> ways = walk(database, history);
    assertThat(ways.get("bbbb"))
        .isInstanceOfSatisfying(
            WayBack.Refused.class,
            way -> assertThat(way.problem().where()).hasValue("bbbb.sql:6:20"));
    assertThat(ways)
        .containsEntry("cccc", new WayBack.Unreached(RevisionId.of("bbbb")))
        .containsEntry("dddd", new WayBack.Reversible())
        .containsEntry("eeee", new WayBack.Unreached(RevisionId.of("bbbb")));
  }

  @Test
  void branchesAndMergesAreWalkedInOneOrder(TestDatabase database) {
    History history =
        history()
            .revision("bbb1", "aaaa", "CREATE TABLE b1 (id int);", "DROP TABLE b1;")
            .revision("bbb2", "bbb1", "ALTER TABLE a ADD x int;", "ALTER TABLE a DROP x;")
            .revision("ccc1", "aaaa", "CREATE TABLE c1 (id int);", "DROP TABLE c1;")
            .revision("dddd", "bbb2, ccc1", "", "")
            .revision("eeee", "dddd", "DROP TABLE c1;", "CREATE TABLE c1 (id int);");
    Map<String, WayBack> ways = walk(database, history);
    assertThat(ways).hasSize(6);
    assertThat(ways.values().stream().map(WayBack::word))
        .containsExactly(
            "reversible", "reversible", "reversible", "reversible", "reversible", "lossy");
  }

  @Test
  void whatCannotStandInATransactionIsRunForReal(TestDatabase database) {
    String concurrent =
        """
        -- revision: %s
        -- down_revision: %s

        -- saascore:upgrade transaction=none
        CREATE INDEX CONCURRENTLY %1$s ON a (name);

        -- saascore:downgrade transaction=none
        %s
        """;
    History history =
        history()
            .file("bbbb.sql", concurrent.formatted("bbbb", "aaaa", "DROP INDEX CONCURRENTLY bbbb;"))
            .file("cccc.sql", concurrent.formatted("cccc", "bbbb", ""))
            .file("dddd.sql", concurrent.formatted("dddd", "cccc", "DROP INDEX CONCURRENTLY ddd;"))
            .file(
                "eeee.sql",
                """
                -- revision: eeee
                -- down_revision: dddd

                -- saascore:upgrade transaction=none
                CREATE INDEX CONCURRENTLY eeee ON a (name);
                CREATE INDEX CONCURRENTLY ffff ON a (nonsense);
                """)
            .revision("ffff", "dddd", "CREATE TABLE f (id int);", "DROP TABLE f;");
    Map<String, WayBack> ways = walk(database, history);
    assertThat(ways).containsEntry("bbbb", new WayBack.Reversible());
    assertThat(broken(ways.get("cccc")).reason()).hasValue("left behind: index public.cccc");
    assertThat(broken(ways.get("dddd")).code()).isEqualTo(Code.MISSING_OBJECT);
    assertThat(ways.get("eeee")).isInstanceOf(WayBack.Refused.class);
    assertThat(ways).containsEntry("ffff", new WayBack.Reversible());
  }

  @Test
  void privilegesAndOwnersAreRestoredToo(TestDatabase database) {
    History history =
        history()
            .revision("bbbb", "aaaa", "GRANT SELECT ON a TO reader_of_a;", "")
            .revision("cccc", "bbbb", "ALTER TABLE a OWNER TO owner_of_a;", "");
    Map<String, WayBack> ways = walk(database, history);
    assertThat(broken(ways.get("bbbb")).hint())
        .hasValueSatisfying(hint -> assertThat(hint).contains("REVOKE").contains("reader_of_a"));
    assertThat(broken(ways.get("cccc")).hint())
        .hasValueSatisfying(hint -> assertThat(hint).contains("OWNER TO"));
  }
}
