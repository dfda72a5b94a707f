package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelReaderTest {

  @Test
  void readsEarlierNamesOfObjectsAndColumns() {
    ModelScript script =
        read(
            """
            -- saascore:renamed_from people
            CREATE TABLE app.users (
              id int,
              -- saascore:renamed_from mail
              email text,
              name text
              , "time zone" text -- saascore:renamed_from zone
            );
            CREATE TABLE accounts ( -- saascore:renamed_from "Konten"
              id int
            );
            -- saascore:renamed_from old_check
            CREATE POLICY fresh ON app.users;
            -- saascore:renamed_from tenants.zone:time_zone
            CREATE TABLE tenants (time_zone text);
            """);

    assertThat(script.statements()).hasSize(4);
    assertThat(script.renames().stream().map(hint -> hint.path() + " to " + hint.name()))
        .containsExactly(
            "app.people to users",
            "app.users.mail to email",
            "app.users.zone to \"time zone\"",
            "\"Konten\" to accounts",
            "app.users.old_check to fresh",
            "tenants.zone to time_zone");
  }

  @Test
  void aQueryThatIsOnlyAHintSpeaksOfTheNextOne() {
    ModelReader reader = new ModelReader();
    reader.read(Source.of("statement 1", "-- saascore:renamed_from people"));
    reader.read(Source.of("statement 2", "create table \"users\" (\"id\" int)"));

    assertThat(reader.finish().renames())
        .extracting(RenameHint::path, RenameHint::name)
        .containsExactly(tuple("people", "\"users\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (a int); -- saascore:renamed_from b",
        "-- saascore:renamed_from\nCREATE TABLE t (a int)",
        "-- saascore:renamed_from a\n-- saascore:renamed_from b\nCREATE TABLE t (a int)",
        "-- saascore:renamed_from a\nALTER TABLE t ALTER b SET NOT NULL",
        "-- saascore:upgrade\nCREATE TABLE t (a int)"
      })
  void refusesHintsThatSpeakOfNothing(String sql) {
    assertThat(problems(sql)).allMatch(problem -> problem.code().text().equals("SC-BAD-MARKER"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INSERT INTO t VALUES (1)|changes rows",
        "UPDATE t SET a = 1|changes rows",
        "DELETE FROM t|changes rows",
        "MERGE INTO t USING u ON true WHEN MATCHED THEN DO NOTHING|changes rows",
        "TRUNCATE t|changes rows",
        "COPY t FROM '/x'|changes rows",
        "WITH x AS (INSERT INTO t VALUES (1) RETURNING a) SELECT 1|changes rows",
        "SELECT setval('s', 3)|changes rows",
        "SELECT pg_catalog.setval('s', 3)|changes rows",
        "CREATE TEMP TABLE t (a int)|makes what does not stay",
        "CREATE LOCAL TEMPORARY VIEW v AS SELECT 1|makes what does not stay",
        "CREATE ROLE r|works on the whole server",
        "ALTER USER r SET search_path = a|works on the whole server",
        "DROP DATABASE d|works on the whole server",
        "ALTER SYSTEM SET a = 1|works on the whole server",
        "CREATE INDEX CONCURRENTLY i ON t (a)|cannot run inside a transaction",
        "BEGIN|has no place in a model"
      })
  void refusesWhatHasNoPlaceInAModel(String sql, String why) {
    List<Problem> problems = problems(sql);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).text()).contains(why).contains("m:1:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT create_hypertable('t', 'at')",
        "SELECT set_config('search_path', '', false)",
        "CREATE USER MAPPING FOR r SERVER s",
        "CREATE TABLE role (a int)",
        "DO $$ BEGIN CREATE TYPE t AS ENUM ('insert'); END $$",
        "COMMENT ON TABLE t IS 'update'"
      })
  void takesWhatMayBeInAModel(String sql) {
    assertThat(read(sql).statements()).hasSize(1);
  }

  @Test
  void readsADirectoryInTheOrderOfNames(@TempDir Path directory) throws Exception {
    Files.createDirectories(directory.resolve("schema/deep"));
    Files.writeString(directory.resolve("schema/20_b.sql"), "CREATE TABLE ${prefix}b (a int);");
    Files.writeString(directory.resolve("schema/deep/10_a.sql"), "\n  CREATE TABLE a (a int);");

    ModelScript script =
        ModelDirectory.read(
            directory.resolve("schema"), directory, new Placeholders(Map.of("prefix", "x_")));

    assertThat(script.statements().stream().map(one -> one.place() + " " + one.sql()))
        .containsExactly(
            Path.of("schema/deep/10_a.sql") + ":2:3 CREATE TABLE a (a int)",
            Path.of("schema/20_b.sql") + ":1:1 CREATE TABLE x_b (a int)");
  }

  private static ModelScript read(String sql) {
    ModelReader reader = new ModelReader();
    reader.read(Source.of("m", sql));
    return reader.finish();
  }

  private static List<Problem> problems(String sql) {
    return catchThrowableOfType(SaascoreException.class, () -> read(sql)).problems();
  }
}
