package io.github.saascore.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.DatabaseState;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.model.Model;
import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.postgres.How;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.ModelScript;
import io.github.saascore.script.Statement;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A check finds everything at once, and nothing where nothing is wrong. */
@ExtendWith(PostgresExtension.class)
final class CheckTest {
  @TempDir Path directory;

  private History history() {
    return new History(directory)
        .revision("aaaa", "", "CREATE TABLE a (id int PRIMARY KEY);", "DROP TABLE a;");
  }

  private static CheckResult check(
      TestDatabase database, Sources sources, Optional<Check.Asked> asked) {
    try (Scratches scratches = Scratches.beside(database)) {
      return new Check(
              scratches.scratch(),
              sources,
              new Check.Subjects(asked, Optional.empty(), Optional.empty(), List.of()),
              KnownWays.none())
          .run();
    }
  }

  private static CheckResult check(TestDatabase database, History history, String... model) {
    Model wanted =
        new Model(
            "com.acme.Model",
            Model.Form.CLASS,
            new ModelScript(
                Stream.of(model).map(sql -> Statement.stored("com.acme.Model", sql)).toList(),
                List.of()),
            List.of());
    Check.Subjects subjects =
        new Check.Subjects(
            Optional.empty(), Optional.of(() -> wanted), Optional.empty(), List.of());
    try (Scratches scratches = Scratches.beside(database)) {
      return new Check(scratches.scratch(), history.sources(), subjects, KnownWays.none()).run();
    }
  }

  private static CheckResult check(TestDatabase database, History history) {
    return check(database, history.sources(), Optional.empty());
  }

  private static List<String> texts(CheckResult result) {
    return result.findings().stream()
        .map(problem -> problem.code().text() + " " + problem.summary())
        .toList();
  }

  private static Check.Asked asked(Sources sources, String checksum, boolean complete) {
    AppliedRevision row =
        new AppliedRevision(
            sources.graph().get(RevisionId.of("aaaa")),
            Optional.of(checksum),
            Optional.empty(),
            How.UPGRADED,
            Instant.EPOCH,
            "app",
            1,
            AppliedRevision.State.APPLIED,
            0);
    return new Check.Asked("here/app", DatabaseState.of(List.of(row), sources), complete);
  }

  @Test
  void findsNothingWhereNothingIsWrong(TestDatabase database) {
    History history =
        history()
            .revision("bbbb", "aaaa", "CREATE VIEW v AS SELECT id FROM a;", "DROP VIEW v;")
            .file("repeatable/f.sql", "CREATE OR REPLACE FUNCTION f() RETURNS int RETURN 1;");
    CheckResult result = check(database, history);
    assertThat(texts(result)).isEmpty();
    assertThat(result.isSound()).isTrue();
    assertThat(result.trips()).hasSize(2);
    assertThat(result.repeatables()).isOne();
  }

  @Tag("long")
  @Test
  void comparesWhatReplacesWithWhatIsReplaced(TestDatabase database) {
    History history =
        history()
            .revision(
                "bbbb",
                "aaaa",
                "CREATE TABLE b (id int, made timestamptz DEFAULT now()); INSERT INTO b VALUES"
                    + " (1);",
                "DROP TABLE b;")
            .revision("cccc", "bbbb", "CREATE TABLE c (id int);", "DROP TABLE c;");
    String squashed =
        """
        -- revision: ssss
        -- down_revision: base
        -- replaces: aaaa, bbbb

        -- saascore:upgrade
        CREATE TABLE a (id int PRIMARY KEY);
        CREATE TABLE b (id int, made timestamptz DEFAULT now());%s

        -- saascore:downgrade
        DROP TABLE a, b;
        """;

    CheckResult same =
        check(
            database, history.file("ssss_x.sql", squashed.formatted("INSERT INTO b VALUES (1);")));
    assertThat(texts(same)).isEmpty();
    assertThat(same.trips()).hasSize(2);
    assertThat(same.allTrips()).hasSize(4);
    assertThat(same.replaced().get(0).rows()).isEmpty();

    CheckResult less = check(database, history.file("ssss_x.sql", squashed.formatted("")));
    assertThat(less.isSound()).isTrue();
    assertThat(less.replaced().get(0).rows()).containsExactly("rows of public.b: 0 instead of 1");

    CheckResult other =
        check(
            database,
            history
                .file("ssss_x.sql", squashed.formatted("CREATE TABLE more ();"))
                .revision("bbbb", "aaaa", "CREATE TABLE b (id int);", ""));
    assertThat(texts(other))
        .containsExactlyInAnyOrder(
            "SC-NOT-RESTORED the downgrade of revision ssss does not restore the schema",
            "SC-NOT-RESTORED the downgrade of revision bbbb does not restore the schema",
            "SC-SQUASH-DIFFERS revision ssss makes another schema than the 2 revisions that it"
                + " replaces");
  }

  @Test
  void findsNothingInAnEmptyDirectory(TestDatabase database) {
    assertThat(check(database, new History(directory)).isSound()).isTrue();
  }

  @Test
  void findsEverythingAtOnce(TestDatabase database) {
    Sources sources =
        history()
            .revision("bbbb", "aaaa", "CREATE TABLE b (id int);", "")
            .revision("cccc", "aaaa", "CREATE TABLE c (id nonsense);", "DROP TABLE c;")
            .sources();
    CheckResult result =
        check(database, sources, Optional.of(asked(sources, "0".repeat(64), true)));
    assertThat(texts(result))
        .containsExactlyInAnyOrder(
            "SC-MULTIPLE-HEADS the revisions end in 2 heads",
            "SC-CHECKSUM the file of applied revision aaaa was edited",
            "SC-DB-NOT-AT-HEADS the database is not at the heads",
            "SC-NOT-RESTORED the downgrade of revision bbbb does not restore the schema",
            "SC-MISSING-OBJECT type \"nonsense\" does not exist");
    assertThat(result.findings()).allSatisfy(problem -> assertThat(problem.hint()).isPresent());
  }

  @Test
  void pendingRevisionsAreNoFindingUnlessAskedFor(TestDatabase database) {
    Sources sources =
        history().revision("bbbb", "aaaa", "CREATE TABLE b (id int);", "DROP TABLE b;").sources();
    String checksum = sources.files().get(RevisionId.of("aaaa")).checksum().hex();
    assertThat(texts(check(database, sources, Optional.of(asked(sources, checksum, false)))))
        .isEmpty();
    assertThat(texts(check(database, sources, Optional.of(asked(sources, checksum, true)))))
        .containsExactly("SC-DB-NOT-AT-HEADS the database is not at the heads");
  }

  @Test
  void linesWithNamesMayStayApart(TestDatabase database) {
    History history = history();
    for (String id : List.of("bbbb", "cccc")) {
      history.file(
          id + ".sql",
          """
          -- revision: %s
          -- down_revision: aaaa
          -- branch_labels: line-of-%1$s

          -- saascore:upgrade
          -- saascore:downgrade
          """
              .formatted(id)
              .replace("line-of-", "line_of_"));
    }
    assertThat(texts(check(database, history))).isEmpty();

    history.revision("dddd", "aaaa", "", "");
    assertThat(check(database, history).findings())
        .singleElement()
        .extracting(Problem::text)
        .asString()
        .isEqualTo(
            """
            SC-MULTIPLE-HEADS: the revisions end in 3 heads
              bbbb
              cccc
              dddd: makes dddd
              hint: mvn saascore:merge -Dsaascore.target=heads -Dsaascore.message="merge both lines"
                    or, where they are meant to stay apart, give each line a name in one of its headers: -- branch_labels: <name>\
            """);
  }

  @Test
  void downgradesMustWorkWhereRepeatableScriptsHaveRun(TestDatabase database) {
    History history =
        history()
            .revision("bbbb", "aaaa", "ALTER TABLE a ADD name text;", "ALTER TABLE a DROP name;")
            .file("repeatable/v.sql", "CREATE OR REPLACE VIEW v AS SELECT name FROM a;");
    assertThat(check(database, history).findings())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.where()).hasValue("bbbb.sql:9:1");
              assertThat(problem.text()).contains("view v depends on column name of table a");
            });

    history.revision(
        "bbbb",
        "aaaa",
        "ALTER TABLE a ADD name text;",
        "DROP VIEW IF EXISTS v;\nALTER TABLE a DROP name;");
    assertThat(texts(check(database, history))).isEmpty();
  }

  @Test
  void repeatableScriptsMustWorkTwice(TestDatabase database) {
    History history = history().file("repeatable/v.sql", "CREATE VIEW v AS SELECT id FROM a;");
    assertThat(texts(check(database, history)))
        .containsExactly("SC-EXISTS relation \"v\" already exists");
  }

  @Test
  void theModelMustBeWhatTheRevisionsMake(TestDatabase database) {
    History history =
        history().file("repeatable/v.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM a;");
    history.revision(
        "aaaa",
        "",
        "CREATE TABLE a (id int PRIMARY KEY);",
        "DROP VIEW IF EXISTS v;\nDROP TABLE a;");
    CheckResult same = check(database, history, "CREATE TABLE a (id int PRIMARY KEY)");
    assertThat(texts(same)).isEmpty();
    assertThat(same.model()).hasValue("com.acme.Model");

    CheckResult more =
        check(
            database,
            history,
            "CREATE TABLE a (id bigint PRIMARY KEY, name text)",
            "CREATE TABLE b (id int)");
    assertThat(more.findings())
        .singleElement()
        .extracting(Problem::text)
        .asString()
        .isEqualTo(
            """
            SC-MODEL-DIFFERS: the revisions do not make what model com.acme.Model says
              missing: table public.b
              column public.a.id: type integer -> bigint
              missing: column public.a.name
              hint: mvn compile saascore:revision -Dsaascore.autogenerate -Dsaascore.message="..."\
            """);

    CheckResult less = check(database, history, new String[0]);
    assertThat(less.findings())
        .singleElement()
        .extracting(Problem::text)
        .asString()
        .isEqualTo(
            """
            SC-MODEL-DIFFERS: the revisions do not make what model com.acme.Model says
              not in the model: table public.a
              hint: where the revisions are right, and the model lacks it: add it there
                    or where it is to go: mvn compile saascore:revision -Dsaascore.autogenerate -Dsaascore.message="..." -Dsaascore.drops=true\
            """);
  }

  @Test
  void aModelThatCannotBeMadeIsOneFindingAmongOthers(TestDatabase database) {
    History history = history().revision("bbbb", "aaaa", "CREATE TABLE b (id int);", "");
    assertThat(texts(check(database, history, "CREATE TABLE c (id nonsense)")))
        .containsExactly(
            "SC-NOT-RESTORED the downgrade of revision bbbb does not restore the schema",
            "SC-MODEL the model cannot be made: type \"nonsense\" does not exist");
  }
}
