package io.github.saascore.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.engine.Scaffold;
import io.github.saascore.engine.Scenario;
import io.github.saascore.engine.model.Model;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Renames;
import io.github.saascore.script.Placeholders;
import io.github.saascore.testing.Models;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class AutogenerateTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T10:22:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  @Test
  void writesBothDirectionsThatWork(TestDatabase database, @Older TestDatabase old) {
    for (TestDatabase each : List.of(database, old)) {
      Scenario scenario = history(each);
      Model model =
          Models.ofClass(
              "create table a (id int primary key, name varchar(50) not null, note text)",
              "create table b (id int primary key, a int references a)",
              "create view v as select id, note from a");

      Autogenerate.Result result = generate(each, scenario, model, false, "");

      assertThat(result.written()).hasSize(1);
      assertThat(result.notes()).isEmpty();
      scenario.upgrade();
      assertThat(diff(each, scenario, model)).isTrue();
      scenario.downgrade("-1");
      assertThat(diff(each, scenario, model)).isFalse();
      assertThat(generate(each, scenario, model, false, "").written()).isEmpty();
    }
  }

  @Test
  void theFileReadsAsAPersonWouldWriteIt(TestDatabase database) {
    Autogenerate.Result result =
        generate(
            database,
            history(database),
            Models.ofClass(
                "create table a (id int primary key, name varchar(50) not null)",
                "create table b (id int primary key, a int references a)",
                "create view v as select id from a"),
            true,
            "");

    String id = result.written().get(0).id().value();
    assertThat(read(result.written().get(0).path()))
        .isEqualTo(
            """
            -- revision: %s
            -- down_revision: aaaa
            -- message: add b
            -- created: 2026-11-22T10:22:00Z

            -- saascore:upgrade
            CREATE TABLE public.b (
                id integer NOT NULL,
                a integer,
                CONSTRAINT b_pkey PRIMARY KEY (id)
            );

            ALTER TABLE public.a ALTER COLUMN name TYPE character varying(50);

            ALTER TABLE public.a ALTER COLUMN name SET NOT NULL;

            ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);

            -- saascore:downgrade
            ALTER TABLE public.a ALTER COLUMN name TYPE character varying(30);

            ALTER TABLE public.a ALTER COLUMN name DROP NOT NULL;

            -- loses the rows of table public.b
            DROP TABLE public.b;
            """
                .formatted(id));
  }

  @Test
  void leavesOutWhatWouldLoseDataUnlessAskedFor(TestDatabase database) {
    Scenario scenario = history(database);
    Model model = Models.ofClass("create table a (id int primary key)");

    Autogenerate.Result careful = generate(database, scenario, model, false, "");
    assertThat(careful.written()).hasSize(1);
    assertThat(careful.difference().leftOut().stream().map(left -> left.change().description()))
        .containsExactly("column public.a.name: surplus");
    delete(careful);

    Autogenerate.Result bold = generate(database, scenario, model, true, "");
    assertThat(read(bold.written().get(0).path()))
        .contains("-- loses the values of column public.a.name\nALTER TABLE public.a DROP COLUMN")
        .contains("-- does not bring back the values of column public.a.name\n");
  }

  @Test
  void asksBeforeItDropsWhatMayHaveBeenRenamed(TestDatabase database) {
    Scenario scenario = history(database);
    Model model =
        Models.ofClass(
            "create table a (id int primary key, title varchar(30))",
            "create view v as select id from a");

    assertThatThrownBy(() -> generate(database, scenario, model, false, ""))
        .isInstanceOf(SaascoreException.class)
        .hasMessageStartingWith("SC-LIKELY-RENAME: ")
        .hasMessageContaining("-Dsaascore.rename=public.a.name:title")
        .hasMessageContaining("-Dsaascore.rename=public.a.name:-");

    Model viewed =
        Models.ofClass(
            "create table a_old (id int primary key, name varchar(30))",
            "create view a as select id, name from a_old",
            "create view v as select id from a_old");
    Autogenerate.Result beside = generate(database, scenario, viewed, false, "a:a_old");
    assertThat(read(beside.written().get(0).path()))
        .contains("ALTER TABLE public.a RENAME TO a_old;", "CREATE VIEW public.a AS");
    assertThat(beside.notes()).singleElement().asString().contains("no way back", "is taken");
    delete(beside);

    Model exchanged =
        Models.ofClass("create table a (id varchar(30) primary key, name int not null)");
    assertThatThrownBy(() -> generate(database, scenario, exchanged, false, "a.id:name,a.name:id"))
        .hasMessageStartingWith("SC-BY-HAND: two names cannot be exchanged by hints")
        .hasMessageContaining("three renames by hand");

    Autogenerate.Result renamed = generate(database, scenario, model, false, "a.name:title");
    assertThat(read(renamed.written().get(0).path()))
        .contains("ALTER TABLE public.a RENAME COLUMN name TO title;")
        .contains("ALTER TABLE public.a RENAME COLUMN title TO name;");
    delete(renamed);

    Autogenerate.Result hinted =
        generate(
            database,
            scenario,
            Models.ofFiles(
                """
                CREATE TABLE a (
                  id int PRIMARY KEY,
                  title varchar(30) -- saascore:renamed_from name
                );
                CREATE VIEW v AS SELECT id FROM a;
                """),
            false,
            "");
    assertThat(read(hinted.written().get(0).path())).contains("RENAME COLUMN name TO title;");
  }

  @Test
  void aSerialColumnBecomesAnIdentityWithoutDrops(TestDatabase database) {
    Scenario scenario =
        new Scenario(directory, database)
            .revision("aaaa", "", "CREATE TABLE a (id serial PRIMARY KEY);", "DROP TABLE a;");
    scenario.upgrade();
    database.execute("INSERT INTO a DEFAULT VALUES", "INSERT INTO a DEFAULT VALUES");
    Model model =
        Models.ofClass("create table a (id int generated always as identity primary key)");

    Autogenerate.Result result = generate(database, scenario, model, false, "");

    assertThat(result.notes()).isEmpty();
    assertThat(result.difference().leftOut()).isEmpty();
    scenario.upgrade();
    assertThat(diff(database, scenario, model)).isTrue();
    database.execute("INSERT INTO a DEFAULT VALUES");
    scenario.downgrade("-1");
    database.execute("INSERT INTO a DEFAULT VALUES");
    assertThat(database.one("SELECT max(id) FROM a")).isEqualTo("4");
  }

  @Test
  void aNewValueThatIsUsedAtOnceStandsInARevisionOfItsOwn(TestDatabase database) {
    Scenario scenario =
        new Scenario(directory, database)
            .revision(
                "aaaa",
                "",
                "CREATE TYPE mood AS ENUM ('calm'); CREATE TABLE a (m mood DEFAULT 'calm');",
                "DROP TABLE a; DROP TYPE mood;");
    Model model =
        Models.ofClass(
            "create type mood as enum ('calm', 'loud')", "create table a (m mood default 'loud')");

    Autogenerate.Result result = generate(database, scenario, model, false, "");

    assertThat(result.written()).hasSize(2);
    assertThat(result.written().get(1).parents()).containsExactly(result.written().get(0).id());
    assertThat(read(result.written().get(0).path()))
        .contains("-- message: add b (1 of 2: add values to enums)");
    scenario.upgrade();
    assertThat(diff(database, scenario, model)).isTrue();
    scenario.downgrade("base");
  }

  @Tag("long")
  @Test
  void stepsBesideWhichOthersCanWork(TestDatabase database, @Older TestDatabase old) {
    for (TestDatabase each : List.of(database, old)) {
      Scenario scenario = history(each);
      Model model =
          Models.ofClass(
              "create table a (id int primary key, name varchar(30) not null unique,"
                  + " constraint a_name_short check (length(name) < 20))",
              "create index a_lower_idx on a (lower(name))",
              "create view v as select id from a");

      Autogenerate.Result result = online(each, scenario, model);

      assertThat(result.notes()).isEmpty();
      List<String> files = result.written().stream().map(written -> read(written.path())).toList();
      assertThat(files).hasSize(4);
      assertThat(files.get(0)).contains("ADD CONSTRAINT a_name_short", ") NOT VALID;");
      assertThat(files.get(1))
          .contains("-- message: add b (2 of 4: validate constraints)")
          .contains("VALIDATE CONSTRAINT a_name_short;");
      assertThat(files.get(2))
          .contains("-- saascore:upgrade transaction=none\nCREATE INDEX CONCURRENTLY a_lower_idx")
          .contains("-- saascore:downgrade transaction=none\nDROP INDEX CONCURRENTLY");
      assertThat(files.get(3)).contains("ADD CONSTRAINT a_name_key UNIQUE USING INDEX a_name_key;");
      scenario.upgrade();
      assertThat(diff(each, scenario, model)).isTrue();
      assertThat(ways(each, scenario)).containsOnly("reversible");
      scenario.downgrade("aaaa");
      assertThat(diff(each, scenario, model)).isFalse();
    }
  }

  @Test
  void anIndexIsBuiltBeforeTheOneItReplacesIsDropped(
      TestDatabase database, @Older TestDatabase old) {
    String long63 = "i".repeat(63);
    for (TestDatabase each : List.of(database, old)) {
      Scenario scenario =
          new Scenario(directory.resolve(each.name()), each)
              .revision(
                  "aaaa",
                  "",
                  """
                  CREATE TABLE a (id int PRIMARY KEY, name text);
                  CREATE UNIQUE INDEX "A b" ON a (name);
                  CREATE INDEX %s ON a (name);
                  COMMENT ON INDEX "A b" IS 'old';
                  """
                      .formatted(long63),
                  "DROP TABLE a;");
      Model model =
          Models.ofClass(
              "create table a (id int primary key, name text)",
              "create unique index \"A b\" on a (name, id)",
              "create index " + long63 + " on a (id)",
              "comment on index \"A b\" is 'new'");

      Autogenerate.Result result = online(each, scenario, model);

      assertThat(result.notes()).isEmpty();
      assertThat(result.written()).hasSize(1);
      assertThat(read(result.written().get(0).path()))
          .contains(
              """
              CREATE UNIQUE INDEX CONCURRENTLY "A b__new" ON public.a USING btree (name, id);

              DROP INDEX CONCURRENTLY public."A b";

              ALTER INDEX public."A b__new" RENAME TO "A b";
              """)
          .contains("RENAME TO " + long63 + ";");
      scenario.upgrade();
      assertThat(diff(each, scenario, model)).isTrue();
      assertThat(ways(each, scenario)).containsOnly("reversible");
    }
  }

  /** What the check says of each revision. */
  private static List<String> ways(TestDatabase database, Scenario scenario) {
    try (Scratches scratches = Scratches.beside(database);
        RoundTrips trips =
            new RoundTrips(scratches.scratch(), scenario.sources(), KnownWays.none())) {
      return trips.walk().stream().map(trip -> trip.way().word()).toList();
    }
  }

  @Tag("long")
  @Test
  void whatRepeatableScriptsMakeIsTheirs(TestDatabase database) {
    Scenario scenario =
        history(database)
            .file("repeatable/w.sql", "CREATE OR REPLACE VIEW w AS SELECT name FROM a;");
    Model same =
        Models.ofClass(
            "create table a (id int primary key, name varchar(30))",
            "create view v as select id from a",
            "create view w as select name from a");
    assertThat(generate(database, scenario, same, false, "").written()).isEmpty();

    Model without =
        Models.ofClass(
            "create table a (id int primary key, name varchar(30), more text)",
            "create view v as select id from a");
    Autogenerate.Result result = generate(database, scenario, without, true, "");
    assertThat(read(result.written().get(0).path())).doesNotContain("VIEW");
    delete(result);

    Model retyped =
        Models.ofClass(
            "create table a (id int primary key, name text)", "create view v as select id from a");
    assertThatThrownBy(() -> generate(database, scenario, retyped, true, ""))
        .hasMessageContaining("SC-BY-HAND: what a repeatable script has made is in the way");
  }

  private Scenario history(TestDatabase database) {
    return new Scenario(directory.resolve(database.name()), database)
        .revision(
            "aaaa",
            "",
            "CREATE TABLE a (id int PRIMARY KEY, name varchar(30));"
                + " CREATE VIEW v AS SELECT id FROM a;",
            "DROP VIEW v; DROP TABLE a;");
  }

  private Autogenerate.Result generate(
      TestDatabase database, Scenario scenario, Model model, boolean drops, String renames) {
    return generate(
        database,
        scenario,
        model,
        new Autogenerate.Options(drops, false, Renames.parse(renames), Placeholders.none()));
  }

  private static Autogenerate.Result online(TestDatabase database, Scenario scenario, Model model) {
    return generate(
        database,
        scenario,
        model,
        new Autogenerate.Options(false, true, Renames.none(), Placeholders.none()));
  }

  private static Autogenerate.Result generate(
      TestDatabase database, Scenario scenario, Model model, Autogenerate.Options options) {
    try (Scratches scratches = Scratches.beside(database)) {
      return new Autogenerate(
              scratches.scratch(),
              scenario.sources(),
              new Scaffold(scenario.sources().directory(), CLOCK),
              options)
          .run(
              model,
              new Scaffold.Request("add b", Optional.empty(), false, Optional.empty(), List.of()));
    }
  }

  private static boolean diff(TestDatabase database, Scenario scenario, Model model) {
    try (Scratches scratches = Scratches.beside(database)) {
      return scenario.in(
          db ->
              new Diff(db, scratches.scratch())
                  .run(Optional.of(scenario.sources()), Optional.of(model))
                  .isEmpty());
    }
  }

  private static void delete(Autogenerate.Result result) {
    result
        .written()
        .forEach(
            written -> {
              try {
                Files.delete(written.path());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
