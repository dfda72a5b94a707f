package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes equal schemas look different to who reads the catalogs as they stand. */
@ExtendWith(PostgresExtension.class)
class TrapsTest {
  private static final String LONG =
      "a_name_that_is_as_long_as_a_name_can_be_in_postgresql_63_bytes";

  /** Some servers write the number of the last change of a column among its options. */
  @Test
  void optionsOfColumnsThatTheServerWritesItselfAreNone(@Older TestDatabase db)
      throws SQLException {
    try (Connection connection = db.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id int, n int)");
      statement.execute("ALTER TABLE t ALTER n SET (n_distinct = 5)");
      Snapshot before = SnapshotReader.read(connection, SnapshotScope.all());
      statement.execute("SET allow_system_table_mods = on");
      statement.execute(
          "UPDATE pg_attribute SET attoptions = attoptions || '{pg_attver=7}'::text[]"
              + " WHERE attrelid = 't'::regclass AND attname = 'n'");
      statement.execute(
          "UPDATE pg_attribute SET attoptions = '{pg_attver=8}'"
              + " WHERE attrelid = 't'::regclass AND attname = 'id'");
      assertSame(before, SnapshotReader.read(connection, SnapshotScope.all()));
    }
  }

  @Test
  void namesThatTheServerMakesAreCutAndCounted(TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      String table = "CREATE TABLE app." + LONG + " (id serial PRIMARY KEY, a int UNIQUE, b int";
      Difference difference =
          schemas.between(
              table + " UNIQUE)", table + ", UNIQUE (b, a))", DifferenceOptions.definitions());
      schemas.lead(difference);
    }
  }

  /** The time of creation is frozen into such a default; what is read at use stays as it is. */
  @Test
  void defaultsThatAreReadAtUseAreTheSameAlways(TestDatabase db) throws SQLException {
    String sql =
        "CREATE TABLE app.t (a timestamptz DEFAULT now(), b text DEFAULT '7', c int DEFAULT '7',"
            + " d date DEFAULT CURRENT_DATE, e interval DEFAULT '1 day 2 hours')";
    try (Schemas schemas = Schemas.in(db)) {
      assertSame(schemas.make(sql), schemas.make(sql));
    }
  }

  @Test
  void lineEndsOfBodiesAreNoDifference(TestDatabase db) throws SQLException {
    String sql =
        "CREATE FUNCTION app.f() RETURNS int LANGUAGE plpgsql AS $$BEGIN\nRETURN 1;\nEND$$";
    try (Schemas schemas = Schemas.in(db)) {
      assertSame(schemas.make(sql), schemas.make(sql.replace("\n", "\r\n")));
    }
  }

  /**
   * A scratch database sorts by C, most others do not; and each library has versions of its own.
   */
  @ParameterizedTest
  @ValueSource(strings = {"LOCALE 'C'", "LOCALE_PROVIDER icu ICU_LOCALE 'de-AT' LOCALE 'C'"})
  void collationsOfDatabasesAndTheirVersionsAreNoDifference(String locale, TestDatabase db)
      throws SQLException {
    String sql =
        """
        CREATE COLLATION app.german (provider = icu, locale = 'de-DE');
        CREATE TABLE app.t (
          a text, b text COLLATE "C", c text COLLATE app.german, CHECK (a < 'x' COLLATE "C"));
        CREATE INDEX ON app.t (a, b, c);
        CREATE INDEX ON app.t (lower(a) COLLATE "C", b COLLATE app.german);
        CREATE TYPE app.letters AS RANGE (subtype = text, collation = app.german);
        CREATE VIEW app.v AS SELECT a || b COLLATE app.german AS ab FROM app.t ORDER BY c;
        """;
    String other = db.name() + "_other";
    try (Connection connection = db.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA app; " + sql);
      Snapshot here = SnapshotReader.read(connection, SnapshotScope.all());
      statement.execute("CREATE DATABASE " + other + " TEMPLATE template0 " + locale);
      try (Connection there =
              DriverManager.getConnection(db.superuserUrl().replace(db.name(), other));
          Statement made = there.createStatement()) {
        made.execute("CREATE SCHEMA app; " + sql);
        assertSame(here, SnapshotReader.read(there, SnapshotScope.all()));
        made.execute("UPDATE pg_collation SET collversion = '1' WHERE collname = 'german'");
        made.execute("UPDATE pg_database SET datcollversion = '1' WHERE datname = '" + other + "'");
        assertSame(here, SnapshotReader.read(there, SnapshotScope.all()));
      } finally {
        statement.execute("DROP DATABASE " + other);
      }
    }
  }

  private static void assertSame(Snapshot first, Snapshot second) {
    Difference difference = Difference.between(first, second, DifferenceOptions.everything());
    assertThat(PairRun.describe(difference)).isEmpty();
  }
}
