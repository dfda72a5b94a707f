package io.github.saascore.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.engine.Sources;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Placeholders;
import io.github.saascore.script.TestData;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Up, down and up again, with rows. */
@ExtendWith(PostgresExtension.class)
final class RehearsalTest {
  @TempDir Path directory;
  @TempDir Path rows;
  private History history;
  private History data;

  @BeforeEach
  void start() {
    history =
        new History(directory)
            .revision(
                "aaaa",
                "",
                "CREATE TABLE users (id int PRIMARY KEY, name text, phone text);",
                "DROP TABLE users;");
    data =
        new History(rows)
            .file(
                "aaaa_users.sql",
                """
                INSERT INTO users VALUES (1, 'Ann', '1'), (2, 'Bob', NULL), (3, 'Cid', '3');
                """);
  }

  private RehearsalResult run(TestDatabase database, boolean lossesFail) {
    Sources sources = history.sources();
    TestData scripts = TestData.read(rows, rows, Placeholders.none(), sources.files().keySet());
    try (Scratches scratches = Scratches.beside(database)) {
      return new Rehearsal(scratches.scratch(), sources, scripts, lossesFail).run();
    }
  }

  private static Map<String, WayBack> ways(RehearsalResult result) {
    Map<String, WayBack> ways = new LinkedHashMap<>();
    result.trips().forEach(trip -> ways.put(trip.revision().id().value(), trip.way()));
    return ways;
  }

  @Test
  void replacedRevisionsAreTriedWithTheirOwnRows(TestDatabase database) {
    history
        .revision(
            "bbbb", "aaaa", "ALTER TABLE users DROP phone;", "ALTER TABLE users ADD phone text;")
        .file(
            "ssss_x.sql",
            """
            -- revision: ssss
            -- down_revision: base
            -- replaces: aaaa, bbbb

            -- saascore:upgrade
            CREATE TABLE users (id int PRIMARY KEY, name text);

            -- saascore:downgrade
            DROP TABLE users;
            """);

    RehearsalResult result = run(database, true);

    assertThat(ways(result).keySet()).containsExactly("ssss", "aaaa", "bbbb");
    assertThat(ways(result).get("bbbb")).isInstanceOf(WayBack.Lossy.class);
    assertThat(result.scripts()).isOne();
    assertThat(result.findings()).hasSize(1);
  }

  @Test
  void rowsThatSurviveMakeItReversible(TestDatabase database) {
    history
        .revision(
            "bbbb",
            "aaaa",
            "ALTER TABLE users ADD email text;\nUPDATE users SET email = lower(name);",
            "ALTER TABLE users DROP email;")
        .revision(
            "cccc",
            "bbbb",
            """
            CREATE TABLE phones (user_id int REFERENCES users, phone text);
            INSERT INTO phones SELECT id, phone FROM users WHERE phone IS NOT NULL;
            ALTER TABLE users DROP phone;\
            """,
            """
            ALTER TABLE users ADD phone text;
            UPDATE users SET phone = p.phone FROM phones p WHERE p.user_id = users.id;
            DROP TABLE phones;\
            """)
        .revision(
            "dddd",
            "cccc",
            "CREATE TABLE kinds (id int);\nINSERT INTO kinds VALUES (1), (2);",
            "DROP TABLE kinds;");
    RehearsalResult result = run(database, true);
    assertThat(result.findings()).isEmpty();
    assertThat(ways(result).values()).allMatch(WayBack.Reversible.class::isInstance);
    assertThat(result.scripts()).isOne();
    assertThat(result.filled()).containsExactly("public.kinds", "public.phones", "public.users");
  }

  @Test
  void lossesAreNamedAndCounted(TestDatabase database) {
    history
        .revision(
            "bbbb", "aaaa", "ALTER TABLE users DROP phone;", "ALTER TABLE users ADD phone text;")
        .revision("cccc", "bbbb", "UPDATE users SET name = upper(name);", "")
        .revision("dddd", "cccc", "DELETE FROM users WHERE id > 1;", "")
        .revision("eeee", "dddd", "CREATE TABLE empty (id int);", "DROP TABLE empty;")
        .revision("ffff", "eeee", "DROP TABLE empty;", "CREATE TABLE empty (id int);");
    RehearsalResult result = run(database, false);
    assertThat(result.findings()).isEmpty();
    assertThat(ways(result))
        .containsEntry(
            "bbbb", new WayBack.Lossy(List.of("2 of 2 values of column phone of public.users")))
        .containsEntry(
            "cccc",
            new WayBack.Lossy(List.of("column name of public.users: other values than before")))
        .containsEntry("dddd", new WayBack.Lossy(List.of("2 of 3 rows of public.users")))
        .containsEntry("ffff", new WayBack.Lossy(List.of("table public.empty")));

    assertThat(run(database, true).findings())
        .hasSize(4)
        .first()
        .extracting(Problem::text)
        .asString()
        .isEqualTo(
            """
            SC-ROWS-DIFFER: revision bbbb, applied and undone, loses what was there before
              at bbbb.sql
              2 of 2 values of column phone of public.users
              hint: let the upgrade put it aside, and the downgrade bring it back
                    or say that there is no way back: -- saascore:downgrade irreversible <why>
                    or let losses pass: mvn saascore:test -Dsaascore.lossy=warn\
            """);
  }

  @Test
  void valuesThatChangePlacesAreSeen(TestDatabase database) {
    history.revision(
        "bbbb",
        "aaaa",
        "UPDATE users SET name = CASE id WHEN 1 THEN 'Bob' WHEN 2 THEN 'Ann' ELSE" + " name END;",
        "");
    assertThat(ways(run(database, false)))
        .containsEntry(
            "bbbb",
            new WayBack.Lossy(
                List.of("rows of public.users: values belong to other rows than before")));
  }

  @Test
  void rowsThatAreMadeTwiceAreFound(TestDatabase database) {
    history
        .revision("bbbb", "aaaa", "CREATE TABLE kinds (name text);", "DROP TABLE kinds;")
        .revision("cccc", "bbbb", "INSERT INTO kinds VALUES ('a'), ('b');", "")
        .revision("dddd", "cccc", "INSERT INTO users VALUES (9, 'Zoe');", "");
    RehearsalResult result = run(database, false);
    assertThat(result.findings()).hasSize(2);
    assertThat(result.findings().get(0).text())
        .isEqualTo(
            """
            SC-ROWS-DIFFER: the downgrade of revision cccc leaves rows that its upgrade makes again
              at cccc.sql
              public.kinds: 2 row(s) left behind; 4 after the second upgrade, 2 after the first
              hint: delete them in the downgrade section, or let the upgrade insert with ON CONFLICT DO NOTHING\
            """);
    assertThat(result.findings().get(1).summary())
        .startsWith(
            "revision dddd cannot be applied again after its downgrade: duplicate key value");
  }

  @Test
  void downgradesThatFailOnRowsAreFound(TestDatabase database) {
    history.revision(
        "bbbb",
        "aaaa",
        "ALTER TABLE users ALTER phone DROP NOT NULL;",
        "ALTER TABLE users ALTER phone SET NOT NULL;");
    RehearsalResult result = run(database, false);
    assertThat(result.findings())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.where()).hasValue("bbbb.sql:9:1");
              assertThat(problem.summary()).contains("contains null values");
            });
  }

  @Test
  void theWholeWayDownIsGoneInTheEnd(TestDatabase database) {
    history.revision("bbbb", "aaaa", "CREATE TABLE b (id int);", "DROP TABLE b;");
    history.revision("cccc", "bbbb", "INSERT INTO b VALUES (1) ;", "DELETE FROM b;");
    data.file("cccc_view.sql", "CREATE VIEW v AS SELECT id FROM b;");
    RehearsalResult result = run(database, false);
    assertThat(result.findings())
        .singleElement()
        .extracting(Problem::text)
        .asString()
        .contains("bbbb.sql:9:1", "view v depends on table b");
  }

  @Test
  void aBrokenWayDoesNotSpoilTheOthersAndRowsAreThereAgain(TestDatabase database) {
    history
        .revision("bbbb", "aaaa", "CREATE TABLE b (id int);", "")
        .revision(
            "cccc", "bbbb", "ALTER TABLE users DROP name;", "ALTER TABLE users ADD name text;");
    Map<String, WayBack> ways = ways(run(database, false));
    assertThat(ways.get("bbbb")).isInstanceOf(WayBack.Broken.class);
    assertThat(ways)
        .containsEntry(
            "cccc", new WayBack.Lossy(List.of("3 of 3 values of column name of public.users")));
  }

  @Test
  void dataThatBelongsToNoRevisionIsRefused() {
    data.file("aaab_users.sql", "SELECT 1;");
    assertThatThrownBy(
            () -> TestData.read(rows, rows, Placeholders.none(), Set.of(RevisionId.of("aaaa"))))
        .isInstanceOfSatisfying(
            SaascoreException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(Code.NOT_FOUND);
              assertThat(e.problem().where()).hasValue("aaab_users.sql");
              assertThat(e.problem().hint()).hasValue("did you mean 'aaaa'?");
            });
  }
}
