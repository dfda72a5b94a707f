package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.saascore.postgres.RunInfo;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a plan prints, run by psql, leaves the database as the goal would. */
@ExtendWith(PostgresExtension.class)
class PlanScriptTest {
  private static final String CONTENT =
      """
      SELECT r.revision, r.down_revision, r.depends_on, r.message, r.checksum, r.how, r.state,
             r.step, r.downgrade
        FROM saascore_revision r
       ORDER BY revision
      """;

  private static final String OBJECTS =
      """
      SELECT format('%s %s %s', c.relkind, c.relname,
                    (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ',' ORDER BY attnum)
                       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
        FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1
      """;

  @TempDir Path directory;
  @TempDir Path output;
  private TestDatabase goal;
  private TestDatabase script;

  @BeforeEach
  void write(TestDatabase first, TestDatabase second) {
    goal = first;
    script = second;
    new Scenario(directory, goal)
        .revision(
            "aaaa1111",
            "",
            "CREATE TABLE a (id int, t text);\nCOPY a FROM stdin;\n1\tit's\n2\t\\N\n\\.\n",
            "DROP TABLE a;")
        .file(
            "bbbb2222_x.sql",
            """
            -- revision: bbbb2222
            -- down_revision: aaaa1111
            -- message: an index '; \\echo no
            -- saascore:upgrade transaction=none
            CREATE INDEX CONCURRENTLY a_id ON a (id); -- built while others write
            -- saascore:downgrade transaction=none
            DROP INDEX CONCURRENTLY a_id;
            """)
        .revision(
            "cccc3333",
            "bbbb2222",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;",
            "DROP FUNCTION f();")
        .file(
            "dddd4444_x.sql",
            """
            -- revision: dddd4444
            -- down_revision: cccc3333
            -- saascore:upgrade foreign_keys=suspend
            CREATE TABLE p (id int PRIMARY KEY);
            CREATE TABLE q (p int CONSTRAINT q_p REFERENCES p);
            INSERT INTO q VALUES (1);
            INSERT INTO p VALUES (1);
            -- saascore:downgrade foreign_keys=suspend
            DROP TABLE p;
            DROP TABLE q;
            """)
        .file("repeatable/v.sql", "CREATE OR REPLACE VIEW v AS SELECT f() FROM a;");
  }

  private PlanScript.Script plan(TestDatabase db, Verb verb, String target) {
    Scenario scenario = new Scenario(directory, db);
    return scenario.in(
        database ->
            new PlanScript(scenario.sources(), database.session().options(), database.store())
                .online(database, verb, List.of(Target.parse(target)), false));
  }

  private void psql(TestDatabase db, String sql) throws IOException, InterruptedException {
    Path file = Files.writeString(output.resolve(db.name() + ".sql"), sql);
    Path log = output.resolve(db.name() + ".log");
    ProcessBuilder psql =
        new ProcessBuilder(
                "psql",
                "-X",
                "-q",
                "-h",
                db.host(),
                "-p",
                Integer.toString(db.port()),
                "-U",
                db.user(),
                "-d",
                db.name(),
                "-f",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    psql.environment().put("PGPASSWORD", db.password());
    assertThat(psql.start().waitFor()).as(() -> read(log)).isZero();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void requirePsql() {
    boolean there =
        List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "psql")));
    assumeTrue(there, "psql is not on the path: the printed scripts could not be run");
  }

  private void assertSame() {
    assertThat(script.list("SELECT t::text FROM (" + CONTENT + ") t"))
        .isEqualTo(goal.list("SELECT t::text FROM (" + CONTENT + ") t"));
    assertThat(script.list(OBJECTS)).isEqualTo(goal.list(OBJECTS));
    assertThat(script.list("SELECT name || checksum FROM saascore_repeatable"))
        .isEqualTo(goal.list("SELECT name || checksum FROM saascore_repeatable"));
    assertThat(script.list("SELECT what || revision || outcome FROM saascore_event ORDER BY id"))
        .isEqualTo(goal.list("SELECT what || revision || outcome FROM saascore_event ORDER BY id"));
  }

  @Test
  void leavesTheSameDatabaseAsUpgradeAndDowngrade() throws Exception {
    requirePsql();
    Scenario scenario = new Scenario(directory, goal);
    psql(script, plan(script, Verb.UPGRADE, "heads").sql());
    scenario.upgrade();
    assertSame();
    assertThat(script.list("SELECT t FROM a ORDER BY id")).containsExactly("it's", null);
    goal.execute("DROP VIEW v");
    script.execute("DROP VIEW v");
    psql(script, plan(script, Verb.DOWNGRADE, "base").sql());
    scenario.downgrade("base");
    assertSame();
  }

  @Test
  void leavesTheSameDatabaseAsStamp() throws Exception {
    requirePsql();
    psql(script, plan(script, Verb.STAMP, "heads").sql());
    new Scenario(directory, goal).stamp(false, "heads");
    assertSame();
  }

  @Test
  void leavesTheSameDatabaseWithoutHavingAskedOne() throws Exception {
    requirePsql();
    Files.delete(directory.resolve("repeatable/v.sql"));
    Scenario scenario = new Scenario(directory, goal);
    StoreSql store = new StoreSql(Optional.empty(), RunInfo.of("offline", "0-test"));
    PlanScript writer = new PlanScript(scenario.sources(), SessionOptions.defaults(), store);
    psql(script, writer.offline(Verb.UPGRADE, "base:heads", false).sql());
    scenario.upgrade();
    assertSame();
  }

  @Test
  void touchesNothing() {
    assertThat(plan(goal, Verb.UPGRADE, "heads").plan().steps()).hasSize(4);
    assertThat(goal.one("SELECT to_regclass('saascore_revision') IS NULL")).isEqualTo("t");
    new Scenario(directory, goal).upgrade();
    assertThat(plan(goal, Verb.UPGRADE, "heads").isNothing()).isTrue();
  }
}
