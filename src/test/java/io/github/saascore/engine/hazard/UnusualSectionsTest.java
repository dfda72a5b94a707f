package io.github.saascore.engine.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.Scenario;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.postgres.Unit;
import io.github.saascore.script.Source;
import io.github.saascore.script.SqlLexer;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** Sections that do not run as one script in one transaction, and scripts that are no revisions. */
@ExtendWith(PostgresExtension.class)
class UnusualSectionsTest {
  private static final String SHOP =
      """
      CREATE TABLE users (id bigint PRIMARY KEY, mail text);
      CREATE TABLE carts (id bigint PRIMARY KEY, owner bigint REFERENCES users);
      CREATE INDEX carts_owner ON carts (owner);
      CREATE TABLE notes (id bigint PRIMARY KEY, body text);
      """;

  private static final String BARE =
      """
      -- revision: bbbb2222
      -- down_revision: aaaa1111

      -- saascore:upgrade transaction=none
      """;

  @TempDir Path directory;

  /** As in the manual: CREATE INDEX, REINDEX, DROP INDEX, VACUUM, ALTER TABLE. */
  private static final Map<String, String> LOCKS =
      new TreeMap<>(
          Map.of(
              "CREATE INDEX CONCURRENTLY ON notes (body)",
              "notes SHARE UPDATE EXCLUSIVE",
              "CREATE UNIQUE INDEX CONCURRENTLY ON notes (body)",
              "notes SHARE UPDATE EXCLUSIVE",
              "DROP INDEX CONCURRENTLY carts_owner",
              "carts SHARE UPDATE EXCLUSIVE",
              "REINDEX TABLE CONCURRENTLY carts",
              "carts SHARE UPDATE EXCLUSIVE",
              "VACUUM notes",
              "notes SHARE UPDATE EXCLUSIVE",
              "VACUUM (FULL) notes",
              "notes ACCESS EXCLUSIVE",
              "ALTER TABLE parts DETACH PARTITION part_1 CONCURRENTLY",
              "parts SHARE UPDATE EXCLUSIVE",
              "CALL builds()",
              "notes SHARE"));

  @Test
  void seesLocksThatNoTransactionKeeps(TestDatabase db, @Older TestDatabase old) throws Exception {
    assertThat(locks(db)).isEqualTo(LOCKS);
    assertThat(locks(old)).isEqualTo(LOCKS);
  }

  private static Map<String, String> locks(TestDatabase db) throws Exception {
    db.execute(
        SHOP,
        "CREATE TABLE parts (id int) PARTITION BY LIST (id)",
        "CREATE TABLE part_1 PARTITION OF parts FOR VALUES IN (1)",
        """
        CREATE PROCEDURE builds() LANGUAGE plpgsql AS $$
        BEGIN CREATE INDEX built ON notes (body); COMMIT; END $$\
        """);
    Map<String, String> seen = new TreeMap<>();
    try (Connection connection = db.connect();
        Connection other = db.connect()) {
      int pid = connection.unwrap(PGConnection.class).getBackendPID();
      Tracer tracer =
          new Tracer(connection, Tracer.Helper.NONE, Optional.of(new LockWatch(other, pid)));
      for (String sql : LOCKS.keySet()) {
        Observation one = tracer.apart(SqlLexer.split(Source.of("test", sql))).get(0);
        assertThat(one.refusal()).as(sql).isEmpty();
        assertThat(one.frame()).as(sql).isEqualTo(Observation.Frame.BARE);
        seen.put(sql, strongest(one));
      }
    }
    return seen;
  }

  private static String strongest(Observation one) {
    Catalog before = one.before().catalog();
    return one.locks().entrySet().stream()
        .filter(entry -> before.relations().get(entry.getKey()).isTable())
        .max(Map.Entry.comparingByValue())
        .map(entry -> before.name(entry.getKey()) + " " + entry.getValue().words())
        .orElse("none");
  }

  @Test
  void sectionsWithoutATransaction(TestDatabase db) {
    Scenario scenario = scenario(db);
    scenario.file(
        "bbbb2222_x.sql",
        BARE
            + """
            CREATE INDEX CONCURRENTLY users_mail ON users (mail);
            VACUUM FULL users;
            REINDEX TABLE users;
            CREATE PROCEDURE builds() LANGUAGE plpgsql AS $$
            BEGIN CREATE INDEX built ON notes (body); COMMIT; END $$;
            CALL builds();
            CREATE DATABASE beyond;
            """);
    LintResult result = lint(db, "aaaa1111:bbbb2222");
    assertThat(texts(result))
        .containsExactly(
            "vacuum-full-or-cluster 6 users ACCESS EXCLUSIVE",
            "reindex-not-concurrent 7 users SHARE",
            "index-not-concurrent 10 notes SHARE");
    assertThat(result.notes())
        .containsExactly(
            "bbbb2222_x.sql:10:1: CALL builds works in transactions of its own: only its first"
                + " locks were seen",
            "bbbb2222_x.sql:11:1: CREATE DATABASE beyond reaches beyond the database and was not"
                + " run");
  }

  @Test
  void suspendedForeignKeys(TestDatabase db) {
    Scenario scenario = scenario(db);
    String head = BARE.replace("transaction=none", "foreign_keys=suspend");
    scenario.file(
        "bbbb2222_x.sql",
        head
            + "INSERT INTO carts VALUES (1, 1);\n"
            + "INSERT INTO users VALUES (1, 'ann');\nALTER TABLE notes ALTER body SET NOT NULL;");
    scenario.file(
        "cccc3333_x.sql",
        head.replace("aaaa1111", "bbbb2222")
                .replace("revision: bbbb2222\n--", "revision: cccc3333\n--")
            + """
            -- saascore:allow drop-table they live elsewhere
            DROP TABLE users;
            """);
    assertThat(texts(lint(db, "aaaa1111:bbbb2222")))
        .contains(
            "foreign-keys-suspended 5 carts ACCESS EXCLUSIVE",
            "set-not-null-without-validated-check 7 notes ACCESS EXCLUSIVE")
        .noneMatch(text -> text.startsWith("drop-constraint"));
    LintResult dropped = lint(db, "bbbb2222:cccc3333");
    assertThat(texts(dropped)).contains("foreign-keys-suspended 6 carts ACCESS EXCLUSIVE");
    assertThat(dropped.allowed()).isEqualTo(1);
    assertThat(dropped.notes()).isEmpty();
  }

  @Test
  void javaBodies(TestDatabase db) {
    Scenario scenario = scenario(db);
    scenario.file(
        "bbbb2222_x.sql",
        BARE.replace("transaction=none", "class=com.acme.Backfill").strip() + "\n");
    Unit.Code code =
        connection -> {
          try (var jdbc = connection.createStatement()) {
            jdbc.execute("CREATE INDEX built ON notes (body)");
            jdbc.execute("ALTER TABLE users DROP COLUMN mail");
          }
        };
    LintResult result = lint(db, "aaaa1111:bbbb2222", code);
    assertThat(texts(result))
        .contains("index-not-concurrent 1 notes SHARE", "drop-column 1 users ACCESS EXCLUSIVE");
    assertThat(result.notes())
        .containsExactly(
            "bbbb2222_x.sql: the upgrade is Java code and was seen as one: which of its statements"
                + " does what is unknown");
  }

  @Test
  void repeatableScripts(TestDatabase db) {
    Scenario scenario = scenario(db);
    scenario.file("repeatable/owners.sql", "CREATE OR REPLACE VIEW owners AS SELECT * FROM users;");
    scenario.file(
        "repeatable/seed.sql",
        """
        UPDATE notes SET body = upper(body);
        INSERT INTO users VALUES (1, 'ann');
        """);
    LintResult result = lint(db, "base:heads");
    assertThat(result.scripts()).isEqualTo(2);
    assertThat(texts(result))
        .contains("update-whole-table 1 notes ROW EXCLUSIVE")
        .anyMatch(text -> text.startsWith("statement-fails 2"));
    assertThat(result.hazards())
        .filteredOn(hazard -> hazard.rule().id().equals("statement-fails"))
        .allMatch(hazard -> hazard.revision().isEmpty());
    LintRequest both =
        LintRequest.range(
            scenario.sources(),
            "base:heads",
            new LintRequest.Options(Rules.standard(), Direction.BOTH, Fresh.REVISION));
    assertThat(run(db, both, connection -> {}).scripts()).isEqualTo(2);
  }

  private Scenario scenario(TestDatabase db) {
    return new Scenario(directory, db)
        .revision("aaaa1111", "", SHOP, "DROP TABLE carts; DROP TABLE users; DROP TABLE notes;");
  }

  private LintResult lint(TestDatabase db, String range) {
    return lint(db, range, connection -> {});
  }

  private LintResult lint(TestDatabase db, String range, Unit.Code code) {
    LintRequest.Options options = LintRequest.Options.standard();
    Scenario scenario = new Scenario(directory, db);
    return run(db, LintRequest.range(scenario.sources(), range, options), code);
  }

  private static LintResult run(TestDatabase db, LintRequest request, Unit.Code code) {
    try (Scratches scratches = Scratches.beside(db)) {
      Scratch plain = scratches.scratch();
      Scratch scratch =
          new Scratch(plain.server(), plain.schema(), (name, where) -> code, plain.run());
      ScratchSource source =
          new ScratchSource() {
            @Override
            public <T> T lend(Function<Scratch, T> work) {
              return work.apply(scratch);
            }
          };
      return new Lint(source, Optional.empty()).run(request);
    }
  }

  private static List<String> texts(LintResult result) {
    return result.hazards().stream()
        .map(
            hazard ->
                hazard.rule().id()
                    + " "
                    + hazard.place().line()
                    + hazard
                        .table()
                        .map(
                            table ->
                                " "
                                    + table.name()
                                    + table.lock().map(lock -> " " + lock.words()).orElse(""))
                        .orElse(""))
        .toList();
  }
}
