package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Finding.Level;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.SaascoreException;
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

@ExtendWith(PostgresExtension.class)
class DoctorTest {
  private static final String ILL =
      """
      CREATE TABLE "odd ""name" (id serial PRIMARY KEY, n int);
      ALTER TABLE "odd ""name" ADD CHECK (n > 0) NOT VALID;
      CREATE INDEX broken ON "odd ""name" (n);
      CREATE INDEX broken_ccnew1 ON "odd ""name" (n);
      CREATE TABLE identities (id int GENERATED ALWAYS AS IDENTITY, small smallint);
      CREATE SEQUENCE narrow AS int OWNED BY identities.small;
      CREATE SEQUENCE alone MAXVALUE 1000;
      CREATE DOMAIN positive AS int;
      ALTER DOMAIN positive ADD CONSTRAINT is_positive CHECK (VALUE > 0) NOT VALID;
      SELECT setval('"odd ""name_id_seq"', 2000000000), setval('identities_id_seq', 1500000000),
             setval('narrow', 30000), setval('alone', 700);
      """;

  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", "CREATE TABLE a ();", "DROP TABLE a;")
            .revision("bbbb2222", "aaaa1111", "CREATE TABLE b ();", "DROP TABLE b;");
  }

  @Test
  void findsNothingBadInANewDatabase() {
    Diagnosis diagnosis = examine();
    assertThat(diagnosis.findings())
        .extracting(Finding::topic)
        .contains(
            "server",
            "connection",
            "connections",
            "locks",
            "encoding",
            "time zone",
            "role",
            "may",
            "may not",
            "schema",
            "revisions",
            "extensions",
            "transactions",
            "prepared",
            "indexes",
            "constraints",
            "sequences",
            "other tools");
    assertThat(diagnosis.count(Level.BAD)).isZero();
    assertThat(texts(diagnosis, "role"))
        .containsExactly(db.user() + ", no superuser, owner of the database");
    assertThat(texts(diagnosis, "may")).containsExactly("create schemas, use temporary tables");
    assertThat(texts(diagnosis, "may not"))
        .singleElement()
        .asString()
        .contains("session_replication_role");
    assertThat(find(diagnosis, "revisions").command()).contains("mvn saascore:upgrade");
  }

  @Test
  void namesACommandThatMendsEachIllness() throws SQLException {
    scenario.upgrade();
    db.execute(ILL);
    asSuperuser(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid::regclass::text ~ '^broken'");
    Diagnosis ill = examine();
    assertThat(texts(ill, "indexes"))
        .containsExactly(
            "public.broken on public.\"odd \"\"name\" is not valid: no query uses it",
            "public.broken_ccnew1 on public.\"odd \"\"name\" is not valid: left by REINDEX");
    assertThat(texts(ill, "constraints")).hasSize(2);
    assertThat(texts(ill, "sequences"))
        .containsExactly(
            "public.\"odd \"\"name_id_seq\" (public.\"odd \"\"name\".id integer) has used 93 %",
            "public.narrow (public.identities.small smallint) has used 91 %",
            "public.alone (bigint) has used 70 %",
            "public.identities_id_seq (public.identities.id integer) has used 69 %");

    List<String> commands =
        ill.findings().stream()
            .flatMap(finding -> finding.command().stream())
            .filter(command -> command.endsWith(";"))
            .toList();
    assertThat(commands).hasSize(8);
    commands.stream()
        .flatMap(command -> List.of(command.split("(?<=;) ")).stream())
        .forEach(db::execute);
    Diagnosis mended = examine();
    assertThat(mended.findings())
        .filteredOn(finding -> finding.level() != Level.OK)
        .filteredOn(finding -> !finding.topic().equals("time zone"))
        .isEmpty();
  }

  /** Where nothing can be written, the command that mends it could not be run either. */
  @Test
  void takesSettingsBackWhereTheyWereMade() throws SQLException {
    String[] places = {
      "ROLE \"%s\"".formatted(db.user()),
      "ROLE \"%s\" IN DATABASE \"%s\"".formatted(db.user(), db.name()),
      "DATABASE \"%s\"".formatted(db.name())
    };
    for (String place : places) {
      String on = " SET default_transaction_read_only = on";
      asSuperuser(
          "ALTER " + place + on, "ALTER " + place + " SET standard_conforming_strings = off");
      Diagnosis ill = examine();
      for (String topic : List.of("server", "encoding")) {
        assertThat(find(ill, topic).level()).isNotEqualTo(Level.OK);
        assertThat(find(ill, topic).command().orElseThrow()).contains("ALTER " + place + " RESET ");
        db.execute(find(ill, topic).command().orElseThrow());
      }
      assertThat(texts(examine(), "server")).hasSize(1);
      assertThat(texts(examine(), "encoding")).containsExactly("UTF8");
    }
  }

  @Test
  void countsTheLimitsOfTheLoginAndTheDatabase() throws SQLException {
    for (String limited : List.of("ROLE \"" + db.user(), "DATABASE \"" + db.name())) {
      asSuperuser("ALTER " + limited + "\" CONNECTION LIMIT 2");
      Finding full = find(examine(), "connections");
      assertThat(full.level()).isNotEqualTo(Level.OK);
      assertThat(full.text()).contains(" may have 2, 1 in use");
      assertThat(full.command())
          .contains(
              "ALTER %s\" CONNECTION LIMIT -1;%s"
                  .formatted(limited, limited.startsWith("ROLE") ? " -- as a superuser" : ""));
      asSuperuser(full.command().orElseThrow());
      assertThat(find(examine(), "connections").text()).doesNotContain("may have");
    }
  }

  @Test
  void comparesWhatIsAppliedWithTheFiles() {
    scenario.revision("cccc3333", "bbbb2222", "CREATE TABLE c ();", "DROP TABLE c;");
    scenario.upgrade();
    scenario.revision("bbbb2222", "aaaa1111", "CREATE TABLE b (n int);", "DROP TABLE b;");
    scenario.delete("cccc3333");
    db.execute("DELETE FROM saascore_revision WHERE revision = 'aaaa1111'");
    assertThat(texts(examine(), "revisions"))
        .containsExactly(
            "2 applied, none pending",
            "edited after they were applied: bbbb2222",
            "rows are lost: aaaa1111",
            "applied, but no file: cccc3333");
    db.execute("UPDATE saascore_revision SET state = 'started', step = 2");
    // What was begun and not finished is nothing that a repair would accept.
    assertThat(texts(examine(), "revisions"))
        .containsExactly(
            "2 applied, none pending",
            "rows are lost: aaaa1111",
            "applied, but no file: cccc3333",
            "bbbb2222 was left in the middle, after 2 of its statements",
            "cccc3333 was left in the middle, after 2 of its statements");
  }

  /** An upgrade is refused as long as an applied file is not accepted. */
  @Test
  void namesTheUpgradeBehindWhatHasToComeBeforeIt() {
    scenario.upgrade();
    scenario.revision("bbbb2222", "aaaa1111", "CREATE TABLE b (n int);", "DROP TABLE b;");
    scenario.revision("cccc3333", "bbbb2222", "CREATE TABLE c ();", "DROP TABLE c;");
    assertThat(
            examine().findings().stream()
                .filter(finding -> finding.topic().equals("revisions"))
                .flatMap(finding -> finding.command().stream()))
        .containsExactly("mvn saascore:repair", "mvn saascore:upgrade");
    scenario.in(
        database -> {
          Repair repair = new Repair(database, scenario.sources());
          return repair.run(repair.plan());
        });
    scenario.upgrade();
    assertThat(texts(examine(), "revisions")).containsExactly("3 applied, none pending");
  }

  /** Each column of our tables is taken away, and what is told then is pasted. */
  @Test
  void namesTheStatementThatMendsOurTables() {
    scenario.upgrade();
    String columns =
        """
        SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, NULL)
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE c.relname ~ '^saascore_' AND c.relkind = 'r' AND c.relname !~ 'damaged'
               AND a.attnum > 0 AND NOT a.attisdropped
         ORDER BY 1
        """;
    List<String> whole = db.list(columns);
    assertThat(whole).hasSize(32);
    List<String> rows = db.list("SELECT revision FROM saascore_revision ORDER BY 1");
    for (String column : whole) {
      String[] name = column.split("[. ]", -1);
      if (!name[1].equals("revision") || name[0].equals("saascore_event")) {
        db.execute("ALTER TABLE %s DROP COLUMN %s".formatted(name[0], name[1]));
        mend("column " + name[1] + " of ", "is missing");
        assertThat(db.list(columns)).as(column).isEqualTo(whole);
      }
    }
    db.execute(
        "ALTER TABLE saascore_revision ALTER replaces DROP DEFAULT,"
            + " ALTER replaces TYPE text USING array_to_string(replaces, ','),"
            + " ALTER step TYPE text, ALTER applied_at TYPE text");
    mend("column applied_at of ", "has type text instead of timestamptz");
    db.execute("DROP TABLE saascore_event");
    assertThat(
            catchThrowableOfType(SaascoreException.class, () -> scenario.downgrade("-1"))
                .problem()
                .hint()
                .orElse(""))
        .startsWith("mvn saascore:doctor names what is missing");
    mend("table ", "saascore_event\" is missing");
    assertThat(db.list(columns)).isEqualTo(whole);
    assertThat(db.list("SELECT revision FROM saascore_revision ORDER BY 1")).isEqualTo(rows);
    db.execute("ALTER TABLE saascore_revision DROP COLUMN revision");
    mend("column revision of ", "is missing");
    assertThat(scenario.upgrade().applied()).hasSize(rows.size());
  }

  private void mend(String what, String how) {
    List<Finding> found =
        examine().findings().stream().filter(one -> one.topic().equals("our tables")).toList();
    assertThat(found).first().extracting(Finding::text).asString().contains(what).contains(how);
    found.forEach(one -> db.execute(one.command().orElseThrow()));
    assertThat(texts(examine(), "our tables")).isEmpty();
  }

  @Test
  void namesTheRowThatNobodyOfUsWrote() {
    scenario.upgrade();
    db.execute(
        "INSERT INTO saascore_revision (revision, down_revision, depends_on, message, how,"
            + " duration_ms, state, step)"
            + " VALUES ('it''s bad', '{}', '{}', '', 'stamped', 0, 'applied', 0)");
    String command = find(examine(), "revisions").command().orElse("");
    assertThat(command).contains("DELETE FROM");
    db.execute(command.substring(command.indexOf("DELETE")));
    assertThat(texts(examine(), "revisions")).containsExactly("2 applied, none pending");
  }

  @Test
  void worksWithoutFilesAndWithBrokenOnes() {
    scenario.upgrade();
    Diagnosis without = scenario.in(database -> new Doctor(database, Optional::empty).examine());
    assertThat(texts(without, "revisions")).containsExactly("2 applied; no files to compare with");
    scenario.file("broken.sql", "SELECT 'oops");
    Diagnosis broken = examine();
    assertThat(find(broken, "files").level()).isEqualTo(Level.BAD);
    assertThat(find(broken, "files").text()).contains("broken.sql:1");
    assertThat(find(broken, "files").command().orElse("")).startsWith("mvn saascore:revision ");
    assertThat(texts(broken, "revisions")).containsExactly("2 applied; no files to compare with");
  }

  @Test
  void saysWhatItIsNotAllowedToSee() throws SQLException {
    asSuperuser(
        "REVOKE SELECT ON pg_prepared_xacts FROM PUBLIC",
        "CREATE SCHEMA other",
        "CREATE SEQUENCE other.theirs");
    try (Connection other = db.superuser()) {
      assertThat(other.isValid(5)).isTrue();
      Diagnosis diagnosis = examine();
      assertThat(texts(diagnosis, "prepared"))
          .containsExactly("cannot be looked at: permission denied for view pg_prepared_xacts");
      assertThat(texts(diagnosis, "transactions"))
          .anySatisfy(
              text ->
                  assertThat(text)
                      .startsWith("insufficient privilege to look into 1 session(s)")
                      .contains("GRANT pg_read_all_stats TO " + db.user()));
      assertThat(texts(diagnosis, "sequences"))
          .anySatisfy(text -> assertThat(text).contains("insufficient privilege to read 1"));
      assertThat(texts(diagnosis, "indexes")).containsExactly("all valid");
    }
  }

  @Test
  void namesTheRightThatIsMissing() throws SQLException {
    scenario.upgrade();
    asSuperuser("CREATE SCHEMA locked");
    scenario.with(SessionOptions.defaults().withSchema("locked"));
    Finding schema = find(examine(), "schema");
    assertThat(schema.level()).isEqualTo(Level.BAD);
    asSuperuser(schema.command().orElseThrow());
    assertThat(find(examine(), "schema").level()).isEqualTo(Level.OK);

    asSuperuser("CREATE TABLE locked.saascore_revision (LIKE public.saascore_revision)");
    Diagnosis foreign = examine();
    assertThat(find(foreign, "tables").level()).isEqualTo(Level.BAD);
    assertThat(texts(foreign, "revisions"))
        .containsExactly("cannot be read: permission denied for table saascore_revision");

    scenario.with(SessionOptions.defaults().withRole("no such \"role"));
    assertThat(find(examine(), "role").text()).isEqualTo("there is no role 'no such \"role'");
  }

  @Test
  void seesExtensionsAndOtherTools() throws SQLException {
    db.execute("CREATE TABLE alembic_version (version_num text)", "CREATE EXTENSION hstore");
    asSuperuser("UPDATE pg_extension SET extversion = '1.4' WHERE extname = 'hstore'");
    Diagnosis diagnosis = examine();
    assertThat(texts(diagnosis, "extensions"))
        .containsExactly("hstore 1.4", "hstore has another version at hand");
    assertThat(find(diagnosis, "other tools").text())
        .isEqualTo("table alembic_version in schema public, and we have no record yet");
    scenario.upgrade();
    assertThat(find(examine(), "other tools").text()).contains("let only one tool change a schema");
  }

  @Test
  void changesNothing() {
    scenario.in(database -> new Doctor(database, Optional::empty).examine());
    assertThat(db.list("SELECT relname FROM pg_class WHERE relname ~ '^saascore'")).isEmpty();
  }

  @Test
  void worksOnTheOlderServer(@Older TestDatabase older) {
    older.execute(ILL);
    Scenario there = new Scenario(directory, older);
    Diagnosis diagnosis =
        there.in(db -> new Doctor(db, () -> Optional.of(there.sources())).examine());
    assertThat(texts(diagnosis, "sequences")).hasSize(4);
    assertThat(texts(diagnosis, "constraints")).hasSize(2);
    assertThat(texts(diagnosis, "server")).first().asString().startsWith("PostgreSQL 15.");
    assertThat(diagnosis.findings()).noneMatch(finding -> finding.text().contains("looked at"));
  }

  private Diagnosis examine() {
    return scenario.in(
        database -> new Doctor(database, () -> Optional.of(scenario.sources())).examine());
  }

  private static List<String> texts(Diagnosis diagnosis, String topic) {
    return diagnosis.findings().stream()
        .filter(finding -> finding.topic().equals(topic))
        .map(Finding::text)
        .toList();
  }

  private static Finding find(Diagnosis diagnosis, String topic) {
    return diagnosis.findings().stream()
        .filter(finding -> finding.topic().equals(topic))
        .max(java.util.Comparator.comparing(Finding::level))
        .orElseThrow();
  }

  private void asSuperuser(String... statements) throws SQLException {
    try (Connection connection = db.superuser();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
