package io.github.saascore.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.engine.Database;
import io.github.saascore.engine.Scenario;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.model.ModelSchema;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.Models;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class EnsureTest {
  private static final Model MODEL =
      Models.ofClass(
          "create schema app",
          "create type app.mood as enum ('calm', 'loud')",
          "create table app.a (id int primary key, m app.mood not null default 'calm', note text)",
          "create table b (id int primary key, a int not null references app.a)",
          "create index b_a_idx on b (a)",
          "create view v as select b.id, m from b join app.a on a.id = b.a");

  @TempDir Path directory;

  @Test
  void createsAllInAnEmptyDatabaseAndThenNothing(TestDatabase database, @Older TestDatabase old) {
    for (TestDatabase each : List.of(database, old)) {
      assertThat(lines(ensure(each, MODEL)))
          .containsExactly(
              "schema app new",
              "enum app.mood new",
              "table app.a new",
              "table public.b new",
              "view public.v new");
      assertThat(ensure(each, MODEL).isNothing()).isTrue();
      assertThat(lines(ensure(each, MODEL)))
          .containsExactly(
              "enum app.mood present",
              "table app.a present",
              "table public.b present",
              "view public.v present");
      assertThat(each.list("SELECT 1 FROM pg_class WHERE relname LIKE 'saascore%'")).isEmpty();
    }
  }

  @Test
  void addsWhatIsMissingAndLeavesWhatDiffers(TestDatabase database) {
    database.execute(
        "CREATE SCHEMA app",
        "CREATE TYPE app.mood AS ENUM ('calm', 'loud')",
        "CREATE TABLE app.a (id int PRIMARY KEY, m text, surplus text)",
        "INSERT INTO app.a VALUES (1, 'x', 'y')",
        "CREATE TABLE more (a int)",
        "CREATE SCHEMA elsewhere",
        "CREATE TABLE elsewhere.b (id text)");

    EnsurePlan plan =
        ensure(
            database,
            Models.ofClass(
                "create schema app",
                "create type app.mood as enum ('calm', 'loud')",
                "create table app.a (id int primary key, m app.mood, note text)",
                "create table b (id int primary key, a int not null references app.a)"));

    assertThat(lines(plan))
        .containsExactly(
            "enum app.mood present",
            "table app.a with [column app.a.note: missing] but [column app.a.m: type text ->"
                + " app.mood, column app.a.surplus: surplus]",
            "table public.b new");
    assertThat(plan.surplus()).isEqualTo(1);
    assertThat(database.list("SELECT concat(id, m, surplus, note) FROM app.a"))
        .containsExactly("1xy");
    assertThat(database.list("SELECT count(*) FROM b")).containsExactly("0");
  }

  @Test
  void createsAllOrNothing(TestDatabase database) {
    database.execute("CREATE TABLE a (id int)", "INSERT INTO a VALUES (1), (1)");
    Model model = Models.ofClass("create table z (x int)", "create table a (id int unique)");

    assertThatThrownBy(() -> ensure(database, model))
        .isInstanceOf(SaascoreException.class)
        .hasMessageContaining("could not create unique index")
        .hasMessageContaining("at ensure, statement");
    assertThat(database.list("SELECT 1 FROM pg_class WHERE relname = 'z'")).isEmpty();
  }

  @Test
  void aPlanChangesNothing(TestDatabase database) {
    EnsurePlan plan = with(database, MODEL, (db, wanted) -> new Ensure(db, wanted).plan());

    assertThat(plan.isNothing()).isFalse();
    assertThat(database.list("SELECT 1 FROM pg_namespace WHERE nspname = 'app'")).isEmpty();
  }

  @Test
  void worksAfterRevisionsAndWritesTheLog(TestDatabase database) {
    Scenario scenario =
        new Scenario(directory, database)
            .revision("aaaa", "", "CREATE TABLE a (id int PRIMARY KEY);", "DROP TABLE a;");
    scenario.upgrade();

    ensure(
        database, Models.ofClass("create table a (id int primary key)", "create table b (x int)"));

    assertThat(database.list("SELECT what || ' ' || revision FROM saascore_event ORDER BY id"))
        .containsExactly("upgrade aaaa", "ensure com.example.Model");
  }

  @Test
  void severalBuildsAtOnceAreSafe(TestDatabase database) throws Exception {
    ExecutorService builds = Executors.newFixedThreadPool(4);
    try {
      List<Future<EnsurePlan>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(builds.submit(() -> ensure(database, MODEL)));
      }
      int created = 0;
      for (Future<EnsurePlan> each : running) {
        created += each.get().isNothing() ? 0 : 1;
      }
      assertThat(created).isEqualTo(1);
      assertThat(ensure(database, MODEL).isNothing()).isTrue();
    } finally {
      builds.shutdownNow();
    }
  }

  private interface Work {
    EnsurePlan of(Database database, ModelSchema wanted);
  }

  private EnsurePlan ensure(TestDatabase database, Model model) {
    return with(database, model, (db, wanted) -> new Ensure(db, wanted).run());
  }

  private EnsurePlan with(TestDatabase database, Model model, Work work) {
    try (Scratches scratches = Scratches.beside(database);
        ScratchDatabase scratch = scratches.scratch().open()) {
      ModelSchema wanted = ModelSchema.make(model, scratch);
      return new Scenario(directory, database).in(db -> work.of(db, wanted));
    }
  }

  private static List<String> lines(EnsurePlan plan) {
    return plan.objects().stream().map(EnsureTest::line).toList();
  }

  private static String line(EnsurePlan.Ensured object) {
    if (object.isNew() || object.isPresent()) {
      return object.address() + (object.isNew() ? " new" : " present");
    }
    return "%s with %s but %s"
        .formatted(
            object.address(),
            object.created().stream().map(change -> change.description()).toList(),
            object.different().stream().map(left -> left.change().description()).toList());
  }
}
