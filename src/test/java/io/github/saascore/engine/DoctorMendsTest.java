package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.engine.Finding.Level;
import io.github.saascore.postgres.SessionOptions;
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

/** What stands behind a bad line is pasted by the one it names, and the line is gone then. */
@ExtendWith(PostgresExtension.class)
class DoctorMendsTest {
  private static final String SUPERUSER = " -- as a superuser";

  @TempDir Path directory;
  private TestDatabase db;
  private TestDatabase older;
  private List<TestDatabase> databases;

  @BeforeEach
  void start(TestDatabase database, @Older TestDatabase olderDatabase) {
    db = database;
    older = olderDatabase;
    databases = List.of(db, older);
  }

  @Test
  void liftsTheLimitOfASequenceThatComesFirst() {
    for (TestDatabase each : databases) {
      each.execute(
          "CREATE TABLE s (a int GENERATED ALWAYS AS IDENTITY (MAXVALUE 1000), b serial)",
          "ALTER SEQUENCE s_b_seq MAXVALUE 1000",
          "SELECT setval('s_a_seq', 900), setval('s_b_seq', 900)");
      assertThat(commands(each, "sequences"))
          .containsExactly(
              "ALTER SEQUENCE public.s_a_seq NO MAXVALUE;",
              "ALTER SEQUENCE public.s_b_seq AS bigint NO MAXVALUE;");
      paste(each, "sequences");
      each.execute("SELECT setval('s_a_seq', 2000000000), setval('s_b_seq', 2000000000)");
      assertThat(commands(each, "sequences")).hasSize(2).allMatch(one -> one.contains("bigint;"));
      paste(each, "sequences");
      assertWell(each, "sequences");
    }
  }

  @Test
  void namesWhatKeepsAColumnFromGettingWider() {
    for (TestDatabase each : databases) {
      each.execute(
          "CREATE TABLE s (id serial, n int GENERATED ALWAYS AS (id + 1) STORED)",
          "CREATE VIEW \"a view\" AS SELECT id FROM s",
          "CREATE POLICY mine ON s USING (id > 0)",
          "SELECT setval('s_id_seq', 2000000000)",
          "CREATE TABLE p (id serial, n int) PARTITION BY RANGE (id)",
          "SELECT setval('p_id_seq', 1900000000)");
      List<String> commands = commands(each, "sequences");
      assertThat(commands.get(0))
          .endsWith(
              "; -- first drop, later make again: default value for column n of table s,"
                  + " policy mine on table s, view \"a view\"");
      assertThat(commands.get(1))
          .endsWith("; -- refused, it is in the partition key: copy the rows into a new table");
      for (String command : commands) {
        assertThatThrownBy(() -> type(each, command)).hasMessageContaining("cannot alter");
      }
      each.execute("DROP VIEW \"a view\"", "DROP POLICY mine ON s", "ALTER TABLE s DROP n");
      each.execute("DROP TABLE p");
      paste(each, "sequences");
      assertWell(each, "sequences");
    }
  }

  @Test
  void findsTheRowsThatAConstraintWasNotCheckedAgainst() {
    for (TestDatabase each : databases) {
      each.execute(
          "CREATE TABLE c (\"a b\" int, k int)",
          "CREATE TABLE c1 () INHERITS (c)",
          "INSERT INTO c VALUES (1, 1), (-1, 2), (NULL, 3)",
          "ALTER TABLE c ADD CONSTRAINT up CHECK (\"a b\" > 0) NOT VALID");
      String find = " -- if refused, mend: SELECT * FROM public.c WHERE NOT (\"a b\" > 0);";
      assertThat(commands(each, "constraints").get(0))
          .isEqualTo("ALTER TABLE public.c VALIDATE CONSTRAINT up;" + find);
      assertThatThrownBy(() -> paste(each, "constraints")).hasMessageContaining("violated");
      assertThat(each.list(find.substring(find.indexOf("SELECT")))).containsExactly("-1");
      each.execute("DELETE FROM c WHERE k = 2");
      paste(each, "constraints");
      assertWell(each, "constraints");
    }
  }

  /** From PostgreSQL 18 on these two may be not valid as well. */
  @Test
  void validatesWhatTheNewestServerKnows() {
    db.execute(
        "CREATE TABLE k (id int PRIMARY KEY)",
        "CREATE TABLE p (id int, k int) PARTITION BY LIST (id)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
        "INSERT INTO p VALUES (1, NULL)",
        "ALTER TABLE p ADD CONSTRAINT has_k NOT NULL k NOT VALID",
        "ALTER TABLE p ADD FOREIGN KEY (k) REFERENCES k NOT VALID");
    assertThat(commands(db, "constraints"))
        .contains(
            "ALTER TABLE public.p VALIDATE CONSTRAINT has_k;"
                + " -- if refused, mend: SELECT * FROM public.p WHERE k IS NULL;");
    db.execute("DELETE FROM p");
    paste(db, "constraints");
    assertWell(db, "constraints");
  }

  @Test
  void dropsTheTableOfAnotherToolWhereItIs() {
    for (TestDatabase each : databases) {
      each.execute("CREATE SCHEMA \"my app\"");
      Scenario scenario = in(each).with(SessionOptions.defaults().withSchema("my app"));
      scenario.revision("aaaa1111", "", "CREATE TABLE a ();", "DROP TABLE a;").upgrade();
      each.execute("CREATE TABLE \"my app\".alembic_version (version_num text)");
      Finding found = finding(scenario, "other tools");
      assertThat(found.command().orElse(""))
          .isEqualTo("DROP TABLE \"my app\".alembic_version; -- once the other tool is retired");
      type(each, found.command().orElseThrow());
      assertThat(finding(scenario, "other tools").level()).isEqualTo(Level.OK);
    }
  }

  @Test
  void offersAnotherVersionOfAnExtensionOnlyWhereAWayLeadsThere() throws SQLException {
    for (TestDatabase each : databases) {
      asSuperuser(each, "CREATE EXTENSION hstore VERSION '1.4'");
      String command = commands(each, "extensions").get(0);
      assertThat(command).matches("ALTER EXTENSION hstore UPDATE TO '.*'; -- as role .*");
      asSuperuser(each, command);
      assertWell(each, "extensions");
      asSuperuser(each, "UPDATE pg_extension SET extversion = '99' WHERE extname = 'hstore'");
      assertWell(each, "extensions");
    }
  }

  @Test
  void asksTheOneWhoMayGrantWhatTheRoleLacks() throws SQLException {
    for (TestDatabase each : databases) {
      String other = each.user() + "_other";
      String database = "DATABASE \"" + each.name() + "\"";
      Scenario scenario = in(each).with(SessionOptions.defaults().withRole(other));
      try {
        mend(scenario, each, "role", "CREATE ROLE", " -- as a role that may create roles");
        asSuperuser(each, "REVOKE \"%s\" FROM \"%s\"".formatted(other, each.user()));
        if (each == db) {
          asSuperuser(each, "GRANT \"%s\" TO \"%s\" WITH SET FALSE".formatted(other, each.user()));
        }
        mend(scenario, each, "role", "GRANT", SUPERUSER);

        asSuperuser(each, "ALTER " + database + " OWNER TO CURRENT_USER");
        asSuperuser(each, "REVOKE ALL ON " + database + " FROM \"" + each.user() + "\"");
        scenario.with(SessionOptions.defaults().withRole(other).withSchema("none"));
        String owner = " -- as role \"" + superuser(each) + "\"";
        mend(scenario, each, "schema", "GRANT CREATE ON DATABASE", owner);
        asSuperuser(each, "CREATE SCHEMA none");
        mend(scenario, each, "schema", "GRANT USAGE, CREATE", owner);
      } finally {
        asSuperuser(each, "DROP OWNED BY \"" + other + "\"", "DROP ROLE \"" + other + "\"");
      }
    }
  }

  @Test
  void asksTheOwnerWhereTheDatabaseIsAnothers() throws SQLException {
    for (TestDatabase each : databases) {
      String database = "DATABASE \"" + each.name() + "\"";
      asSuperuser(each, "ALTER " + database + " OWNER TO CURRENT_USER");
      asSuperuser(
          each,
          "ALTER " + database + " CONNECTION LIMIT 2",
          "ALTER " + database + " SET default_transaction_read_only = on");
      String owner = " -- as role \"" + superuser(each) + "\"";
      mend(in(each), each, "server", "BEGIN READ WRITE; ALTER " + database, "; COMMIT;" + owner);
      mend(in(each), each, "connections", "ALTER " + database, "");
    }
  }

  @Test
  void asksForTheRoleThatOwnsOneOfOurTables() throws SQLException {
    for (TestDatabase each : databases) {
      String other = each.user() + "_other";
      Scenario scenario = in(each).revision("aaaa1111", "", "CREATE TABLE a ();", "");
      scenario.upgrade();
      asSuperuser(each, "CREATE ROLE " + other, "ALTER TABLE saascore_event OWNER TO " + other);
      try {
        String end = (each == db ? " WITH INHERIT TRUE;" : ";") + SUPERUSER;
        Finding found = finding(scenario, "tables");
        assertThat(found.command().orElse(""))
            .isEqualTo("GRANT \"%s\" TO \"%s\"%s".formatted(other, each.user(), end));
        asSuperuser(each, found.command().orElseThrow());
        assertThat(findings(scenario, "tables")).isEmpty();
        assertThat(findings(scenario, "our tables")).isEmpty();
      } finally {
        asSuperuser(each, "DROP OWNED BY " + other + " CASCADE", "DROP ROLE " + other);
      }
    }
  }

  private void mend(Scenario scenario, TestDatabase each, String topic, String begin, String end)
      throws SQLException {
    Finding found = finding(scenario, topic);
    assertThat(found.level()).isNotEqualTo(Level.OK);
    String command = found.command().orElse("");
    assertThat(command).startsWith(begin).endsWith(end).contains(" -- as ");
    asSuperuser(each, command);
    assertThat(finding(scenario, topic).level()).as(command).isEqualTo(Level.OK);
  }

  private static String superuser(TestDatabase each) throws SQLException {
    try (Connection superuser = each.superuser()) {
      return superuser.getMetaData().getUserName();
    }
  }

  /** The language stays, or nothing of it is claimed: C is there on every machine. */
  @Test
  void namesTheDatabaseThatHasAllCharacters() throws SQLException {
    for (TestDatabase each : databases) {
      String latin = each.name() + "_latin";
      asSuperuser(
          each,
          "CREATE DATABASE %s OWNER %s ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
              .formatted(latin, each.user()));
      try {
        String command = finding(at(each, latin), "encoding").command().orElseThrow();
        assertThat(command)
            .isEqualTo(
                ("CREATE DATABASE \"%s_utf8\" OWNER \"%s\" ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE"
                        + " 'C' TEMPLATE template0; -- as a superuser -- and move the data")
                    .formatted(latin, each.user()));
        asSuperuser(each, command);
        assertThat(finding(at(each, latin + "_utf8"), "encoding").text()).isEqualTo("UTF8");
        asSuperuser(
            each,
            "DROP DATABASE %s_utf8".formatted(latin),
            "ALTER ROLE " + each.user() + " CREATEDB");
        String ours = finding(at(each, latin), "encoding").command().orElseThrow();
        assertThat(ours).doesNotContain("superuser");
        type(each, ours);
        assertThat(finding(at(each, latin + "_utf8"), "encoding").text()).isEqualTo("UTF8");
      } finally {
        asSuperuser(
            each,
            "DROP DATABASE IF EXISTS %s_utf8".formatted(latin),
            "DROP DATABASE IF EXISTS " + latin);
      }
    }
  }

  private Scenario at(TestDatabase each, String database) {
    return new Scenario(
        directory, each.url().replace("/" + each.name() + "?", "/" + database + "?"));
  }

  private Scenario in(TestDatabase each) {
    return new Scenario(directory, each);
  }

  private static Finding finding(Scenario scenario, String topic) {
    return findings(scenario, topic).stream()
        .max(java.util.Comparator.comparing(Finding::level))
        .orElseThrow();
  }

  private static List<Finding> findings(Scenario scenario, String topic) {
    return scenario
        .in(database -> new Doctor(database, Optional::empty).examine())
        .findings()
        .stream()
        .filter(finding -> finding.topic().equals(topic))
        .toList();
  }

  private List<String> commands(TestDatabase each, String topic) {
    return findings(in(each), topic).stream()
        .flatMap(finding -> finding.command().stream())
        .toList();
  }

  private void assertWell(TestDatabase each, String topic) {
    assertThat(findings(in(each), topic)).allMatch(one -> one.level() == Level.OK);
  }

  private void paste(TestDatabase each, String topic) {
    commands(each, topic).forEach(command -> type(each, command));
  }

  /** Types a line as a person does in psql. */
  private static void type(TestDatabase each, String line) {
    List.of(line.replaceFirst(" -- .*", "").split("(?<=;) ", -1)).forEach(each::execute);
  }

  private static void asSuperuser(TestDatabase each, String... statements) throws SQLException {
    try (Connection connection = each.superuser();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
