package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFileTest {
  private static final Path PATH = Path.of("3f2a9c1b7d40_add_tenant_domains.sql");
  private static final String HEADER =
      """
      -- revision: 3f2a9c1b7d40
      -- down_revision: ca5d2b0eba52
      """;
  private static final String FULL =
      """
      -- revision: 3f2a9c1b7d40
      -- down_revision: ca5d2b0eba52, b1
      -- depends_on: c1, billing
      -- branch_labels: domains
      -- message: add tenant domains: first part
      -- created: 2025-01-16T10:22:00Z

      -- saascore:upgrade
      CREATE TABLE tenant_domains (name text DEFAULT E'\\';' /* x */);
      COPY tenant_domains FROM stdin;
      -- saascore:downgrade
      \\.
      CREATE FUNCTION f() RETURNS int AS $f$ SELECT 1; $f$ LANGUAGE sql;

      -- saascore:downgrade foreign_keys=suspend
      DROP TABLE tenant_domains;
      """;

  static MigrationFile parse(String text) {
    return MigrationFile.parse(PATH, text, Placeholders.none());
  }

  static List<Problem> problems(String text) {
    try {
      parse(text);
    } catch (SaascoreException e) {
      return e.problems();
    }
    return List.of();
  }

  static Problem problem(String text) {
    List<Problem> problems = problems(text);
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private static List<String> sql(Body body) {
    return ((Body.Sql) body).statements().stream().map(Statement::sql).toList();
  }

  @Test
  void readsAllParts() {
    MigrationFile file = parse(FULL);
    assertThat(file.path()).isEqualTo(PATH);
    assertThat(file.revision().id()).isEqualTo(RevisionId.of("3f2a9c1b7d40"));
    assertThat(file.revision().parents())
        .containsExactly(RevisionId.of("ca5d2b0eba52"), RevisionId.of("b1"));
    assertThat(file.revision().dependsOn()).containsExactly("c1", "billing");
    assertThat(file.revision().labels()).containsExactly("domains");
    assertThat(file.revision().message()).isEqualTo("add tenant domains: first part");
    assertThat(file.created()).contains(Instant.parse("2025-01-16T10:22:00Z"));
    assertThat(sql(file.upgrade())).hasSize(3);
    assertThat(((Body.Sql) file.upgrade()).options()).isEqualTo(Body.Options.DEFAULT);
    assertThat(((Body.Sql) file.upgrade()).statements().get(1).copyData())
        .contains("-- saascore:downgrade\n");
    assertThat(sql(file.downgrade())).containsExactly("DROP TABLE tenant_domains");
    assertThat(((Body.Sql) file.downgrade()).options()).isEqualTo(new Body.Options(true, true));
    assertThat(((Body.Sql) file.downgrade()).statements().get(0).place()).isEqualTo(PATH + ":16:1");
    assertThat(file.downgradeText())
        .contains("-- saascore:downgrade foreign_keys=suspend\nDROP TABLE tenant_domains;\n");
    assertThat(file.text()).isEqualTo(FULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-- down_revision:", "-- down_revision: base", "--down_revision:  "})
  void readsARoot(String line) {
    MigrationFile file = parse("-- revision: 3f2a9c1b7d40\n" + line + "\n-- saascore:upgrade");
    assertThat(file.revision().parents()).isEmpty();
    assertThat(file.revision().message()).isEmpty();
    assertThat(file.created()).isEmpty();
    assertThat(sql(file.upgrade())).isEmpty();
    assertThat(file.downgrade()).isEqualTo(new Body.None());
    assertThat(file.downgradeText()).isEmpty();
  }

  @Test
  void readsWindowsLineEndsAndAByteOrderMark() {
    MigrationFile file = parse("\uFEFF" + FULL.replace("\n", "\r\n"));
    assertThat(file.revision()).isEqualTo(parse(FULL).revision());
    assertThat(file.checksum()).isEqualTo(parse(FULL).checksum());
    assertThat(sql(file.downgrade())).containsExactly("DROP TABLE tenant_domains");
    assertThat(MigrationFile.parseStored("s", file.downgradeText().orElseThrow()))
        .isInstanceOfSatisfying(
            Body.Sql.class, body -> assertThat(body.options().suspendForeignKeys()).isTrue());
  }

  @Test
  void readsTheKindsOfBodies() {
    assertThat(parse(HEADER + "-- saascore:upgrade class=com.acme.Backfill\n").upgrade())
        .isEqualTo(new Body.JavaClass("com.acme.Backfill"));
    assertThat(
            parse(HEADER + "-- saascore:upgrade\n-- saascore:downgrade irreversible rows are gone ")
                .downgrade())
        .isEqualTo(new Body.Irreversible("rows are gone"));
    assertThat(
            parse(HEADER + "-- saascore:upgrade\n-- saascore:downgrade irreversible").downgrade())
        .isEqualTo(new Body.Irreversible(""));
    assertThat(sql(parse(HEADER + "-- saascore:upgrade\n-- saascore:downgrade").downgrade()))
        .isEmpty();
    assertThat(
            ((Body.Sql) parse(HEADER + "-- saascore:upgrade transaction=none\nVACUUM;").upgrade())
                .options())
        .isEqualTo(new Body.Options(false, false));
  }

  @Test
  void readsStatementsThatDoNotEndBeforeTheMarker() {
    MigrationFile file =
        parse(HEADER + "-- saascore:upgrade\nSELECT 1\n  -- saascore:downgrade\nSELECT 2");
    assertThat(sql(file.upgrade())).containsExactly("SELECT 1");
    assertThat(sql(file.downgrade())).containsExactly("SELECT 2");
  }

  @Test
  void saysEverythingThatIsWrong() {
    String text =
        """
        -- revison: 3f2a9c1b7d40
        -- message: one
        -- message: two
        -- created: yesterday
        -- depends_on: a, head
        -- Note: a remark with a colon is no key
        -- https://example.org neither
        SELECT 0;
        -- saascore:upgrad
        -- saascore:downgrade transction=none irreversible because
        VACUUM;
        """;
    SaascoreException thrown = null;
    try {
      parse(text);
    } catch (SaascoreException e) {
      thrown = e;
    }
    assertThat(thrown).isNotNull();
    assertThat(thrown.getMessage())
        .isEqualTo(
            """
            SC-BAD-HEADER: unknown header key 'revison'
              at 3f2a9c1b7d40_add_tenant_domains.sql:1:4
              hint: did you mean 'revision'?
            SC-BAD-HEADER: header key 'message' stands twice
              at 3f2a9c1b7d40_add_tenant_domains.sql:3:1
              hint: write several values in one line, with commas between
            SC-BAD-HEADER: the file does not say which revision it is
              at 3f2a9c1b7d40_add_tenant_domains.sql:1:1
              hint: mvn saascore:revision -Dsaascore.message=... writes a file with a new id
            SC-BAD-HEADER: the file does not say which revision it follows
              at 3f2a9c1b7d40_add_tenant_domains.sql:1:1
              hint: add '-- down_revision: <id>'; for a first revision '-- down_revision: base'
            SC-BAD-IDENTIFIER: revision id 'head' is a reserved word
              at 3f2a9c1b7d40_add_tenant_domains.sql:5:16
              hint: use letters, digits, '_' and '.'; the characters @ - + : , and spaces have a meaning in targets
            SC-BAD-HEADER: 'yesterday' is no instant
              at 3f2a9c1b7d40_add_tenant_domains.sql:4:13
              hint: write it as 2025-01-16T10:22:00Z
            SC-BAD-MARKER: SQL stands before the first marker
              at 3f2a9c1b7d40_add_tenant_domains.sql:8:1
              hint: put the line '-- saascore:upgrade' above it
            SC-BAD-MARKER: unknown marker 'saascore:upgrad'
              at 3f2a9c1b7d40_add_tenant_domains.sql:9:1
              hint: did you mean '-- saascore:upgrade'?
            SC-BAD-OPTION: unknown option 'transction=none' of saascore:downgrade
              at 3f2a9c1b7d40_add_tenant_domains.sql:10:23
              hint: did you mean 'transaction=none'?
            SC-BAD-OPTION: SQL stands in a section that saascore:downgrade says has none
              at 3f2a9c1b7d40_add_tenant_domains.sql:11:1
              hint: remove the option class= or irreversible, or the SQL\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -- saascore:upgrade transaction=none foreign_keys=suspend | BAD_OPTION | 3:1
          -- saascore:upgrade class=A transaction=none            | BAD_OPTION | 3:1
          -- saascore:upgrade class=1a                             | BAD_OPTION | 3:21
          -- saascore:upgrade class=                               | BAD_OPTION | 3:21
          -- saascore:upgrade class=A class=B                      | BAD_OPTION | 3:29
          -- saascore:upgrade transaction=none transaction=none    | BAD_OPTION | 3:38
          -- saascore:upgrade transaction=auto                     | BAD_OPTION | 3:21
          -- saascore:upgrade irreversible                         | BAD_OPTION | 3:21
          -- saascore: upgrade                                     | BAD_MARKER | 3:1
          -- SAASCORE:UPGRADE                                      | BAD_MARKER | 3:1
          -- saascore:                                             | BAD_MARKER | 3:1
          -- nothing                                               | BAD_MARKER | 3:11
          """)
  void refusesMarkersAndOptions(String marker, Code code, String place) {
    Problem problem = problem(HEADER + marker);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.where()).contains(PATH + ":" + place);
  }

  @Test
  void refusesAMarkerThatStandsTwice() {
    Problem problem = problem(HEADER + "-- saascore:upgrade\n\n-- saascore:upgrade\n");
    assertThat(problem.code()).isEqualTo(Code.BAD_MARKER);
    assertThat(problem.where()).contains(PATH + ":5:1");
    assertThat(problem.reason()).contains("the first is at " + PATH + ":3:1");
  }

  @Test
  void refusesAMarkerBehindSql() {
    Problem problem = problem(HEADER + "-- saascore:upgrade\nSELECT 1; -- saascore:downgrade\n");
    assertThat(problem.code()).isEqualTo(Code.BAD_MARKER);
    assertThat(problem.where()).contains(PATH + ":4:11");
  }

  @Test
  void refusesANameWithoutTheId() {
    Problem problem = problem("-- revision: other\n-- down_revision:\n-- saascore:upgrade\n");
    assertThat(problem.text())
        .isEqualTo(
            """
            SC-BAD-HEADER: the file's name does not begin with its revision id
              at 3f2a9c1b7d40_add_tenant_domains.sql:1:14
              the header says 'other', the file is '3f2a9c1b7d40_add_tenant_domains.sql'
              hint: rename it to other_3f2a9c1b7d40_add_tenant_domains.sql\
            """);
  }

  @Test
  void refusesWhatNoSectionCanHave() {
    List<Problem> problems =
        problems(
            HEADER
                + """
                -- saascore:upgrade
                DISCARD ALL; SELECT pg_catalog.PG_advisory_unlock_all(); COPY t (a) TO STDOUT;
                -- saascore:downgrade transaction=none
                DISCARD /* x */ all; COPY (SELECT 'x' AS "to") TO stdout WITH (FORMAT csv);
                DISCARD TEMP; SELECT pg_advisory_unlock(1) AS pg_advisory_unlock_all; COPY "to" (stdout) FROM '/x'; COPY t TO '/stdout';
                """);
    assertThat(problems)
        .extracting(Problem::code)
        .containsExactly(
            Code.TRANSACTION_CONTROL,
            Code.TRANSACTION_CONTROL,
            Code.SQL,
            Code.TRANSACTION_CONTROL,
            Code.SQL);
    assertThat(problems.get(0).text())
        .contains("would give up the session of the build", "DISCARD TEMP");
    assertThat(problems.get(1).text()).contains("would give up the lock of the build");
    assertThat(problems.get(4).text()).contains(PATH + ":6:22", "a migration has no output");
  }

  @Test
  void refusesWhatCannotRunInATransaction() {
    List<Problem> problems =
        problems(
            HEADER
                + """
                -- saascore:upgrade
                CREATE INDEX CONCURRENTLY i ON t (a); BEGIN;
                -- saascore:downgrade
                DROP INDEX CONCURRENTLY i;
                """);
    assertThat(problems)
        .extracting(Problem::code)
        .containsExactly(Code.NOT_TRANSACTIONAL, Code.TRANSACTION_CONTROL, Code.NOT_TRANSACTIONAL);
    assertThat(problems.get(0).hint()).contains("-- saascore:upgrade transaction=none");
    assertThat(problems.get(1).where()).contains(PATH + ":4:39");
    assertThat(problems.get(2).hint()).contains("-- saascore:downgrade transaction=none");
  }

  @Test
  void replacesConfiguredPlaceholdersOnly() {
    Placeholders placeholders = new Placeholders(Map.of("schema", "app", "long", "a\nb ${schema}"));
    MigrationFile file =
        MigrationFile.parse(
            PATH,
            HEADER
                + """
                -- message: for ${schema}
                -- saascore:upgrade
                SELECT '${long}', ${schema}.x, '${other}', $b$${schema}$b$, '${'; VACUUM2;
                COPY ${schema}.t FROM stdin;
                ${schema}
                \\.
                -- saascore:downgrade
                DROP SCHEMA ${schema};
                """,
            placeholders);
    assertThat(file.revision().message()).isEqualTo("for ${schema}");
    assertThat(sql(file.upgrade()))
        .containsExactly(
            "SELECT 'a\nb ${schema}', app.x, '${other}', $b$app$b$, '${'",
            "VACUUM2",
            "COPY app.t FROM stdin");
    assertThat(file.downgradeText()).contains("-- saascore:downgrade\nDROP SCHEMA app;\n");
  }

  @Test
  void findsPlacesBehindPlaceholders() {
    MigrationFile file =
        MigrationFile.parse(
            PATH,
            HEADER + "-- saascore:upgrade\nSELECT ${a}, x;\nSELECT y",
            new Placeholders(Map.of("a", "1,\n2,\n3")));
    List<Statement> statements = ((Body.Sql) file.upgrade()).statements();
    Statement first = statements.get(0);
    assertThat(first.sql()).isEqualTo("SELECT 1,\n2,\n3, x");
    assertThat(first.placeOf(8)).isEqualTo(PATH + ":4:8");
    assertThat(first.placeOf(12)).isEqualTo(PATH + ":4:8");
    assertThat(first.placeOf(first.sql().indexOf('x') + 1)).isEqualTo(PATH + ":4:14");
    assertThat(statements.get(1).place()).isEqualTo(PATH + ":5:1");
  }

  @Test
  void keepsWhatIsStored() {
    MigrationFile file =
        MigrationFile.parse(
            PATH,
            HEADER
                + "-- saascore:upgrade\n-- saascore:downgrade transaction=none \n"
                + "-- remark\nDROP INDEX CONCURRENTLY ${i};\n\n",
            new Placeholders(Map.of("i", "j")));
    String stored = file.downgradeText().orElseThrow();
    assertThat(stored)
        .isEqualTo(
            "-- saascore:downgrade transaction=none\n-- remark\nDROP INDEX CONCURRENTLY j;\n");
    Body body = MigrationFile.parseStored("stored 3f2a", stored);
    assertThat(sql(body)).isEqualTo(sql(file.downgrade()));
    assertThat(((Body.Sql) body).options()).isEqualTo(new Body.Options(false, false));
    assertThat(((Body.Sql) body).statements().get(0).place()).isEqualTo("stored 3f2a:3:1");
    for (String marker : List.of("class=a.B", "irreversible because", "foreign_keys=suspend")) {
      MigrationFile other = parse(HEADER + "-- saascore:upgrade\n-- saascore:downgrade " + marker);
      String text = other.downgradeText().orElseThrow();
      assertThat(text).isEqualTo("-- saascore:downgrade " + marker + "\n");
      assertThat(MigrationFile.parseStored("s", text)).isEqualTo(other.downgrade());
    }
  }

  @Test
  void survivesEveryTruncation() {
    for (int end = 0; end < FULL.length(); end++) {
      problems(FULL.substring(0, end));
      problems(FULL.substring(end));
    }
  }

  @Test
  void survivesRandomText() {
    Random random = new Random(20250116);
    String[] parts = {
      "'",
      "\"",
      "$$",
      "$a$",
      "E'",
      "\\",
      "(",
      ")",
      ";",
      "--",
      "/*",
      "*/",
      "\n",
      "\r\n",
      "-- saascore:",
      "upgrade",
      "downgrade",
      " class=",
      "COPY t FROM stdin;\n",
      "\\.",
      "BEGIN ATOMIC ",
      "CASE ",
      "END ",
      "CREATE FUNCTION f() ",
      "ALTER TABLE t ADD ",
      "DROP TABLE ",
      ", ",
      "${a}",
      "${",
      "\uD83D\uDE00",
      "\uD83D",
      "\0",
      "$1",
      "U&'",
      "x",
      ".",
      "-- revision: ",
      "-- down_revision:",
      "REINDEX (",
      "1e+"
    };
    Placeholders placeholders = new Placeholders(Map.of("a", "'"));
    for (int run = 0; run < 5_000; run++) {
      StringBuilder text = new StringBuilder(run % 2 == 0 ? HEADER + "-- saascore:upgrade\n" : "");
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      try {
        MigrationFile file = MigrationFile.parse(PATH, text.toString(), placeholders);
        List<Statement> statements =
            file.upgrade() instanceof Body.Sql body ? body.statements() : List.of();
        statements.forEach(statement -> statement.parts().forEach(part -> part.placeOf(5)));
      } catch (SaascoreException e) {
        assertThat(e.problems()).isNotEmpty();
      }
    }
  }
}
