package io.github.saascore.engine.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Database;
import io.github.saascore.engine.DropListener;
import io.github.saascore.engine.DropOptions;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.care.Protect;
import io.github.saascore.engine.model.Model;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.postgres.ConnectionSettings;
import io.github.saascore.postgres.Connections;
import io.github.saascore.postgres.MissingDatabase;
import io.github.saascore.postgres.RunInfo;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.report.Ran;
import io.github.saascore.report.RebuildText;
import io.github.saascore.report.Style;
import io.github.saascore.report.VerifyText;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Placeholders;
import io.github.saascore.testing.Models;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import io.github.saascore.testing.WholeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class RebuildTest {
  private static final String ITEMS = "CREATE TABLE items (id int PRIMARY KEY, name text);";
  private static final Model MODEL =
      Models.ofFiles(ITEMS, "CREATE TABLE orders (id int PRIMARY KEY, item int REFERENCES items);");

  @TempDir Path directory;

  @BeforeEach
  void history() {
    file("aaaa_x.sql", "-- revision: aaaa\n-- down_revision: base\n-- saascore:upgrade\n" + ITEMS);
    file(
        "bbbb_x.sql",
        """
        -- revision: bbbb
        -- down_revision: aaaa
        -- saascore:upgrade
        CREATE TABLE orders (id int PRIMARY KEY, item int REFERENCES items);
        """);
    file(
        "repeatable/data.sql",
        "INSERT INTO items VALUES (1, 'one') ON CONFLICT (id) DO NOTHING;\n");
  }

  private void file(String name, String text) {
    try {
      Path path = directory.resolve(name);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Sources sources() {
    return Sources.read(directory, directory, Placeholders.none());
  }

  private static Rebuild.Options options(
      TestDatabase target,
      String word,
      Optional<Model> model,
      boolean fallback,
      String... schemas) {
    return new Rebuild.Options(
        List.of(schemas),
        DropOptions.DEFAULTS,
        new Confirmation(word.isEmpty() ? Optional.empty() : Optional.of(target.name())),
        model,
        fallback);
  }

  private Rebuild.Result rebuild(TestDatabase target, Rebuild.Options options) {
    try (Scratches beside = Scratches.beside(target)) {
      ScratchSource source =
          new ScratchSource() {
            @Override
            public <T> T lend(Function<Scratch, T> work) {
              return work.apply(beside.scratch());
            }
          };
      Rebuild rebuild = new Rebuild(sources(), source, options);
      return in(
          target, database -> rebuild.run(database, rebuild.plan(database), DropListener.SILENT));
    }
  }

  private static <T> T in(TestDatabase target, Function<Database, T> work) {
    try (Session session =
        Session.over(
            Connections.open(Scratches.ownerSettings(target), "saascore:test"),
            SessionOptions.defaults())) {
      StoreSql store = new StoreSql(Optional.of("public"), RunInfo.of("tester@here", "test"));
      return work.apply(
          new Database(session, store, (name, where) -> connection -> {}, event -> {}));
    }
  }

  private Problem refusal(TestDatabase target, Rebuild.Options options) {
    return catchThrowableOfType(SaascoreException.class, () -> rebuild(target, options)).problem();
  }

  @Test
  void makesEverythingAnew(TestDatabase newest, @Older TestDatabase older) {
    for (TestDatabase target : List.of(newest, older)) {
      target.execute("CREATE TABLE rubbish (id int)", "CREATE TABLE items (wrong text)");
      for (int i = 0; i < 2; i++) {
        Rebuild.Result result = rebuild(target, options(target, "yes", Optional.of(MODEL), false));
        assertThat(result.upgraded().orElseThrow().applied()).hasSize(2);
        assertThat(result.upgraded().orElseThrow().repeated()).containsExactly("data.sql");
        assertThat(VerifyText.lines(result.verification(), Style.plain()))
            .last()
            .asString()
            .contains("is as it should be");
        assertThat(target.list("SELECT name FROM items")).containsExactly("one");
        assertThat(target.list("SELECT to_regclass('rubbish')").get(0)).isNull();
        target.execute("INSERT INTO items VALUES (7, 'seven')");
      }
    }
  }

  @Test
  void asksForTheWordAndChangesNothingWithoutIt(TestDatabase target) {
    target.execute("CREATE TABLE rubbish (id int)", "INSERT INTO rubbish VALUES (1)");
    String before = WholeState.of(target);
    Problem problem = refusal(target, options(target, "", Optional.empty(), false));
    assertThat(problem.code()).isEqualTo(Code.CONFIRM);
    assertThat(problem.summary()).startsWith("rebuild would drop 1 table");
    assertThat(problem.hint().orElseThrow())
        .contains("mvn saascore:rebuild -Dsaascore.confirm=" + target.name());
    assertThat(WholeState.of(target)).isEqualTo(before);
  }

  @Test
  void refusesProtectedDatabases(TestDatabase target) {
    in(target, database -> new Protect(database).protect("it is ours"));
    String before = WholeState.of(target);
    assertThat(refusal(target, options(target, "yes", Optional.empty(), false)).code())
        .isEqualTo(Code.PROTECTED);
    assertThat(WholeState.of(target)).isEqualTo(before);
  }

  @Test
  void anEmptyDatabaseNeedsNoWord(TestDatabase target) {
    Rebuild.Result result = rebuild(target, options(target, "", Optional.empty(), false));
    assertThat(VerifyText.lines(result.verification(), Style.plain()))
        .last()
        .asString()
        .contains("is as it should be");
  }

  @Test
  void endsWithTheErrorOfARevision(TestDatabase target) {
    file(
        "cccc_x.sql",
        "-- revision: cccc\n-- down_revision: bbbb\n-- saascore:upgrade\nSELECT nothing;\n");
    Problem problem = refusal(target, options(target, "yes", Optional.of(MODEL), false));
    assertThat(problem.code()).isEqualTo(Code.MISSING_OBJECT);
    assertThat(problem.where().orElseThrow()).startsWith("cccc_x.sql:4");
  }

  @Test
  void makesTheTablesOfTheModelInstead(TestDatabase newest, @Older TestDatabase older) {
    file(
        "cccc_x.sql",
        """
        -- revision: cccc
        -- down_revision: bbbb
        -- saascore:upgrade
        ALTER TABLE items ADD COLUMN too_much int;
        -- saascore:downgrade
        """);
    file(
        "dddd_x.sql",
        "-- revision: dddd\n-- down_revision: cccc\n-- saascore:upgrade\nSELECT nothing;\n");
    for (TestDatabase target : List.of(newest, older)) {
      target.execute("CREATE TABLE rubbish (id int)");
      Rebuild.Result result = rebuild(target, options(target, "yes", Optional.of(MODEL), true));
      assertThat(result.upgraded()).isEmpty();
      assertThat(result.fallback().orElseThrow().failure().where().orElseThrow())
          .startsWith("dddd_x.sql:4");
      assertThat(result.verification().missing()).isEmpty();
      assertThat(result.verification().different()).isEmpty();
      assertThat(target.list("SELECT name FROM items")).containsExactly("one");
      assertThat(target.list("SELECT revision FROM saascore_revision")).isEmpty();
      assertThat(target.list("SELECT name FROM saascore_repeatable")).isEmpty();
      assertThat(
              RebuildText.verdict(
                      result, new Ran(target.name(), "heads", Duration.ZERO), Style.plain())
                  .warnings())
          .containsExactly(
              "the tables come from model schema, as a revision fails:"
                  + " column \"nothing\" does not exist",
              "  at dddd_x.sql:4:8",
              "nothing is recorded as applied; mend the revision and rebuild again");
      assertThat(RebuildText.json(result)).contains("\"failure\": \"SC-MISSING-OBJECT");
    }
  }

  @Test
  void whatIsInAnotherSchemaHasToBeNamed(TestDatabase target) {
    file(
        "aaaa_x.sql",
        """
        -- revision: aaaa
        -- down_revision: base
        -- saascore:upgrade
        CREATE SCHEMA billing;
        CREATE TABLE billing.invoices (id int);
        CREATE TABLE items (id int PRIMARY KEY, name text);
        """);
    rebuild(target, options(target, "", Optional.empty(), false));
    Problem problem = refusal(target, options(target, "yes", Optional.empty(), false));
    assertThat(problem.code()).isEqualTo(Code.EXISTS);
    assertThat(problem.reason().orElseThrow())
        .endsWith("kept\nwhat was there before this rebuild is dropped");
    assertThat(problem.hint().orElseThrow()).contains("-Dsaascore.schema=public,...");

    Rebuild.Options both = options(target, "yes", Optional.empty(), false, "public", "billing");
    target.execute("INSERT INTO billing.invoices VALUES (1)");
    rebuild(target, both);
    assertThat(target.list("SELECT id FROM billing.invoices")).isEmpty();
    target.execute("DROP SCHEMA billing CASCADE");
    rebuild(target, both);
    assertThat(target.list("SELECT id FROM billing.invoices")).isEmpty();
  }

  @Test
  void aSchemaThatMayBeThereStaysWithTheExtensionInIt(TestDatabase target) {
    file(
        "aaaa_x.sql",
        """
        -- revision: aaaa
        -- down_revision: base
        -- saascore:upgrade
        CREATE SCHEMA IF NOT EXISTS tools;
        CREATE EXTENSION IF NOT EXISTS citext SCHEMA tools;
        CREATE TABLE tools.invoices (id int, name tools.citext);
        CREATE TABLE items (id int PRIMARY KEY, name text);
        """);
    Rebuild.Options both = options(target, "yes", Optional.empty(), false, "public", "tools");
    rebuild(target, both);
    target.execute("INSERT INTO tools.invoices VALUES (1, 'x')");
    rebuild(target, both);
    assertThat(target.list("SELECT id FROM tools.invoices")).isEmpty();
  }

  @Test
  void thePlanNamesEveryStep(TestDatabase target) {
    target.execute("CREATE TABLE rubbish (id int)");
    Rebuild.Options options = options(target, "", Optional.of(MODEL), true);
    RebuildPlan plan =
        in(target, database -> new Rebuild(sources(), noScratch(), options).plan(database));
    assertThat(RebuildText.plan(plan, Style.plain()))
        .containsExactly(
            "rebuild of database '" + target.name() + "':",
            "  1. drop 1 object, 1 table of them with 0 bytes, from schema public",
            "  2. apply 2 revisions: aaaa to bbbb",
            "  3. where one fails: drop again, and make the tables of model schema",
            "  4. run 1 repeatable script: data.sql",
            "  5. verify, beside the applied revisions and model schema");
    assertThat(
            RebuildText.plan(
                RebuildPlan.of("shop", Optional.empty(), sources(), options), Style.plain()))
        .contains("  1. create database 'shop'");
  }

  private static ScratchSource noScratch() {
    return new ScratchSource() {
      @Override
      public <T> T lend(Function<Scratch, T> work) {
        throw new AssertionError("a plan needs no scratch database");
      }
    };
  }

  @Test
  void aMissingDatabaseIsMadeWhereTheRoleMay(TestDatabase target) throws Exception {
    ConnectionSettings missing =
        Scratches.ownerSettings(target).withDatabase(target.name() + " new");
    Problem problem =
        catchThrowableOfType(SaascoreException.class, new MissingDatabase(missing)::create)
            .problem();
    assertThat(problem.code()).isEqualTo(Code.PRIVILEGE);
    assertThat(problem.hint().orElseThrow())
        .contains("CREATE DATABASE \"" + target.name() + " new\" OWNER");
    try (Connection superuser = target.superuser();
        Statement statement = superuser.createStatement()) {
      statement.execute("ALTER ROLE " + target.user() + " CREATEDB");
      new MissingDatabase(missing).create();
      try (Connection made = Connections.open(missing, "saascore:test")) {
        assertThat(made.isValid(5)).isTrue();
      } finally {
        statement.execute("DROP DATABASE \"" + target.name() + " new\"");
      }
    }
  }
}
