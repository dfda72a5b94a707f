package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.script.StatementShape.Creation;
import io.github.saascore.script.StatementShape.Loss;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementShapeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE TABLE users (a int)                          | CREATE TABLE users                 | table users
          create unlogged table if not exists app."My T" ()   | CREATE TABLE app."My T"            | table app."My T"
          CREATE TEMP TABLE x AS SELECT 1                     | CREATE TABLE x                     | table x
          CREATE TABLE app . users (a int)                    | CREATE TABLE app.users             | table app.users
          CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY app.t (a) | CREATE INDEX i ON app.t | index i of app.t
          CREATE INDEX ON t (a)                               | CREATE INDEX ON t                  | index of t
          CREATE MATERIALIZED VIEW m AS SELECT 1              | CREATE MATERIALIZED VIEW m         | materialized view m
          CREATE RECURSIVE VIEW v (a) AS SELECT 1             | CREATE VIEW v                      | view v
          CREATE FOREIGN TABLE f (a int) SERVER s             | CREATE FOREIGN TABLE f             | foreign table f
          CREATE FOREIGN DATA WRAPPER w                       | CREATE FOREIGN DATA WRAPPER w      | foreign data wrapper w
          CREATE SERVER IF NOT EXISTS s FOREIGN DATA WRAPPER w | CREATE SERVER s                   | server s
          CREATE USER MAPPING IF NOT EXISTS FOR bob SERVER s  | CREATE USER MAPPING bob ON s       | user mapping bob of s
          CREATE TRIGGER tr BEFORE UPDATE OF a, b ON app.t FOR EACH ROW EXECUTE FUNCTION f() | CREATE TRIGGER tr ON app.t | trigger tr of app.t
          CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON t EXECUTE FUNCTION f() | CREATE TRIGGER tr ON t | trigger tr of t
          CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f() | CREATE EVENT TRIGGER e  | event trigger e
          CREATE RULE r AS ON INSERT TO t DO NOTHING          | CREATE RULE r ON t                 | rule r of t
          CREATE POLICY p ON t USING (true)                   | CREATE POLICY p ON t               | policy p of t
          CREATE FUNCTION app.f(a int) RETURNS int AS 'x'     | CREATE FUNCTION app.f              | function app.f
          CREATE TYPE mood AS ENUM ('a')                      | CREATE TYPE mood                   | type mood
          CREATE DOMAIN d AS int                              | CREATE DOMAIN d                    | domain d
          CREATE SEQUENCE IF NOT EXISTS s                     | CREATE SEQUENCE s                  | sequence s
          CREATE SCHEMA IF NOT EXISTS app                     | CREATE SCHEMA app                  | schema app
          CREATE SCHEMA AUTHORIZATION bob                     | CREATE SCHEMA bob                  | schema bob
          CREATE EXTENSION IF NOT EXISTS "uuid-ossp"          | CREATE EXTENSION "uuid-ossp"       | extension "uuid-ossp"
          CREATE TEXT SEARCH CONFIGURATION c (COPY = simple)  | CREATE TEXT SEARCH CONFIGURATION c | text search configuration c
          CREATE OPERATOR app.@@@ (FUNCTION = f)              | CREATE OPERATOR app.@@@            | operator app.@@@
          CREATE OPERATOR CLASS oc DEFAULT FOR TYPE int USING btree AS STORAGE int | CREATE OPERATOR CLASS oc | operator class oc
          CREATE CAST (text AS int) WITH INOUT                | CREATE CAST (text AS int)          | cast (text AS int)
          CREATE DEFAULT CONVERSION c FOR 'A' TO 'B' FROM f   | CREATE CONVERSION c                | conversion c
          CREATE STATISTICS (ndistinct) ON a, b FROM t        | CREATE STATISTICS                  | statistics
          CREATE STATISTICS s ON a, b FROM t                  | CREATE STATISTICS s                | statistics s
          CREATE TRUSTED PROCEDURAL LANGUAGE l                | CREATE LANGUAGE l                  | language l
          CREATE PUBLICATION p FOR ALL TABLES                 | CREATE PUBLICATION p               | publication p
          CREATE AGGREGATE a (int) (SFUNC = f, STYPE = int)   | CREATE AGGREGATE a                 | aggregate a
          ALTER TABLE t ADD COLUMN IF NOT EXISTS a int        | ALTER TABLE t ADD COLUMN a         | column a of t
          ALTER TABLE IF EXISTS ONLY app.t ADD a int          | ALTER TABLE app.t ADD COLUMN a     | column a of app.t
          ALTER TABLE t ADD exclude int                       | ALTER TABLE t ADD COLUMN exclude   | column exclude of t
          ALTER TABLE t ADD EXCLUDE USING gist (a WITH &&)    | ALTER TABLE t ADD CONSTRAINT       | constraint of t
          ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)        | ALTER TABLE t ADD CONSTRAINT c     | constraint c of t
          ALTER TABLE t ADD PRIMARY KEY (a)                   | ALTER TABLE t ADD CONSTRAINT       | constraint of t
          ALTER FOREIGN TABLE t ADD COLUMN a int              | ALTER FOREIGN TABLE t ADD COLUMN a | column a of t
          ALTER TYPE mood ADD VALUE IF NOT EXISTS 'b' BEFORE 'a' | ALTER TYPE mood ADD VALUE 'b'   | value 'b' of mood
          ALTER TYPE pair ADD ATTRIBUTE c int                 | ALTER TYPE pair ADD ATTRIBUTE c    | attribute c of pair
          ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0)   | ALTER DOMAIN d ADD CONSTRAINT c    | constraint c of d
          ALTER DOMAIN d ADD CHECK (value > 0)                | ALTER DOMAIN d ADD CONSTRAINT      | constraint of d
          """,
      quoteCharacter = '\u0001')
  void namesWhatIsCreated(String sql, String describes, String creation) {
    StatementShape shape = StatementShape.of(sql);
    assertThat(shape.describes()).isEqualTo(describes);
    assertThat(shape.creates()).extracting(Creation::describes).containsExactly(creation);
    assertThat(shape.isCreation()).isTrue();
    assertThat(shape.destroys()).isEmpty();
  }

  @Test
  void takesReplacingForMoreThanCreating() {
    StatementShape shape = StatementShape.of("CREATE OR REPLACE VIEW v AS SELECT 1");
    assertThat(shape.describes()).isEqualTo("CREATE OR REPLACE VIEW v");
    assertThat(shape.creates()).extracting(Creation::describes).containsExactly("view v");
    assertThat(shape.isCreation()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INSERT INTO app.t VALUES (1)            | INSERT INTO app.t
          UPDATE ONLY t SET a = 1                 | UPDATE t
          DELETE FROM t WHERE a                   | DELETE FROM t
          SELECT 1                                | SELECT
          select pg_catalog.set_config('a','b',false) | SELECT pg_catalog.set_config
          SET search_path = app                   | SET search_path
          COMMENT ON COLUMN t.a IS 'x'            | COMMENT ON COLUMN t.a
          GRANT SELECT ON t TO bob                | GRANT SELECT ON t
          REFRESH MATERIALIZED VIEW CONCURRENTLY m | REFRESH MATERIALIZED VIEW CONCURRENTLY
          DO $$ begin end $$                      | DO
          COPY t (a) FROM stdin                   | COPY t
          ALTER TABLE t OWNER TO bob              | ALTER TABLE t OWNER TO bob
          ALTER TABLE t RENAME TO u               | ALTER TABLE t RENAME TO u
          ALTER SEQUENCE s OWNED BY t.a           | ALTER SEQUENCE s
          (SELECT 1)                              | (SELECT 1)
          """,
      quoteCharacter = '\u0001')
  void describesOtherStatements(String sql, String describes) {
    StatementShape shape = StatementShape.of(sql);
    assertThat(shape.describes()).isEqualTo(describes);
    assertThat(shape.creates()).isEmpty();
    assertThat(shape.isCreation()).isFalse();
    assertThat(shape.destroys()).isEmpty();
    assertThat(shape.refusesTransaction()).isFalse();
  }

  @Test
  void dividesAnAlterTableIntoItsActions() {
    Statement statement =
        SqlLexer.split(
                Source.of(
                    "f.sql",
                    """
                    ALTER TABLE IF EXISTS ONLY app.t -- the table
                      ADD COLUMN a numeric(10, 2) DEFAULT ARRAY[1, 2][1], -- first
                      ADD CONSTRAINT c CHECK (a IN (1, 2)),
                      DROP COLUMN IF EXISTS b CASCADE, ALTER COLUMN d TYPE int USING d::int;"""))
            .get(0);
    assertThat(statement.shape().describes()).isEqualTo("ALTER TABLE app.t (4 actions)");
    assertThat(statement.shape().isCreation()).isFalse();
    assertThat(statement.shape().destroys())
        .containsExactly(new Loss("column", "app.t", Optional.of("b"), true));
    List<Statement> parts = statement.parts();
    assertThat(parts)
        .extracting(Statement::sql)
        .containsExactly(
            "ALTER TABLE IF EXISTS ONLY app.t ADD COLUMN a numeric(10, 2) DEFAULT ARRAY[1, 2][1]",
            "ALTER TABLE IF EXISTS ONLY app.t ADD CONSTRAINT c CHECK (a IN (1, 2))",
            "ALTER TABLE IF EXISTS ONLY app.t DROP COLUMN IF EXISTS b CASCADE",
            "ALTER TABLE IF EXISTS ONLY app.t ALTER COLUMN d TYPE int USING d::int");
    assertThat(parts)
        .extracting(part -> part.shape().isCreation())
        .containsExactly(true, true, false, false);
    Statement last = parts.get(3);
    assertThat(last.placeOf(last.sql().indexOf("USING") + 1)).isEqualTo("f.sql:4:60");
    assertThat(last.placeOf(last.sql().indexOf("app.t") + 1)).isEqualTo("f.sql:1:28");
  }

  @Test
  void leavesAStatementWithOneActionWhole() {
    Statement statement =
        SqlLexer.split(Source.of("f.sql", "ALTER TABLE t ADD COLUMN a int")).get(0);
    assertThat(statement.parts()).containsExactly(statement);
    assertThat(
            StatementShape.of("ALTER TABLE ALL IN TABLESPACE a OWNED BY b, c SET TABLESPACE d")
                .actions())
        .isEmpty();
    assertThat(StatementShape.of("ALTER TYPE p ADD ATTRIBUTE a int, DROP ATTRIBUTE b").actions())
        .hasSize(2);
    assertThat(StatementShape.of("ALTER TABLE t ADD a int, ADD b int").isCreation()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE DATABASE d",
        "DROP DATABASE IF EXISTS d",
        "CREATE TABLESPACE s LOCATION '/x'",
        "DROP TABLESPACE s",
        "ALTER DATABASE d SET TABLESPACE s",
        "ALTER SYSTEM SET a = 1",
        "ALTER SYSTEM RESET ALL",
        "VACUUM",
        "vacuum (ANALYZE) t",
        "VACUUM FULL t",
        "DISCARD ALL",
        "CREATE INDEX CONCURRENTLY i ON t (a)",
        "create /* x */ unique index concurrently on t (a)",
        "DROP INDEX CONCURRENTLY IF EXISTS i",
        "REINDEX TABLE CONCURRENTLY t",
        "REINDEX INDEX CONCURRENTLY i",
        "REINDEX (CONCURRENTLY) TABLE t",
        "REINDEX (VERBOSE, CONCURRENTLY true) INDEX i",
        "REINDEX (CONCURRENTLY on) INDEX i",
        "REINDEX SCHEMA app",
        "REINDEX (VERBOSE) SCHEMA CONCURRENTLY app",
        "REINDEX DATABASE d",
        "REINDEX SYSTEM",
        "REINDEX VERBOSE DATABASE d",
        "CLUSTER",
        "CLUSTER VERBOSE",
        "CLUSTER (VERBOSE)",
        "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
        "ALTER TABLE IF EXISTS app.t DETACH PARTITION app.p CONCURRENTLY",
        "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
        "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p, q WITH (copy_data = false)",
        "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot)",
        "DROP SUBSCRIPTION s",
        "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
        "ALTER SUBSCRIPTION s REFRESH PUBLICATION WITH (copy_data = false)",
        "ALTER SUBSCRIPTION s SET PUBLICATION p",
        "ALTER SUBSCRIPTION s ADD PUBLICATION p",
        "ALTER SUBSCRIPTION s DROP PUBLICATION p WITH (refresh = true)",
        "ALTER SUBSCRIPTION s SET (failover = true)",
        "ALTER SUBSCRIPTION s SET (two_phase = false)",
        "REPACK",
        "REPACK (CONCURRENTLY) t",
        "REPACK USING INDEX",
        "REPACK (VERBOSE)"
      })
  void knowsWhatRefusesATransaction(String sql) {
    assertThat(StatementShape.of(sql).refusesTransaction()).isTrue();
    assertThat(StatementShape.of(sql).isTransactionControl()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX \"concurrently\" ON t (a)",
        "DROP INDEX \"concurrently\"",
        "CREATE INDEX i ON t (a) -- CONCURRENTLY",
        "CREATE TABLE vacuum (a int)",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
        "ALTER TABLE t DETACH PARTITION p",
        "ALTER TABLE t DETACH PARTITION p FINALIZE",
        "ALTER TABLE t DETACH PARTITION \"concurrently\"",
        "REINDEX TABLE t",
        "REINDEX INDEX i",
        "REINDEX (CONCURRENTLY false) TABLE t",
        "REINDEX (CONCURRENTLY off) TABLE t",
        "REINDEX TABLE \"concurrently\"",
        "REINDEX (VERBOSE) TABLE t",
        "CLUSTER t",
        "CLUSTER t USING i",
        "CLUSTER (VERBOSE) t",
        "DISCARD PLANS",
        "DISCARD TEMP",
        "ALTER DATABASE d SET search_path = a",
        "ALTER DATABASE d SET tablespace.x = 'a'",
        "ALTER DATABASE d RENAME TO e",
        "ANALYZE",
        "CHECKPOINT",
        "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)",
        "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (slot_name = 'a', create_slot = 'off')",
        "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)",
        "ALTER SUBSCRIPTION s SET (slot_name = NONE)",
        "ALTER SUBSCRIPTION s DISABLE",
        "ALTER TYPE t ADD VALUE 'a'",
        "REPACK t",
        "REPACK t USING INDEX i",
        "DO $$ begin execute 'VACUUM'; end $$",
        "PREPARE transaction AS SELECT 1",
        "SELECT 'VACUUM'",
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "LOCK TABLE t"
      })
  void knowsWhatOnlyLooksLikeIt(String sql) {
    assertThat(StatementShape.of(sql).refusesTransaction()).isFalse();
    assertThat(StatementShape.of(sql).isTransactionControl()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEGIN",
        "begin isolation level serializable",
        "START TRANSACTION",
        "COMMIT",
        "COMMIT AND CHAIN",
        "END",
        "ROLLBACK",
        "ROLLBACK TO SAVEPOINT a",
        "ABORT",
        "SAVEPOINT a",
        "RELEASE a",
        "RELEASE SAVEPOINT a",
        "PREPARE TRANSACTION 'x'",
        "COMMIT PREPARED 'x'",
        "ROLLBACK PREPARED 'x'"
      })
  void knowsTransactionControl(String sql) {
    assertThat(StatementShape.of(sql).isTransactionControl()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DROP TABLE t                              | table t
          drop table if exists app.a, "B" cascade   | table app.a; table "B"
          DROP SCHEMA app                           | schema app
          DROP DATABASE d WITH (FORCE)              | database d
          TRUNCATE t                                | all rows of t
          TRUNCATE TABLE ONLY a, b * RESTART IDENTITY CASCADE | all rows of a; all rows of b
          DELETE FROM t                             | all rows of t
          DELETE FROM ONLY t AS x USING u           | all rows of t
          DELETE FROM t RETURNING (SELECT 1 FROM u WHERE true) | all rows of t
          ALTER TABLE t DROP COLUMN a               | column a of t
          ALTER TABLE t DROP a, DROP COLUMN IF EXISTS b CASCADE | column a of t; column b of t
          ALTER TYPE p DROP ATTRIBUTE a             | attribute a of p
          DROP TYPE mood CASCADE                    | type mood
          DROP FUNCTION f(int, text), g() CASCADE   | function f(int, text); function g()
          DROP VIEW v CASCADE                       | view v
          DROP EXTENSION e CASCADE                  | extension e
          DROP OWNED BY bob, eve                    | owned objects bob; owned objects eve
          DROP TRIGGER tr ON t CASCADE              | trigger tr
          """,
      quoteCharacter = '\u0001')
  void knowsWhatIsLost(String sql, String losses) {
    assertThat(StatementShape.of(sql).destroys())
        .extracting(Loss::describes)
        .containsExactly(losses.split("; "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP INDEX i",
        "DROP VIEW v",
        "DROP TYPE t RESTRICT",
        "DROP FUNCTION f(int)",
        "ALTER TABLE t DROP CONSTRAINT c CASCADE",
        "ALTER TABLE t ALTER COLUMN a DROP NOT NULL",
        "DELETE FROM t WHERE a = 1",
        "DELETE FROM t USING u WHERE t.a = u.a",
        "DROP POLICY p ON t",
        "DROP TABLE",
        "DROP",
        "ALTER",
        "ALTER TABLE",
        "ALTER TABLE t",
        "TRUNCATE",
        "DELETE FROM",
        "CREATE",
        "CREATE INDEX",
        "DROP OWNED",
        "CREATE OPERATOR",
        "ALTER TABLE t ADD",
        "ALTER TABLE t DROP CONSTRAINT",
        "REINDEX (",
        "ALTER TABLE t ,",
        "CREATE SUBSCRIPTION s WITH (",
        "DROP CAST (a AS b)",
        "DROP ,"
      })
  void seesNoLossInTheRest(String sql) {
    List<Loss> losses = StatementShape.of(sql).destroys();
    assertThat(losses).allSatisfy(loss -> assertThat(loss.name()).isEmpty());
  }
}
