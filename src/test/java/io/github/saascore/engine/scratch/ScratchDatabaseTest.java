package io.github.saascore.engine.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.engine.Sources;
import io.github.saascore.postgres.Answer;
import io.github.saascore.postgres.ScratchServer;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.script.Placeholders;
import io.github.saascore.script.Statement;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class ScratchDatabaseTest {
  private static final String LEFT = "saascore_scratch_1600000000_00000001";
  private static final String LEFT_BY_ANOTHER = "saascore_scratch_1600000000_00000002";

  @TempDir Path directory;

  @Test
  void replaysHistoryAndComesBackToEachPlaceOnTheWay(TestDatabase database) {
    Sources sources = history();
    try (Scratches scratches = Scratches.beside(database);
        ScratchDatabase scratch = scratches.scratch().open()) {
      Snapshot empty = scratch.snapshot();
      scratch.up(sources, Order.of(sources).subList(0, 1));
      Snapshot first = scratch.snapshot();
      scratch.up(sources, Order.of(sources).subList(1, 2));

      assertThat(names(scratch.snapshot())).contains("table public.a", "view public.v");

      scratch.down(sources, RevisionId.of("bbbb"));
      assertThat(scratch.snapshot().facts()).isEqualTo(first.facts());
      scratch.down(sources, RevisionId.of("aaaa"));
      assertThat(scratch.snapshot().facts()).isEqualTo(empty.facts());
    }
  }

  @Test
  void makesRolesThatDefinitionsNameAndTakesThemAway(
      TestDatabase database, @Older TestDatabase old) {
    for (TestDatabase each : List.of(database, old)) {
      String role = each.name() + " \"r\"";
      try (Scratches scratches = Scratches.beside(each);
          ScratchDatabase scratch = scratches.scratch().open()) {
        scratch.run(
            "model",
            List.of(
                Statement.stored("m", "CREATE TABLE t (a int)"),
                Statement.stored(
                    "m", "GRANT SELECT ON t TO \"" + role.replace("\"", "\"\"") + '"')));

        assertThat(each.list("SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + role + "'"))
            .containsExactly("f");
      }
      assertThat(each.list("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")).isEmpty();
      assertThat(each.list("SELECT 1 FROM pg_class WHERE relname = 't'")).isEmpty();
    }
  }

  @Test
  void goesOnInTheMiddleOfARevisionThatNamesAMissingRole(
      TestDatabase database, @Older TestDatabase old) throws Exception {
    for (TestDatabase each : List.of(database, old)) {
      String role = each.name() + "_reader";
      String grant = "CREATE TABLE %s (n int); GRANT SELECT ON a TO \"%s\"; DROP TABLE %1$s;";
      write("aaaa", "", "CREATE TABLE a (n int);", "DROP TABLE a;");
      writeStepwise("bbbb", "aaaa", grant.formatted("b", role), grant.formatted("c", role + "_2"));
      Sources sources = Sources.read(directory, directory, Placeholders.none());
      try (Scratches scratches = Scratches.beside(each);
          ScratchDatabase scratch = scratches.scratch().open()) {
        scratch.all(sources);
        scratch.down(sources, RevisionId.of("bbbb"));
        scratch.up(sources, Order.of(sources).subList(1, 2));
        assertThat(roles(each, role)).containsExactly("f");
        assertThat(roles(each, role + "_2")).containsExactly("f");
      }
    }
  }

  @Test
  void leavesAloneWhatTheWholeServerShares(TestDatabase database, @Older TestDatabase old)
      throws Exception {
    for (TestDatabase each : List.of(database, old)) {
      String role = each.name() + "_live";
      String made = each.name() + "_made";
      try (var superuser = each.superuser();
          var statement = superuser.createStatement()) {
        statement.execute("CREATE ROLE \"%s\" LOGIN".formatted(role));
        write("aaaa", "", onTheServer(each, role, made), onTheServer(each, role, made));
        writeStepwise("bbbb", "aaaa", inNoTransaction(each, role), "DROP TABLE a;");
        Sources sources = Sources.read(directory, directory, Placeholders.none());
        try (Scratches scratches = Scratches.beside(each);
            ScratchDatabase scratch = scratches.scratch().open()) {
          scratch.all(sources);
          scratch.down(sources, RevisionId.of("bbbb"));
          scratch.down(sources, RevisionId.of("aaaa"));

          assertThat(roles(each, made)).containsExactly("f");
        }
        assertThat(roles(each, made)).isEmpty();
        assertThat(roles(each, role)).containsExactly("t");
        assertThat(
                each.list(
                    "SELECT datname || datconnlimit FROM pg_database WHERE datname LIKE '%s%%'"
                        .formatted(each.name())))
            .containsExactly(each.name() + "-1");
        statement.execute("DROP ROLE \"%s\"".formatted(role));
      }
    }
  }

  /** Statements that change roles and a database, and one that needs the role made. */
  private static String onTheServer(TestDatabase database, String role, String made) {
    return """
    ALTER ROLE "%2$s" NOLOGIN;
    DROP ROLE IF EXISTS "%3$s";
    CREATE ROLE "%3$s" LOGIN PASSWORD 'x';
    GRANT "%3$s" TO "%2$s";
    GRANT USAGE ON SCHEMA public TO "%3$s";
    ALTER DATABASE "%1$s" CONNECTION LIMIT 7;
    COMMENT ON DATABASE nowhere IS 'x';
    REVOKE CONNECT ON DATABASE nowhere FROM PUBLIC;
    """
        .formatted(database.name(), role, made);
  }

  private static String inNoTransaction(TestDatabase database, String role) {
    return """
    CREATE TABLE a (id int);
    CREATE DATABASE "%1$s_other";
    DROP ROLE "%2$s";
    CREATE TABLESPACE fast LOCATION '/nowhere';
    CREATE SUBSCRIPTION s CONNECTION 'host=nowhere.invalid' PUBLICATION p;
    ALTER SYSTEM SET work_mem = '1MB';
    CREATE INDEX CONCURRENTLY i ON a (id);
    """
        .formatted(database.name(), role);
  }

  private static List<String> roles(TestDatabase database, String role) {
    return database.list("SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + role + "'");
  }

  @Test
  void namesTheExtensionThatTheServerLacks(TestDatabase database) {
    try (Scratches scratches = Scratches.beside(database);
        ScratchDatabase scratch = scratches.scratch().open()) {
      assertThatThrownBy(
              () ->
                  scratch.run("model", List.of(Statement.stored("m", "CREATE EXTENSION postgis"))))
          .isInstanceOfSatisfying(
              SaascoreException.class,
              e -> {
                assertThat(e.problem().code()).isEqualTo(Code.SCRATCH);
                assertThat(e.problem().text())
                    .contains("extension \"postgis\"")
                    .contains("-Dsaascore.scratch=postgresql://user@host:5432/database");
              });
    }
  }

  @Test
  void saysWhereRoomIsWantedWhenThereIsNone(TestDatabase database) {
    Answer answer =
        new Answer(
            "53100",
            "mdextend",
            "konnte Datei »base/16384/16385« nicht erweitern: Auf dem Gerät ist kein Speicherplatz"
                + " mehr verfügbar");
    SaascoreException full =
        Problem.of(Code.SQL, answer.message()).at("aaaa.sql:7:1").asException();
    try (Scratches scratches = Scratches.beside(database);
        ScratchDatabase scratch = scratches.scratch().open()) {
      assertThatThrownBy(() -> scratch.requireMeans(answer, full))
          .isInstanceOfSatisfying(
              SaascoreException.class,
              e ->
                  assertThat(e.problem().text())
                      .startsWith("SC-SCRATCH: the scratch server has no room left")
                      .contains("aaaa.sql:7:1", "base/16384/16385", "/dev/shm")
                      .contains("-Dsaascore.scratch=postgresql://user@host:5432/database"));
    }
  }

  @Test
  void unqualifiedNamesMeanTheSchemaOfTheDatabase(TestDatabase database) {
    try (Scratches scratches = Scratches.beside(database);
        ScratchDatabase scratch = scratches.scratch("app").open()) {
      scratch.all(history());

      assertThat(names(scratch.snapshot())).contains("table app.a", "view app.v");
    }
  }

  @Test
  void removesItsDatabasesAndWhatKilledRunsLeft(TestDatabase database) throws Exception {
    try (var superuser = database.superuser();
        var statement = superuser.createStatement()) {
      statement.execute("CREATE DATABASE " + LEFT);
    }
    String scratchNames = "SELECT datname FROM pg_database WHERE datname IN ('%s', '%s')";
    try (Scratches scratches = Scratches.beside(database)) {
      ScratchDatabase open = scratches.scratch().open();
      String name = open.database().session().facts().database();
      assertThat(database.list(scratchNames.formatted(LEFT, name))).containsExactly(name);
      open.close();
      assertThat(database.list(scratchNames.formatted(LEFT, name))).isEmpty();
    }
  }

  @Test
  void leavesAloneWhatRunsOfOtherRolesLeft(TestDatabase database) throws Exception {
    try (var superuser = database.superuser();
        var statement = superuser.createStatement()) {
      statement.execute("CREATE DATABASE " + LEFT_BY_ANOTHER);
      try (ScratchServer server = Scratches.asOwner(database)) {
        assertThat(server.major()).isEqualTo(18);
        assertThat(
                database.list(
                    "SELECT datname FROM pg_database WHERE datname = '%s'"
                        .formatted(LEFT_BY_ANOTHER)))
            .hasSize(1);
      } finally {
        statement.execute("DROP DATABASE IF EXISTS " + LEFT_BY_ANOTHER);
      }
    }
  }

  private static String language(TestDatabase database) throws Exception {
    try (Scratches scratches = Scratches.at(database.url());
        ScratchDatabase scratch = scratches.scratch().open();
        var statement = scratch.connection().createStatement()) {
      statement.execute("RESET ALL");
      try (var row = statement.executeQuery("SHOW lc_messages")) {
        row.next();
        return row.getString(1);
      }
    }
  }

  @Test
  void speaksEnglishWhereTheRoleMayHaveItSo(TestDatabase database) throws Exception {
    String role = "\"" + database.user() + "\"";
    database.asSuperuser(
        "ALTER ROLE " + role + " CREATEDB", "ALTER ROLE " + role + " SET lc_messages = 'POSIX'");
    assertThat(language(database)).isEqualTo("POSIX");
    database.asSuperuser("GRANT SET ON PARAMETER lc_messages TO " + role);
    try {
      assertThat(language(database)).isEqualTo("C");
    } finally {
      database.asSuperuser("REVOKE SET ON PARAMETER lc_messages FROM " + role);
    }
  }

  @Test
  void saysWhatToDoWhereTheRoleMayMakeNoDatabases(TestDatabase database) {
    try (ScratchServer server = Scratches.asOwner(database)) {
      assertThatThrownBy(server::fresh)
          .isInstanceOfSatisfying(
              SaascoreException.class,
              e ->
                  assertThat(e.problem().text())
                      .startsWith("SC-SCRATCH: unable to make a scratch database")
                      .contains("permission denied to create database")
                      .contains("-Dsaascore.scratch=embedded")
                      .contains("ALTER ROLE \"" + database.user() + "\" CREATEDB"));
    }
  }

  @Test
  void aRoleThatIsThereNeedsNoRightToMakeRoles(TestDatabase database) {
    try (ScratchServer server = Scratches.asOwner(database)) {
      server.makeRole("postgres");

      assertThatThrownBy(() -> server.makeRole(database.name() + "_none"))
          .isInstanceOfSatisfying(
              SaascoreException.class,
              e ->
                  assertThat(e.problem().text())
                      .contains("cannot be made for the scratch database")
                      .contains("-Dsaascore.scratch=embedded"));
    }
    assertThat(roles(database, "postgres")).hasSize(1);
  }

  private Sources history() {
    write("aaaa", "", "CREATE TABLE a (id int PRIMARY KEY);", "DROP TABLE a;");
    write("bbbb", "aaaa", "CREATE VIEW v AS SELECT id FROM a;", "DROP VIEW v;");
    return Sources.read(directory, directory, Placeholders.none());
  }

  private void write(String id, String parent, String up, String down) {
    write(id, parent, "", up, down);
  }

  private void writeStepwise(String id, String parent, String up, String down) {
    write(id, parent, " transaction=none", up, down);
  }

  private void write(String id, String parent, String options, String up, String down) {
    try {
      Files.writeString(
          directory.resolve(id + ".sql"),
          """
          -- revision: %1$s
          -- down_revision: %2$s
          -- message: x

          -- saascore:upgrade%3$s
          %4$s

          -- saascore:downgrade%3$s
          %5$s
          """
              .formatted(id, parent, options, up, down));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> names(Snapshot snapshot) {
    return snapshot.facts().keySet().stream().map(Object::toString).toList();
  }
}
