package io.github.saascore.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.engine.Scenario;
import io.github.saascore.engine.model.Model;
import io.github.saascore.report.DiffText;
import io.github.saascore.report.Style;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Change;
import io.github.saascore.testing.Models;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class DiffTest {
  @TempDir Path directory;

  @Test
  void aDatabaseThatIsAsItsRevisionsMadeItDoesNotDiffer(
      TestDatabase database, @Older TestDatabase old) {
    for (TestDatabase each : List.of(database, old)) {
      Scenario scenario = history(each);
      scenario.upgrade();

      Diff.Result result = diff(each, scenario, Optional.of(model()));

      assertThat(result.isEmpty()).isTrue();
      assertThat(result.comparisons()).hasSize(2);
      assertThat(result.notes()).isEmpty();
    }
  }

  /** A large schema takes long to read, and somebody may have locked a catalog meanwhile. */
  @Test
  void noLimitOfTheRoleEndsTheReading(TestDatabase database) throws Exception {
    Scenario scenario = history(database);
    scenario.upgrade();
    for (String limit : List.of("statement_timeout", "transaction_timeout")) {
      database.execute("ALTER ROLE \"%s\" SET %s = '300ms'".formatted(database.user(), limit));
    }
    try (Connection other = database.superuser();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("LOCK TABLE pg_policy");
      CompletableFuture<Diff.Result> result =
          CompletableFuture.supplyAsync(() -> diff(database, scenario, Optional.empty()));
      while (!result.isDone() && database.list(WAITING).isEmpty()) {
        Thread.sleep(20);
      }
      Thread.sleep(500);
      other.rollback();
      assertThat(result.get(1, TimeUnit.MINUTES).isEmpty()).isTrue();
    }
  }

  private static final String WAITING =
      """
      SELECT pid FROM pg_locks
       WHERE NOT granted AND relation = 'pg_policy'::regclass
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  /** The server writes a literal down as the session would read it. */
  @Test
  void backslashesOfDefaultsDoNotDifferWhereTheyAreEscapesForTheRole(TestDatabase database) {
    database.execute(
        "ALTER ROLE \"%s\" SET standard_conforming_strings = off".formatted(database.user()));
    Scenario scenario =
        new Scenario(directory, database)
            .revision("aaaa", "", "CREATE TABLE p (t text DEFAULT 'C:\\new');", "DROP TABLE p;");
    scenario.upgrade();
    assertThat(diff(database, scenario, Optional.empty()).isEmpty()).isTrue();
  }

  @Test
  void onlyAppliedRevisionsCountForTheOneAndTheModelForTheOther(TestDatabase database) {
    Scenario scenario = history(database);
    scenario.upgrade("aaaa");

    Diff.Result result = diff(database, scenario, Optional.of(model()));

    assertThat(result.comparisons().get(0).isEmpty()).isTrue();
    assertThat(changes(result.comparisons().get(1)))
        .containsExactly(
            "table public.b missing",
            "column public.b.id missing",
            "constraint public.b.b_pkey missing",
            "view public.v missing");
  }

  @Test
  void subscriptionsAreSaidToBeLeftOut(TestDatabase database) throws Exception {
    Scenario scenario = history(database);
    scenario.upgrade();
    try (var superuser = database.superuser();
        var statement = superuser.createStatement()) {
      statement.execute(
          "CREATE SUBSCRIPTION s CONNECTION 'host=nowhere.invalid password=x' PUBLICATION p"
              + " WITH (connect = false, slot_name = NONE)");
    }

    Diff.Result result = diff(database, scenario, Optional.of(model()));

    assertThat(result.isEmpty()).isTrue();
    assertThat(result.notes()).containsExactly("subscription s is not compared");
  }

  @Test
  void whatWasChangedByHandDiffers(TestDatabase database) {
    Scenario scenario = history(database);
    scenario.upgrade();
    database.execute(
        "ALTER TABLE a ADD note text",
        "ALTER TABLE b DROP CONSTRAINT b_pkey",
        "CREATE SCHEMA elsewhere",
        "CREATE TABLE elsewhere.t (a int)");

    Diff.Result result = diff(database, scenario, Optional.empty());

    assertThat(result.comparisons()).hasSize(1);
    assertThat(changes(result.comparisons().get(0)))
        .containsExactly("column public.a.note surplus", "constraint public.b.b_pkey missing");
  }

  @Test
  void noMigrationIsMissingWhereRevisionsAndModelSayTheSame(TestDatabase database) {
    Scenario scenario = history(database);
    scenario.upgrade();
    database.execute("ALTER TABLE a ADD note text");

    Diff.Result result = diff(database, scenario, Optional.of(model()));

    assertThat(DiffText.lines(result, "d", Style.plain()))
        .containsExactly(
            "database 'd' differs from the applied revisions in 1 object:",
            "  ~ table public.a",
            "      - column public.a.note: surplus",
            "somebody changed the database beside its migrations: take that back, or write it into"
                + " a revision; the SQL: mvn saascore:diff -Dsaascore.outputFile=drift.sql",
            "database 'd' differs from model " + model().name() + " in 1 object:",
            "  the same, as the revisions make what the model says: no migration is missing");
    assertThatThrownBy(() -> result.requireEmpty("d"))
        .isInstanceOfSatisfying(SaascoreException.class, e -> assertThat(e.problems()).hasSize(1));
  }

  @Test
  void saysWhichRowsHaveNoFileAndWhatChangedSince(TestDatabase database) {
    Scenario scenario = history(database);
    scenario.file("repeatable/w.sql", "CREATE OR REPLACE VIEW w AS SELECT 1 AS x;");
    scenario.upgrade();
    scenario.delete("bbbb").file("repeatable/w.sql", "CREATE OR REPLACE VIEW w AS SELECT 2 AS x;");

    Diff.Result result = diff(database, scenario, Optional.empty());

    assertThat(result.notes())
        .containsExactly(
            "revisions applied without a file, so that what they made is surplus: bbbb",
            "repeatable scripts changed since they ran, and left out: w.sql");
    assertThat(changes(result.comparisons().get(0)))
        .contains("table public.b surplus", "view public.w surplus");
  }

  @Test
  void refusesWhatCannotBeReplayedBecauseFilesAreGone(TestDatabase database) {
    Scenario scenario = history(database);
    scenario.revision("cccc", "bbbb", "ALTER TABLE b ADD x int;", "ALTER TABLE b DROP x;");
    scenario.upgrade();
    scenario.delete("bbbb");
    scenario.revision("cccc", "aaaa", "ALTER TABLE b ADD x int;", "ALTER TABLE b DROP x;");

    assertThatThrownBy(() -> diff(database, scenario, Optional.empty()))
        .isInstanceOf(SaascoreException.class)
        .hasMessageStartingWith(
            "SC-DB-REVISION-UNKNOWN: the applied revisions cannot be replayed: some have no file:"
                + " bbbb");
  }

  @Test
  void refusesAnotherMajorVersion(TestDatabase database, @Older TestDatabase old) {
    Scenario scenario = history(old);
    try (Scratches scratches = Scratches.beside(database)) {
      assertThatThrownBy(
              () ->
                  scenario.in(
                      db ->
                          new Diff(db, scratches.scratch())
                              .run(Optional.empty(), Optional.of(model()))))
          .hasMessageContaining("the database is PostgreSQL 15, the scratch server 18");
    }
  }

  private Scenario history(TestDatabase database) {
    return new Scenario(directory.resolve(database.name()), database)
        .revision("aaaa", "", "CREATE TABLE a (id int PRIMARY KEY);", "DROP TABLE a;")
        .revision(
            "bbbb",
            "aaaa",
            "CREATE TABLE b (id int PRIMARY KEY); CREATE VIEW v AS SELECT id FROM a;",
            "DROP VIEW v; DROP TABLE b;");
  }

  private static Model model() {
    return Models.ofClass(
        "create table a (id int primary key)",
        "create table b (id int primary key)",
        "create view v as select id from a");
  }

  private static Diff.Result diff(TestDatabase database, Scenario scenario, Optional<Model> model) {
    try (Scratches scratches = Scratches.beside(database)) {
      return scenario.in(
          db -> new Diff(db, scratches.scratch()).run(Optional.of(scenario.sources()), model));
    }
  }

  private static List<String> changes(Comparison comparison) {
    return comparison.difference().changes().stream().map(DiffTest::line).toList();
  }

  private static String line(Change change) {
    return change.address()
        + (change.adds() ? " missing" : change.removes() ? " surplus" : " " + change.attributes());
  }
}
