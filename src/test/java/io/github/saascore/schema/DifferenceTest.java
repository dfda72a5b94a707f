package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The statements that lead from one schema to another, letter by letter, and that they do. */
@ExtendWith(PostgresExtension.class)
class DifferenceTest {

  /** A small schema, the wanted one, and the statements between them. */
  record Scenario(String name, String from, String to, String script) {}

  private static Stream<Scenario> scenarios() {
    return Stream.of(
        new Scenario(
            "a table is created with all that fits in",
            "",
            """
            CREATE TABLE app.a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL DEFAULT 5,
              CONSTRAINT positive CHECK (n > 0));
            """,
            """
            CREATE TABLE app.a (
                id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
                n integer DEFAULT 5 NOT NULL,
                CONSTRAINT a_pkey PRIMARY KEY (id),
                CONSTRAINT positive CHECK ((n > 0))
            );
            """),
        new Scenario(
            "foreign keys come last, so that tables can point at each other",
            "",
            """
            CREATE TABLE app.a (id int PRIMARY KEY, b int);
            CREATE TABLE app.b (id int PRIMARY KEY, a int REFERENCES app.a);
            ALTER TABLE app.a ADD FOREIGN KEY (b) REFERENCES app.b;
            """,
            """
            CREATE TABLE app.a (
                id integer NOT NULL,
                b integer,
                CONSTRAINT a_pkey PRIMARY KEY (id)
            );
            CREATE TABLE app.b (
                id integer NOT NULL,
                a integer,
                CONSTRAINT b_pkey PRIMARY KEY (id)
            );
            ALTER TABLE app.a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES app.b(id);
            ALTER TABLE app.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES app.a(id);
            """),
        new Scenario(
            "a circle of tables is cut before it is dropped",
            """
            CREATE TABLE app.a (id int PRIMARY KEY, b int);
            CREATE TABLE app.b (id int PRIMARY KEY, a int REFERENCES app.a);
            ALTER TABLE app.a ADD FOREIGN KEY (b) REFERENCES app.b;
            """,
            "",
            """
            ALTER TABLE app.a DROP CONSTRAINT a_b_fkey;
            ALTER TABLE app.b DROP CONSTRAINT b_a_fkey;
            DROP TABLE app.a; -- loses data
            DROP TABLE app.b; -- loses data
            """),
        new Scenario(
            "views make way for a column's new type and come back",
            "CREATE TABLE app.a (n int); CREATE VIEW app.v AS SELECT n FROM app.a; CREATE VIEW"
                + " app.w AS SELECT n FROM app.v;",
            "CREATE TABLE app.a (n bigint); CREATE VIEW app.v AS SELECT n FROM app.a; CREATE VIEW"
                + " app.w AS SELECT n FROM app.v;",
            """
            DROP VIEW app.w;
            DROP VIEW app.v;
            ALTER TABLE app.a ALTER COLUMN n TYPE bigint;
            CREATE VIEW app.v AS
             SELECT n
               FROM app.a;
            CREATE VIEW app.w AS
             SELECT n
               FROM app.v;
            """),
        new Scenario(
            "values are added to an enum where they belong",
            "CREATE TYPE app.e AS ENUM ('b', 'd');",
            "CREATE TYPE app.e AS ENUM ('a', 'b', 'c', 'd', 'e');",
            """
            ALTER TYPE app.e ADD VALUE 'a' BEFORE 'b'; -- alone
            ALTER TYPE app.e ADD VALUE 'c' AFTER 'b'; -- alone
            ALTER TYPE app.e ADD VALUE 'e'; -- alone
            """),
        new Scenario(
            "an enum that loses a value is made again under its columns",
            "CREATE TYPE app.e AS ENUM ('a', 'b'); CREATE TABLE app.t (e app.e DEFAULT 'a');",
            "CREATE TYPE app.e AS ENUM ('a'); CREATE TABLE app.t (e app.e DEFAULT 'a');",
            """
            ALTER TABLE ONLY app.t ALTER COLUMN e DROP DEFAULT;
            ALTER TYPE app.e RENAME TO "e__old";
            CREATE TYPE app.e AS ENUM ('a');
            ALTER TABLE app.t ALTER COLUMN e TYPE app.e USING e::text::app.e;
            ALTER TABLE ONLY app.t ALTER COLUMN e SET DEFAULT 'a'::app.e;
            DROP TYPE app."e__old";
            """),
        new Scenario(
            "a constraint that was not valid is validated",
            "CREATE TABLE app.t (n int); ALTER TABLE app.t ADD CONSTRAINT c CHECK (n > 0) NOT"
                + " VALID;",
            "CREATE TABLE app.t (n int); ALTER TABLE app.t ADD CONSTRAINT c CHECK (n > 0);",
            "ALTER TABLE app.t VALIDATE CONSTRAINT c;\n"),
        new Scenario(
            "dropping a column loses its data",
            "CREATE TABLE app.t (n int, m int);",
            "CREATE TABLE app.t (n int);",
            "ALTER TABLE app.t DROP COLUMN m; -- loses data\n"),
        new Scenario(
            "a default that calls a function on its own table stands alone",
            "",
            """
            CREATE TABLE app.t (n int);
            CREATE FUNCTION app.size(app.t) RETURNS int IMMUTABLE RETURN 1;
            ALTER TABLE app.t ALTER n SET DEFAULT app.size(NULL);
            """,
            """
            CREATE TABLE app.t (
                n integer
            );
            CREATE OR REPLACE FUNCTION app.size(app.t)
             RETURNS integer
             LANGUAGE sql
             IMMUTABLE
            RETURN 1;
            ALTER TABLE ONLY app.t ALTER COLUMN n SET DEFAULT app.size(NULL::app.t);
            """));
  }

  @TestFactory
  Stream<DynamicTest> scenariosLeadWhereTheyShould(TestDatabase db) {
    return scenarios()
        .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> check(db, scenario)));
  }

  private static void check(TestDatabase db, Scenario scenario) throws SQLException {
    try (Connection connection = db.connect()) {
      Snapshot to = make(connection, scenario.to());
      Snapshot from = make(connection, scenario.from());
      Difference difference = Difference.between(from, to, DifferenceOptions.everything());
      assertThat(difference.refusals()).isEmpty();
      assertThat(marked(difference)).isEqualTo(scenario.script());
      PairRun.apply(connection, difference.script());
      assertThat(Difference.between(read(connection), to, DifferenceOptions.everything()).changes())
          .isEmpty();
      PairRun.apply(
          connection, Difference.between(to, from, DifferenceOptions.everything()).script());
      assertThat(read(connection).facts()).isEqualTo(from.facts());
    }
  }

  private static String marked(Difference difference) {
    StringBuilder text = new StringBuilder();
    for (Ddl ddl : difference.script()) {
      text.append(ddl.sql()).append(';');
      text.append(ddl.destructive() ? " -- loses data" : "");
      text.append(ddl.alone() ? " -- alone" : "").append('\n');
    }
    return text.toString();
  }

  private static Snapshot make(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS app CASCADE");
      statement.execute("CREATE SCHEMA app");
      statement.execute(sql);
    }
    return read(connection);
  }

  private static Snapshot read(Connection connection) throws SQLException {
    return SnapshotReader.read(connection, SnapshotScope.all());
  }

  @Test
  void ownersAndPrivilegesCountOnlyWhenAsked(TestDatabase db) throws SQLException {
    try (Connection connection = db.connect()) {
      Snapshot closed = make(connection, "CREATE TABLE app.t (n int)");
      Snapshot open =
          make(connection, "CREATE TABLE app.t (n int); GRANT SELECT ON app.t TO PUBLIC");
      assertThat(Difference.between(closed, open, DifferenceOptions.definitions()).isEmpty())
          .isTrue();
      assertThat(Difference.between(closed, open, DifferenceOptions.everything()).script())
          .extracting(Ddl::sql)
          .containsExactly("GRANT SELECT ON TABLE app.t TO PUBLIC");
    }
  }

  @Test
  void privilegesOfWhatAnExtensionMadeAreBesideItsOwn(TestDatabase db) throws SQLException {
    String extension = "CREATE EXTENSION pg_stat_statements SCHEMA app;";
    try (Connection connection = db.superuser()) {
      Snapshot plain = make(connection, extension);
      Snapshot granted =
          make(
              connection,
              extension
                  + "REVOKE SELECT ON app.pg_stat_statements FROM PUBLIC;"
                  + "GRANT SELECT (calls) ON app.pg_stat_statements TO pg_monitor");
      Difference difference = Difference.between(plain, granted, DifferenceOptions.everything());
      assertThat(difference.script())
          .extracting(Ddl::sql)
          .containsExactly(
              "GRANT SELECT (calls) ON TABLE app.pg_stat_statements TO pg_monitor",
              "REVOKE SELECT ON TABLE app.pg_stat_statements FROM PUBLIC");
      assertThat(difference.changes().get(0).differences())
          .extracting(Change.Difference::name)
          .contains("privileges of TABLE app.pg_stat_statements");
    }
  }

  @Test
  void whatIsMadeAgainKeepsPrivilegesThatWereNotCompared(TestDatabase db) throws SQLException {
    try (Connection connection = db.connect()) {
      Snapshot to = make(connection, "CREATE VIEW app.v AS SELECT 1 AS b");
      Snapshot from =
          make(connection, "CREATE VIEW app.v AS SELECT 1 AS a; GRANT SELECT ON app.v TO PUBLIC");
      assertThat(Difference.between(from, to, DifferenceOptions.definitions()).script())
          .extracting(Ddl::sql)
          .containsExactly(
              "DROP VIEW app.v",
              "CREATE VIEW app.v AS\n SELECT 1 AS b",
              "GRANT SELECT ON TABLE app.v TO PUBLIC");
    }
  }

  @Test
  void changesHaveAnInverse(TestDatabase db) throws SQLException {
    try (Connection connection = db.connect()) {
      Snapshot from = make(connection, "CREATE TABLE app.t (n int)");
      Snapshot to = make(connection, "CREATE TABLE app.t (n bigint); CREATE TABLE app.u ()");
      Difference up = Difference.between(from, to, DifferenceOptions.definitions());
      List<Change> inverse = up.changes().stream().map(Change::inverse).toList();
      assertThat(up.inverse().changes()).isEqualTo(inverse);
      assertThat(inverse.get(0).removes()).isTrue();
    }
  }

  @Test
  void rowsInAnotherOrderAreRefusedByName(TestDatabase db) throws SQLException {
    String function =
        "CREATE FUNCTION app.\"all\"() RETURNS SETOF app.t LANGUAGE sql BEGIN ATOMIC SELECT * FROM"
            + " app.t; END";
    try (Connection connection = db.connect()) {
      Snapshot to = make(connection, "CREATE TABLE app.t (new text, n int); " + function);
      Snapshot from = make(connection, "CREATE TABLE app.t (n int)");
      assertThat(Difference.between(from, to, DifferenceOptions.definitions()).refusals())
          .containsExactly(
              new Refusal(
                  "routine app.\"all\"()",
                  "it returns rows of table app.t, whose columns cannot be brought into that"
                      + " order"));
    }
  }

  @Test
  void whatIsNotReadIsRefusedByName(TestDatabase db) throws SQLException {
    try (Connection connection = db.superuser();
        Statement statement = connection.createStatement()) {
      Snapshot from = read(connection);
      statement.execute("CREATE CONVERSION public.c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8");
      Snapshot to = read(connection);
      assertThat(to.unmodelled()).containsExactly("conversion public.c");
      Difference difference = Difference.between(from, to, DifferenceOptions.definitions());
      assertThat(difference.script()).isEmpty();
      assertThat(difference.refusals())
          .containsExactly(new Refusal("conversion public.c", "objects of this kind are not read"));
    }
  }

  /** They are in scripts, which would not work without them, and nowhere else. */
  @Test
  void passwordsOfOtherServersAreNotTold(TestDatabase db) throws SQLException {
    try (Connection connection = db.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w");
      statement.execute(
          "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (username 'me', password"
              + " 'old''secret')");
      Snapshot from = read(connection);
      statement.execute(
          "ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET username 'you', SET password"
              + " E'new\\\\')");
      Snapshot to = read(connection);
      Difference difference = Difference.between(from, to, DifferenceOptions.definitions());
      assertThat(difference.changes())
          .extracting(Change::description)
          .containsExactly(
              "user mapping PUBLIC SERVER s: foreign options password (hidden), username 'me' ->"
                  + " password (hidden), username 'you'");
      assertThat(difference.script())
          .extracting(Ddl::shown)
          .containsExactly(
              "ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET password (hidden), SET"
                  + " username 'you')");
      assertThat(difference.script().get(0).sql()).contains("new\\\\");
      statement.execute("ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET password 'newer')");
      assertThat(
              Difference.between(to, read(connection), DifferenceOptions.definitions()).changes())
          .extracting(Change::description)
          .containsExactly("user mapping PUBLIC SERVER s: foreign options differs");
    }
  }
}
