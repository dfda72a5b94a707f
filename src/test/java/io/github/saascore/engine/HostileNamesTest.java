package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.RunInfo;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names and texts that look like SQL go through every use case; the bystander stays, and what is
 * stored is letter by letter what was written.
 */
@ExtendWith(PostgresExtension.class)
class HostileNamesTest {
  @TempDir Path directory;
  private TestDatabase db;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    db.execute("CREATE TABLE bystander (n int)", "INSERT INTO bystander VALUES (1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x');DROP\"TABLE\"bystander;",
        "$$;$$",
        "%s%n%1$s",
        "${x}",
        "x\\",
        "\u00e9\u00df\uD83D\uDE00",
        "x/../x"
      })
  void idsAndLabelsAreOnlyNames(String name) {
    idAndLabel(name);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\\';TRUNCATE/bystander",
        "x\";",
        "'||current_user||'",
        "{d}",
        "?",
        "null",
        "*",
        "1;2",
        "''",
        "E'x'",
        "x]}",
        "x;commit;"
      })
  void moreIdsAndLabelsAreOnlyNames(String name) {
    idAndLabel(name);
  }

  private void idAndLabel(String name) {
    String id = name.replace("/", "|");
    roundTrip(new Scenario(directory, db), id, "l" + id, "makes it", "plain");
    assertThat(db.list("SELECT DISTINCT revision FROM public.saascore_event WHERE what = 'stamp'"))
        .contains(id);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x'); DROP TABLE bystander; --",
        "x\\'); DROP TABLE bystander; --",
        "*/ DROP TABLE bystander;",
        "$$; DROP TABLE bystander; $$",
        "%s %n %d",
        "${x} #{x}",
        "{fn now()} ? :x",
        "\\",
        "'",
        "\"",
        "\\.",
        "\\! touch x",
        "x \u2028 DROP TABLE bystander;"
      })
  void messagesAreOnlyText(String message) {
    roundTrip(new Scenario(directory, db), "aaaa1111", "label", message, "plain");
    assertThat(db.list("SELECT message FROM public.saascore_revision WHERE revision = 'aaaa1111'"))
        .containsExactly(message.strip());
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x'; DROP TABLE public.bystander; --",
        "x\\'; DROP TABLE public.bystander; --",
        "x\"; DROP TABLE public.bystander; --",
        "a.b",
        "a,b",
        "$$",
        "$user",
        "%s",
        "{x}",
        "back\\",
        "ünï",
        "${x}",
        " ",
        "Select"
      })
  void schemasAreOnlyNames(String schema) {
    Scenario scenario =
        new Scenario(directory, db).with(SessionOptions.defaults().withSchema(schema));
    roundTrip(scenario, "aaaa1111", "label", "makes it", "plain");
    assertThat(db.list("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|inf|public)'"))
        .containsExactly(schema);
    assertThat(db.one("SELECT to_regclass('public.saascore_revision') IS NULL")).isEqualTo("t");
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x'; DROP TABLE bystander; --\"",
        "\"x\\'; DROP TABLE bystander; --\"",
        "\"x\"\"; DROP\"",
        "\"%s\"",
        "\"$$\"",
        "\"a.b\"",
        "U&\"d\\0061ta\"",
        "Ünï",
        "\"{x}\"",
        "\"${x}\""
      })
  void tablesAreOnlyNames(String table) {
    roundTrip(new Scenario(directory, db), "aaaa1111", "label", "makes it", table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x'; DROP TABLE bystander; --", "x\\'; DROP TABLE bystander; --", "x\"y"})
  void rolesAndClientsAreOnlyNames(String name) {
    Scenario scenario = new Scenario(directory, db).revision("aaaa1111", "", "SELECT 1;", "");
    scenario.in(
        database -> {
          StoreSql store = new StoreSql(Optional.of("public"), new RunInfo(name, name, name));
          Database hostile =
              new Database(database.session(), store, database.javaBodies(), database.listener());
          return new Upgrade(hostile, scenario.sources(), heads()).run();
        });
    assertThat(db.list("SELECT DISTINCT client || run_id FROM saascore_event"))
        .containsExactly(name + name);
    scenario
        .with(SessionOptions.defaults().withRole(name))
        .file(
            "bbbb2222_x.sql",
            "-- revision: bbbb2222\n-- down_revision: aaaa1111\n-- saascore:upgrade\n");
    assertThat(catchThrowable(scenario::upgrade))
        .isInstanceOf(SaascoreException.class)
        .hasMessageContaining("role");
    assertThat(db.one("SELECT count(*) FROM bystander")).isEqualTo("1");
  }

  /** Goes forth and back by every use case, with both readings of backslashes in literals. */
  private void roundTrip(Scenario scenario, String id, String label, String message, String table) {
    write(scenario, id, label, message, table);
    for (String standard : List.of("off", "on")) {
      db.execute(
          "ALTER ROLE CURRENT_USER SET standard_conforming_strings = " + standard,
          "ALTER ROLE CURRENT_USER SET escape_string_warning = off");
      assertThat(scenario.upgrade().applied())
          .extracting(revision -> revision.id().value())
          .containsExactly(id, "zzzz9999");
      assertThat(scenario.applied()).containsExactly(id, "zzzz9999");
      assertThat(scenario.listing().history(Optional.empty())).hasSize(2);
      scenario.in(database -> new Doctor(database, Optional::empty).examine());
      scenario.file(id + "_x.sql", text(id, label, message + " more", table) + "\n;SELECT 1;");
      scenario.in(
          database -> {
            Repair repair = new Repair(database, scenario.sources());
            return repair.run(repair.plan());
          });
      write(scenario, id, label, message, table);
      scenario.in(
          database -> {
            Repair repair = new Repair(database, scenario.sources());
            return repair.run(repair.plan());
          });
      scenario.in(database -> plan(database, scenario, Verb.DOWNGRADE, "base"));
      scenario.downgrade("base");
      scenario.in(database -> plan(database, scenario, Verb.UPGRADE, "heads"));
      scenario.stamp(false, "heads");
      scenario.stamp(true, "base");
      fails(scenario, id);
      assertThat(db.one("SELECT count(*) FROM public.bystander")).isEqualTo("1");
    }
    scenario.stamp(true, "heads");
  }

  private static PlanScript.Script plan(
      Database database, Scenario scenario, Verb verb, String target) {
    return new PlanScript(scenario.sources(), database.session().options(), database.store())
        .online(database, verb, List.of(Target.parse(target)), false);
  }

  private static Upgrade.Options heads() {
    return new Upgrade.Options(
        List.of(Target.parse("heads")), Existing.FAIL, TransactionMode.REVISION);
  }

  private static void fails(Scenario scenario, String id) {
    scenario.file(
        "yyyy8888_x.sql",
        "-- revision: yyyy8888\n-- down_revision: "
            + id
            + "\n-- saascore:upgrade\nSELECT 'it''s \\'' FROM missing;\n");
    assertThat(catchThrowable(() -> scenario.upgrade())).isInstanceOf(SaascoreException.class);
    scenario.delete("yyyy8888");
    scenario.stamp(true, "base");
  }

  private static void write(
      Scenario scenario, String id, String label, String message, String table) {
    scenario.file(id + "_x.sql", text(id, label, message, table));
    scenario.file(
        "zzzz9999_x.sql",
        """
        -- revision: zzzz9999
        -- down_revision: %s
        -- depends_on: %s
        -- saascore:upgrade
        -- saascore:downgrade
        """
            .formatted(id, label));
  }

  private static String text(String id, String label, String message, String table) {
    return """
    -- revision: %s
    -- down_revision: base
    -- branch_labels: %s
    -- message: %s

    -- saascore:upgrade
    DROP TABLE IF EXISTS %s;
    CREATE TABLE %4$s (n int);
    INSERT INTO %4$s VALUES (1);

    -- saascore:downgrade
    DROP TABLE %4$s;
    """
        .formatted(id, label, message, table);
  }
}
