package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLexerTest {

  static List<String> split(String text) {
    return SqlLexer.split(Source.of("f.sql", text)).stream().map(Statement::sql).toList();
  }

  static Problem problem(String text) {
    try {
      SqlLexer.split(Source.of("f.sql", text));
    } catch (SaascoreException e) {
      assertThat(e.problems()).hasSize(1);
      return e.problem();
    }
    throw new AssertionError("no problem in: " + text);
  }

  /** Statements that contain a semicolon, or look as if; each must stay whole. */
  static Stream<String> whole() {
    return Stream.of(
        "SELECT 'a;b'",
        "SELECT 'it''s; fine'",
        "SELECT 'back\\'",
        "SELECT E'a\\';b'",
        "SELECT e'\\\\'",
        "SELECT E'a'\n  'b\\';c'",
        "SELECT E'a' -- a remark; here\n  'b\\';c'",
        "SELECT 'a'\n'b\\'",
        "SELECT U&'d\\0061t;a' UESCAPE '!'",
        "SELECT U&\"d\\0061t;a\" FROM t",
        "SELECT B'0101', X'1F', N'a;b'",
        "SELECT 1 AS \"semi;colon\"\"quote\"",
        "SELECT $$a;b$$",
        "SELECT $tag$a;$$;$other$;b$tag$",
        "SELECT $ä$a;b$ä$",
        "SELECT $a$ $aa$ ; $a$",
        "SELECT $$ lone $ sign; $1; $x $$",
        "SELECT a$b, a$$b FROM t$$",
        "SELECT $1, $2",
        "SELECT nameE, 'x\\'",
        "SELECT a -- it's a remark; really\n FROM t",
        "SELECT a /* it's /* nested; */ still; */ FROM t",
        "SELECT a /* $$ ; ' */ FROM t",
        "SELECT 2--1;\n+1",
        "SELECT a*/**/b",
        "SELECT a->>'x;y', a#>>'{b,c}', a @> '{\"k\":\";\"}'",
        "SELECT nextval('x'::regclass), TIMESTAMP '2020-01-01 00:00;00'",
        "SELECT arr[1:2], 1.5e-3, .5",
        "CREATE RULE r AS ON INSERT TO t DO INSTEAD (INSERT INTO a VALUES (1); UPDATE b SET c = 2)",
        "COPY t FROM '/tmp/x' WITH (DELIMITER ';')",
        "COPY (SELECT 1 FROM stdin) TO '/tmp/x'",
        "DO $do$ BEGIN EXECUTE $x$ SELECT ';' $x$; END $do$",
        """
        CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$
        BEGIN
          RETURN 1; -- $$
        END
        $body$\
        """,
        """
        CREATE FUNCTION f(a int) RETURNS int
        BEGIN ATOMIC
          SELECT 1;
          SELECT CASE WHEN a = 1 THEN CASE WHEN a > 0 THEN 1 END ELSE 2 END;
        END\
        """,
        """
        CREATE OR REPLACE PROCEDURE p(a int)
        BEGIN /* here */ ATOMIC
          INSERT INTO t SELECT 1 AS end;
          INSERT INTO t SELECT x.end, x.case FROM x;
        END\
        """,
        "CREATE FUNCTION f(begin atomic) RETURNS int LANGUAGE sql AS 'select 1'",
        "CREATE TABLE begin_atomic (atomic int, \"begin\" int)");
  }

  @ParameterizedTest
  @MethodSource("whole")
  void keepsAStatementWhole(String sql) {
    assertThat(split(sql)).containsExactly(sql);
    assertThat(split(sql + ";")).containsExactly(sql);
    assertThat(split("SELECT 1;" + sql + "\n;\nSELECT 2;"))
        .containsExactly("SELECT 1", sql, "SELECT 2");
    assertThat(split("SELECT 1;\r\n" + sql.replace("\n", "\r\n") + ";\r\nSELECT 2\r\n"))
        .containsExactly("SELECT 1", sql.replace("\n", "\r\n"), "SELECT 2");
  }

  @Test
  void splitsWhatOnlyLooksWhole() {
    assertThat(split("PREPARE q AS SELECT $1; SELECT $2; EXECUTE q(1)"))
        .containsExactly("PREPARE q AS SELECT $1", "SELECT $2", "EXECUTE q(1)");
    assertThat(split("SELECT a$$b; SELECT c$$d")).containsExactly("SELECT a$$b", "SELECT c$$d");
    assertThat(split("SELECT 'a' /* no */ 'b\\'; SELECT 2"))
        .containsExactly("SELECT 'a' /* no */ 'b\\'", "SELECT 2");
    assertThat(split("CREATE TABLE atomic_things (a int); SELECT begin_atomic; SELECT 1"))
        .hasSize(3);
    assertThat(split("SELECT begin atomic; SELECT 1")).hasSize(2);
    assertThat(split("CREATE TABLE \"BEGIN ATOMIC\" (); SELECT 1")).hasSize(2);
    assertThat(split("SELECT E'a' 'b'; SELECT ')'; SELECT 1")).hasSize(3);
    assertThat(split("SELECT 1); SELECT 2")).containsExactly("SELECT 1)", "SELECT 2");
    assertThat(split("BEGIN; UPDATE a SET b = 1; END;"))
        .containsExactly("BEGIN", "UPDATE a SET b = 1", "END");
  }

  @Test
  void goesOnBehindABodyOfSql() {
    assertThat(
            split(
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END;"
                    + " END;SELECT 2; SELECT 3"))
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ";", ";;\n ; ;", " \t\r\n", "-- remark", "/* remark */;", "\uFEFF", "\uFEFF;"})
  void findsNothingInNothing(String text) {
    assertThat(split(text)).isEmpty();
  }

  @Test
  void leavesRemarksAroundAStatementOut() {
    assertThat(split("-- before\n/* b */ SELECT 1 -- behind\n; SELECT /* in */ 2 -- last"))
        .containsExactly("SELECT 1", "SELECT /* in */ 2");
  }

  @Test
  void knowsWhereAStatementIs() {
    List<Statement> found =
        SqlLexer.split(Source.of("f.sql", "\uFEFF-- ä\r\n  SELECT 1; \tSELECT\n2"));
    assertThat(found).extracting(Statement::offset).containsExactly(9, 20);
    assertThat(found.get(0).place()).isEqualTo("f.sql:2:3");
    assertThat(found.get(1).place()).isEqualTo("f.sql:2:14");
    assertThat(found.get(1).line()).isEqualTo(2);
    assertThat(found.get(1).column()).isEqualTo(14);
  }

  @Test
  void findsTheServersPositionInTheFile() {
    Statement found =
        SqlLexer.split(Source.of("f.sql", "SELECT 1;\n  SELECT '😀😀', \n    wrong;")).get(0 + 1);
    int position = found.sql().codePointCount(0, found.sql().indexOf("wrong")) + 1;
    assertThat(found.positionOf(position)).isEqualTo(new Position(3, 5));
    assertThat(found.placeOf(9)).isEqualTo("f.sql:2:11");
    assertThat(found.positionOf(10)).isEqualTo(new Position(2, 12));
    assertThat(found.positionOf(0)).isEqualTo(new Position(2, 3));
    assertThat(found.positionOf(1000)).isEqualTo(new Position(3, 10));
    assertThat(found.positionOf(found.sql().length())).isEqualTo(new Position(3, 10));
  }

  @Test
  void takesTheDataOfCopy() {
    List<Statement> found =
        SqlLexer.split(
            Source.of(
                "f.sql",
                """
                -- a remark before
                COPY app.t (a, b,
                  "from") FROM stdin; -- data
                1\tit's; "x" $$
                \\N\t
                --\t\\.x

                \\.
                SELECT 2;
                COPY t FROM STDIN WITH (FORMAT csv, DELIMITER ';');
                \\.
                copy t from stdin;\t
                x
                \\.\
                """));
    assertThat(found)
        .extracting(Statement::sql)
        .containsExactly(
            "COPY app.t (a, b,\n  \"from\") FROM stdin",
            "SELECT 2",
            "COPY t FROM STDIN WITH (FORMAT csv, DELIMITER ';')",
            "copy t from stdin");
    assertThat(found)
        .extracting(Statement::copyData)
        .containsExactly(
            Optional.of("1\tit's; \"x\" $$\n\\N\t\n--\t\\.x\n\n"),
            Optional.empty(),
            Optional.of(""),
            Optional.of("x\n"));
  }

  @Test
  void takesTheDataOfCopyWithWindowsLineEnds() {
    List<Statement> found =
        SqlLexer.split(Source.of("f.sql", "COPY t FROM stdin;\r\n1\r\n2\r\n\\.\r\nSELECT 1;\r\n"));
    assertThat(found.get(0).copyData()).contains("1\r\n2\r\n");
    assertThat(found.get(1).place()).isEqualTo("f.sql:5:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1;\n COPY t FROM stdin;\n1\n",
        "SELECT 1;\n COPY t FROM stdin;",
        "SELECT 1;\n COPY t FROM stdin",
        "SELECT 1;\n COPY t FROM stdin;\n\\. \n",
        "SELECT 1;\n COPY t FROM stdin;\nx\\."
      })
  void saysThatCopyDataHaveNoEnd(String text) {
    Problem problem = problem(text);
    assertThat(problem.code()).isEqualTo(Code.COPY_UNTERMINATED);
    assertThat(problem.where()).contains("f.sql:2:2");
    assertThat(problem.hint()).contains("close the data with a line that has only \\. on it");
  }

  @Test
  void refusesStatementsBehindCopyOnItsLine() {
    Problem problem = problem("COPY t FROM stdin; SELECT 1;\n1\n\\.\nSELECT 2;");
    assertThat(problem.code()).isEqualTo(Code.COPY_UNTERMINATED);
    assertThat(problem.where()).contains("f.sql:1:19");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT\n 'a; SELECT 2;",
        "SELECT\n E'a\\'; SELECT 2;",
        "SELECT\n \"a; SELECT 2;",
        "SELECT\n $$a; SELECT 2;",
        "SELECT\n $x$a$$; SELECT 2;",
        "SELECT\n /* /* a */ SELECT 2;",
        "SELECT\n (a; SELECT (2);",
        "SELECT\n E'a'\n'b\\'",
        "SELECT\n U&'a",
        "SELECT\n U&\"a",
        "SELECT\n E'\\",
        "SELECT\n /*/",
        "SELECT\n 'a''",
        "SELECT\n $ä$ $a$"
      })
  void saysWhereSomethingEndlessBegins(String text) {
    Problem problem = problem(text);
    assertThat(problem.code()).isEqualTo(Code.UNTERMINATED);
    int line = text.contains("\n'b") ? 3 : 2;
    assertThat(problem.where()).contains("f.sql:" + line + (line == 3 ? ":1" : ":2"));
    assertThat(problem.summary()).endsWith("is never closed");
  }

  @Test
  void saysWhereABodyOfSqlBegins() {
    Problem problem =
        problem("CREATE FUNCTION f() RETURNS int\n  BEGIN ATOMIC SELECT 1; SELECT 2;");
    assertThat(problem.summary()).isEqualTo("BEGIN ATOMIC is never closed");
    assertThat(problem.where()).contains("f.sql:2:3");
  }

  @Test
  void skipsTheGuardLinesOfPgDump() {
    assertThat(split("\\restrict aBc'123\n\nSELECT 1;\n\\unrestrict aBc'123\n"))
        .containsExactly("SELECT 1");
  }

  @Test
  void refusesCommandsOfPsql() {
    assertThatThrownBy(
            () -> SqlLexer.split(Source.of("f.sql", "\\set x 'y\nSELECT 1;\n SELECT 2 \\gx\n;\\.")))
        .isInstanceOfSatisfying(
            SaascoreException.class,
            e -> {
              assertThat(e.problems()).extracting(Problem::code).containsOnly(Code.PSQL_COMMAND);
              assertThat(e.problems())
                  .extracting(problem -> problem.where().orElseThrow())
                  .containsExactly("f.sql:1:1", "f.sql:3:11", "f.sql:4:2");
              assertThat(e.problem().text())
                  .isEqualTo(
                      """
                      SC-PSQL-COMMAND: '\\set' is a command of psql, not SQL
                        at f.sql:1:1
                        the script is sent to the server, which knows no backslash commands
                        hint: write it in SQL, or take it out of the file\
                      """);
            });
  }

  @Test
  void refusesMarkersInPlainScripts() {
    assertThat(problem("SELECT 1;\n-- saascore:downgrade\n").code()).isEqualTo(Code.BAD_MARKER);
  }

  @Test
  void staysLinearOnOneHugeLine() {
    String text = "INSERT INTO t VALUES (1, 'x');".repeat(200_000);
    List<Statement> found = SqlLexer.split(Source.of("f.sql", text));
    assertThat(found).hasSize(200_000);
    assertThat(found.get(199_999).column()).isEqualTo(199_999 * 30 + 1);
  }

  @Test
  void survivesDepth() {
    int depth = 200_000;
    assertThat(split("SELECT " + "(".repeat(depth) + ")".repeat(depth) + ";")).hasSize(1);
    assertThat(split("/*".repeat(depth) + "*/".repeat(depth) + "SELECT 1")).hasSize(1);
    assertThat(problem("(".repeat(depth)).where()).contains("f.sql:1:1");
  }
}
