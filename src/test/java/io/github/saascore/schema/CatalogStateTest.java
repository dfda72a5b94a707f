package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A digest sees every change that a snapshot sees, and none where the way back is exact. */
@ExtendWith(PostgresExtension.class)
class CatalogStateTest {
  private static final List<String> SCHEMA =
      List.of(
          "CREATE SCHEMA app",
          "CREATE TYPE app.mood AS ENUM ('sad', 'glad')",
          "CREATE TYPE app.pair AS (a int, b text)",
          "CREATE DOMAIN app.email AS text CHECK (value LIKE '%@%')",
          "CREATE TABLE t (id int PRIMARY KEY, name text DEFAULT 'x', mood app.mood, n numeric,"
              + " CONSTRAINT c CHECK (id > 0))",
          "CREATE TABLE u (id serial UNIQUE, t_id int REFERENCES t, day date)",
          "CREATE TABLE p (id int, at date) PARTITION BY RANGE (at)",
          "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
          "CREATE INDEX i ON t (name)",
          "CREATE VIEW v AS SELECT id, name FROM t",
          "CREATE MATERIALIZED VIEW m AS SELECT id FROM t",
          "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a'",
          "CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
          "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf()",
          "CREATE RULE r AS ON DELETE TO u DO INSTEAD NOTHING",
          "CREATE POLICY pol ON t USING (id > 1)",
          "CREATE SEQUENCE s",
          "CREATE STATISTICS st ON id, name FROM t",
          "CREATE PUBLICATION pub FOR TABLE t",
          "CREATE SUBSCRIPTION digested CONNECTION 'dbname=a' PUBLICATION p"
              + " WITH (connect = false, slot_name = NONE)");

  private static final List<String> CHANGES =
      List.of(
          "CREATE TABLE x (id int)",
          "ALTER TABLE t ADD COLUMN more text",
          "ALTER TABLE t DROP COLUMN n",
          "ALTER TABLE t RENAME TO t2",
          "ALTER TABLE t RENAME COLUMN name TO label",
          "ALTER TABLE t ALTER n TYPE numeric(10, 2)",
          "ALTER TABLE t ALTER name SET DEFAULT 'y'",
          "ALTER TABLE t ALTER name DROP DEFAULT",
          "ALTER TABLE t ALTER name SET NOT NULL",
          "ALTER TABLE t ALTER name SET STORAGE MAIN",
          "ALTER TABLE t ALTER name SET COMPRESSION pglz",
          "ALTER TABLE t ALTER name SET STATISTICS 500",
          "ALTER TABLE t SET (fillfactor = 50)",
          "ALTER TABLE t SET (toast.autovacuum_enabled = off)",
          "ALTER TABLE u SET UNLOGGED",
          "ALTER TABLE t SET SCHEMA app",
          "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
          "ALTER TABLE t REPLICA IDENTITY FULL",
          "ALTER TABLE t CLUSTER ON i",
          "ALTER TABLE t DISABLE TRIGGER tr",
          "ALTER TABLE t DISABLE TRIGGER ALL",
          "ALTER TABLE t DROP CONSTRAINT c",
          "ALTER TABLE u ALTER CONSTRAINT u_t_id_fkey DEFERRABLE",
          "ALTER TABLE u RENAME CONSTRAINT u_t_id_fkey TO fk",
          "ALTER TABLE p DETACH PARTITION p1",
          "ALTER TABLE u ADD CHECK (id > 0) NOT VALID",
          "ALTER TABLE t OWNER TO pg_monitor",
          "GRANT SELECT ON t TO PUBLIC",
          "GRANT SELECT (id) ON t TO PUBLIC",
          "GRANT USAGE ON SCHEMA app TO PUBLIC",
          "GRANT EXECUTE ON FUNCTION f TO pg_monitor",
          "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
          "COMMENT ON TABLE t IS 'words'",
          "COMMENT ON COLUMN t.id IS 'words'",
          "COMMENT ON CONSTRAINT c ON t IS 'words'",
          "COMMENT ON SCHEMA public IS 'words'",
          "CREATE INDEX i2 ON t (id) WHERE id > 3",
          "DROP INDEX i",
          "ALTER INDEX i RENAME TO i3",
          "CREATE OR REPLACE VIEW v AS SELECT id, upper(name) AS name FROM t",
          "ALTER VIEW v SET (security_barrier)",
          "REFRESH MATERIALIZED VIEW m WITH NO DATA",
          "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 1'",
          "ALTER FUNCTION f STABLE",
          "CREATE AGGREGATE agg (int) (SFUNC = int4pl, STYPE = int)",
          "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)",
          "CREATE CAST (app.pair AS text) WITH INOUT",
          "ALTER TYPE app.mood ADD VALUE 'mad'",
          "ALTER TYPE app.mood RENAME VALUE 'sad' TO 'blue'",
          "ALTER TYPE app.pair ADD ATTRIBUTE c int",
          "ALTER DOMAIN app.email SET NOT NULL",
          "ALTER DOMAIN app.email DROP CONSTRAINT email_check",
          "CREATE TYPE r2 AS RANGE (subtype = int)",
          "ALTER SEQUENCE s INCREMENT 5",
          "ALTER SEQUENCE s OWNED BY t.id",
          "ALTER SEQUENCE u_id_seq OWNED BY NONE",
          "ALTER POLICY pol ON t USING (id > 2)",
          "ALTER STATISTICS st SET STATISTICS 10",
          "ALTER PUBLICATION pub ADD TABLE u",
          "ALTER PUBLICATION pub SET (publish = 'insert')",
          "ALTER SUBSCRIPTION digested CONNECTION 'dbname=b'",
          "ALTER SUBSCRIPTION digested SET (binary = true)",
          "COMMENT ON SUBSCRIPTION digested IS 'words'",
          "CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler",
          "DROP RULE r ON u",
          "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION ev()",
          "CREATE FOREIGN DATA WRAPPER w",
          "CREATE TEXT SEARCH CONFIGURATION tc (COPY = english)",
          "CREATE COLLATION co (provider = libc, locale = 'C')",
          "CREATE EXTENSION pg_trgm",
          "CREATE SCHEMA other");

  @Test
  void seesEveryChange(TestDatabase db, @Older TestDatabase old) throws SQLException {
    for (TestDatabase each : List.of(db, old)) {
      try (Connection connection = each.superuser();
          Statement statement = connection.createStatement()) {
        run(statement, SCHEMA);
        statement.execute(
            "CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'");
        connection.setAutoCommit(false);
        CatalogState state = new CatalogState(connection);
        String before = state.read();
        List<String> unseen = new ArrayList<>();
        for (String change : CHANGES) {
          statement.execute(change);
          if (state.read().equals(before)) {
            unseen.add(change);
          }
          connection.rollback();
          assertThat(state.read()).as("after the rollback of " + change).isEqualTo(before);
        }
        assertThat(unseen).isEmpty();
      }
    }
  }

  @Test
  void isTheSameAfterAnExactWayBack(TestDatabase db) throws SQLException {
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      CatalogState state = new CatalogState(connection);
      statement.execute("CREATE TABLE a (id int PRIMARY KEY)");
      String before = state.read();

      run(
          statement,
          List.of(
              "CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a)",
              "ALTER TABLE a ADD COLUMN note text DEFAULT 'x'",
              "CREATE INDEX ON a (note)"));
      assertThat(state.read()).isNotEqualTo(before);

      run(statement, List.of("DROP TABLE b", "ALTER TABLE a DROP COLUMN note", "ANALYZE a"));
      assertThat(state.read()).isEqualTo(before);
    }
  }

  private static void run(Statement statement, List<String> all) throws SQLException {
    for (String sql : all) {
      statement.execute(sql);
    }
  }
}
