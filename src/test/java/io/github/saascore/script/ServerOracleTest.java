package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Asks the server and its driver whether lexer and shapes are right. */
@ExtendWith(PostgresExtension.class)
class ServerOracleTest {
  /** PL/pgSQL takes this label for the end of the body; the server's parser does not. */
  private static final String LABEL = " AS end";

  /** Cases that the driver's own splitter is known to get wrong. */
  private static final List<String> DRIVER_IS_WRONG = List.of("ATOMIC", "begin atomic", "E'a'");

  /**
   * With t a table, i its index, pt a partitioned table, p its partition, m a materialized view.
   */
  private static final List<String> IN_A_TRANSACTION =
      List.of(
          "CREATE DATABASE d",
          "DROP DATABASE IF EXISTS d",
          "CREATE TABLESPACE s LOCATION '/x'",
          "DROP TABLESPACE IF EXISTS s",
          "ALTER SYSTEM SET work_mem = '1MB'",
          "ALTER SYSTEM RESET ALL",
          "ALTER DATABASE d SET TABLESPACE s",
          "ALTER DATABASE d SET search_path = a",
          "ALTER DATABASE d SET tablespace.x = 'a'",
          "ALTER DATABASE d RENAME TO e",
          "VACUUM",
          "VACUUM (ANALYZE) t",
          "VACUUM FULL t",
          "ANALYZE",
          "DISCARD ALL",
          "DISCARD PLANS",
          "CREATE INDEX CONCURRENTLY ON t (a)",
          "CREATE UNIQUE INDEX CONCURRENTLY j ON t (a)",
          "CREATE INDEX \"concurrently\" ON t (a)",
          "DROP INDEX CONCURRENTLY i",
          "DROP INDEX i",
          "REINDEX TABLE t",
          "REINDEX INDEX i",
          "REINDEX TABLE CONCURRENTLY t",
          "REINDEX INDEX CONCURRENTLY i",
          "REINDEX (CONCURRENTLY) TABLE t",
          "REINDEX (VERBOSE, CONCURRENTLY true) INDEX i",
          "REINDEX (CONCURRENTLY off) TABLE t",
          "REINDEX (CONCURRENTLY false) TABLE t",
          "REINDEX (CONCURRENTLY 0) TABLE t",
          "REINDEX SCHEMA public",
          "REINDEX (VERBOSE) SCHEMA CONCURRENTLY public",
          "REINDEX DATABASE d",
          "REINDEX SYSTEM d",
          "CLUSTER",
          "CLUSTER VERBOSE",
          "CLUSTER (VERBOSE)",
          "CLUSTER t USING i",
          "CLUSTER (VERBOSE) t USING i",
          "ALTER TABLE pt DETACH PARTITION p CONCURRENTLY",
          "ALTER TABLE pt DETACH PARTITION p FINALIZE",
          "ALTER TABLE IF EXISTS ONLY pt DETACH PARTITION p CONCURRENTLY",
          "ALTER TABLE pt DETACH PARTITION p",
          "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
          "REFRESH MATERIALIZED VIEW m",
          "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
          "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p, q WITH (copy_data = false)",
          "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)",
          "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (slot_name = 'a', create_slot ="
              + " 'off')",
          "ALTER TYPE mood ADD VALUE 'b'",
          "LOCK TABLE t",
          "CHECKPOINT",
          "SET TRANSACTION READ WRITE",
          "COMMIT PREPARED 'x'",
          "CREATE TABLE vacuum (a int)");

  @Test
  void serverTakesEveryStatementOfTheLexersTests(TestDatabase db) throws SQLException {
    List<String> refused = new ArrayList<>();
    try (Connection connection = db.connect()) {
      for (String sql : SqlLexerTest.whole().filter(sql -> !sql.contains(LABEL)).toList()) {
        String body = "begin return;\n" + sql + "\n; perform 1; end";
        syntaxError(connection, body).ifPresent(error -> refused.add(sql + "\n" + error));
      }
    }
    assertThat(refused).isEmpty();
  }

  @Test
  void serverTakesLabelsInABodyOfSql(TestDatabase db) {
    String sql =
        SqlLexerTest.whole().filter(text -> text.contains(LABEL)).findFirst().orElseThrow();
    db.execute(
        "CREATE TABLE t (a int)",
        "CREATE TABLE x (\"end\" int, \"case\" int)",
        "ALTER TABLE t ADD COLUMN b int",
        "DO $oracle$ begin execute $sql$" + sql + "$sql$; end $oracle$");
    assertThat(db.one("SELECT count(*) FROM pg_proc WHERE proname = 'p'")).isEqualTo("1");
  }

  @Test
  void serverRefusesATransactionForTheSameStatements(TestDatabase db) throws SQLException {
    db.execute(
        "CREATE TABLE t (a int)",
        "CREATE INDEX i ON t (a)",
        "CREATE TABLE pt (a int) PARTITION BY LIST (a)",
        "CREATE TABLE p PARTITION OF pt FOR VALUES IN (1)",
        "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a",
        "CREATE UNIQUE INDEX ON m (a)",
        "CREATE TYPE mood AS ENUM ('a')");
    List<String> wrong = new ArrayList<>();
    try (Connection connection = db.connect();
        java.sql.Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : IN_A_TRANSACTION) {
        String state = "00000";
        try {
          statement.execute(sql);
        } catch (SQLException e) {
          state = e.getSQLState();
        }
        connection.rollback();
        StatementShape shape = StatementShape.of(sql);
        if (state.equals("25001") != (shape.refusesTransaction() || shape.isTransactionControl())) {
          wrong.add(state + " " + sql);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void serverFindsTheErrorWhereTheFileHasIt(TestDatabase db) throws SQLException {
    String text = "SELECT 1;\n  SELECT '${x}', 'é' FROM\n   t";
    Source source = new Placeholders(Map.of("x", "😀\n")).apply(Source.of("f.sql", text));
    Statement wrong = SqlLexer.split(source).get(1);
    try (Connection connection = db.connect();
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute(wrong.sql());
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("42P01");
      int position = Integer.parseInt(e.getMessage().replaceAll("(?s).*Position: ", "").strip());
      assertThat(wrong.placeOf(position)).isEqualTo("f.sql:3:4");
      return;
    }
    throw new AssertionError("the table should not exist");
  }

  @Test
  void driverSplitsAlike() throws ReflectiveOperationException {
    // By reflection, since the class carries annotations that are not on the class path.
    Method parser =
        Class.forName("org.postgresql.core.Parser")
            .getMethod(
                "parseJdbcSql",
                String.class,
                boolean.class,
                boolean.class,
                boolean.class,
                boolean.class,
                boolean.class,
                String[].class);
    for (String sql : SqlLexerTest.whole().toList()) {
      if (DRIVER_IS_WRONG.stream().noneMatch(sql::contains)) {
        String script = "SELECT 1;" + sql + "\n;\nSELECT 2;";
        Object parts = parser.invoke(null, script, true, false, true, false, false, new String[0]);
        assertThat((List<?>) parts).as(sql).hasSize(3);
      }
    }
  }

  private static Optional<String> syntaxError(Connection connection, String body)
      throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(
          "CREATE OR REPLACE FUNCTION pg_temp.f() RETURNS void LANGUAGE plpgsql AS $oracle$"
              + body
              + "$oracle$");
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e.getMessage());
    }
  }
}
