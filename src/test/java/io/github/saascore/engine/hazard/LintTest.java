package io.github.saascore.engine.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Scenario;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.postgres.ConnectionSettings;
import io.github.saascore.postgres.Connections;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PgBouncer;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class LintTest {
  private static final String USERS =
      "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail varchar(50));";

  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario =
        new Scenario(directory, database).revision("aaaa1111", "", USERS, "DROP TABLE users;");
  }

  @Test
  void namesPlaceTableLockAndSafeWay() {
    scenario.revision(
        "bbbb2222", "aaaa1111", "-- why\nCREATE INDEX users_mail ON users (mail);", "");
    Hazard hazard = one(lint(range("aaaa1111:bbbb2222", Rules.standard())));
    assertThat(hazard.rule().id()).isEqualTo("index-not-concurrent");
    assertThat(hazard.severity()).isEqualTo(Severity.ERROR);
    assertThat(hazard.place().toString()).isEqualTo("bbbb2222_x.sql:7:1");
    assertThat(hazard.statement()).isEqualTo("CREATE INDEX users_mail ON users");
    assertThat(hazard.what()).isEqualTo("index users_mail is built on users under a lock");
    assertThat(hazard.table().orElseThrow().lock()).contains(LockMode.SHARE);
    assertThat(hazard.table().orElseThrow().blocks()).isEqualTo("writes");
    assertThat(hazard.safeWay()).contains("CREATE INDEX CONCURRENTLY users_mail ON users (...)");
  }

  @Test
  void findsTheSameOnTheOldestServer(@Older TestDatabase old) {
    scenario.revision(
        "bbbb2222",
        "aaaa1111",
        """
        ALTER TABLE users ALTER mail SET NOT NULL;
        ALTER TABLE users ADD note text DEFAULT clock_timestamp()::text;
        ALTER TABLE users ADD CONSTRAINT short CHECK (length(mail) < 40);
        """,
        "");
    LintRequest request = range("aaaa1111:bbbb2222", Rules.standard());
    List<String> here = ids(lint(request));
    try (Scratches scratches = Scratches.beside(old)) {
      LintResult there = new Lint(lent(scratches.scratch()), Optional.empty()).run(request);
      assertThat(ids(there)).isEqualTo(here);
    }
    assertThat(here)
        .containsExactly(
            "set-not-null-without-validated-check",
            "add-column-rewrite",
            "long-statement-under-lock",
            "cached-plan",
            "check-without-not-valid",
            "long-statement-under-lock");
  }

  /** RESET ALL comes back to what the role has: PgBouncer made the connection, not the driver. */
  @Test
  void looksThroughAPoolerWhateverTheRoleHas() throws Exception {
    String role = "ALTER ROLE \"" + db.user() + "\" ";
    db.asSuperuser(
        role + "CREATEDB",
        role + "SET DateStyle = 'German'",
        role + "SET standard_conforming_strings = off");
    scenario.revision(
        "bbbb2222",
        "aaaa1111",
        "CREATE INDEX users_mail ON users (mail); COMMENT ON TABLE users IS 'C:\\new';",
        "");
    try (PgBouncer bouncer = PgBouncer.start(db, "session");
        Scratches scratches = Scratches.at(bouncer.url())) {
      LintResult result =
          new Lint(lent(scratches.scratch()), Optional.empty())
              .run(range("aaaa1111:bbbb2222", Rules.standard()));
      assertThat(ids(result)).containsExactly("index-not-concurrent");
    }
  }

  @Test
  void newTablesAreExemptForTheRevisionOrTheRun() {
    scenario.revision("bbbb2222", "aaaa1111", "CREATE INDEX ON users (mail);", "");
    assertThat(ids(lint(LintRequest.all(scenario.sources(), options(Fresh.REVISION)))))
        .containsExactly("index-not-concurrent");
    assertThat(ids(lint(LintRequest.all(scenario.sources(), options(Fresh.RUN))))).isEmpty();
  }

  @Test
  void theNewestRevisionsAreThoseNobodyFollows() {
    scenario.revision("bbbb2222", "aaaa1111", "CREATE INDEX ON users (mail);", "");
    scenario.revision("cccc3333", "bbbb2222", "ALTER TABLE users DROP COLUMN mail;", "");
    LintResult result = lint(LintRequest.heads(scenario.sources(), LintRequest.Options.standard()));
    assertThat(ids(result)).containsExactly("drop-column", "cached-plan");
  }

  @Test
  void tellsHowLargeTheTableIs() {
    scenario.upgrade();
    db.execute(
        "INSERT INTO users (mail) SELECT 'm' || n FROM generate_series(1, 1000) n",
        "ANALYZE users");
    scenario.revision("bbbb2222", "aaaa1111", "ALTER TABLE users DROP COLUMN mail;", "");
    ConnectionSettings settings = Scratches.ownerSettings(db);
    LintResult result;
    try (Scratches scratches = Scratches.beside(db);
        Session session =
            Session.over(Connections.open(settings, "test"), SessionOptions.defaults())) {
      result =
          new Lint(lent(scratches.scratch()), Optional.of(session))
              .run(range("aaaa1111:bbbb2222", Rules.standard()));
    }
    TableSize size = result.hazards().get(0).table().orElseThrow().size().orElseThrow();
    assertThat(size.rows()).hasValue(1000);
    assertThat(size.bytes()).isGreaterThan(50_000);
  }

  @Test
  void allowsWithAReasonAndReportsWhatNobodyNeeds() {
    scenario.revision(
        "bbbb2222",
        "aaaa1111",
        """
        -- saascore:allow drop-column nobody reads it since May
        -- saascore:allow rename-table just in case
        ALTER TABLE users DROP COLUMN mail;
        """,
        "");
    LintResult result = lint(range("aaaa1111:bbbb2222", Rules.standard()));
    assertThat(ids(result)).containsExactly("cached-plan", "unused-allow");
    assertThat(result.allowed()).isEqualTo(1);
    assertThat(result.hazards().get(1).place().toString()).isEqualTo("bbbb2222_x.sql:7:1");
  }

  @Test
  void refusesToAllowWhatDoesNotExist() {
    scenario.revision(
        "bbbb2222",
        "aaaa1111",
        "-- saascore:allow drop-colum nobody reads it\nALTER TABLE users DROP COLUMN mail;",
        "");
    SaascoreException e =
        catchThrowableOfType(
            SaascoreException.class, () -> lint(range("aaaa1111:bbbb2222", Rules.standard())));
    assertThat(e.problem().text())
        .isEqualTo(
            """
            SC-BAD-PARAMETER: there is no rule 'drop-colum'
              at bbbb2222_x.sql:6:1
              hint: did you mean 'drop-column'?\
            """);
  }

  @Test
  void looksAtDowngradesToo() {
    scenario.revision(
        "bbbb2222",
        "aaaa1111",
        "ALTER TABLE users ADD note text;",
        "ALTER TABLE users DROP COLUMN note;");
    LintRequest.Options down =
        new LintRequest.Options(Rules.standard(), Direction.DOWN, Fresh.REVISION);
    LintResult result = lint(LintRequest.range(scenario.sources(), "aaaa1111:bbbb2222", down));
    assertThat(ids(result)).containsExactly("drop-column", "cached-plan");
    assertThat(result.hazards()).allMatch(Hazard::down);
    assertThat(result.hazards().get(0).severity()).isEqualTo(Severity.NOTE);
  }

  @Test
  void assumesWhatNoRevisionHasMade() {
    scenario.revision(
        "bbbb2222",
        "aaaa1111",
        "ALTER TABLE legacy ALTER code SET NOT NULL; GRANT SELECT ON legacy TO lint_reader;",
        "");
    scenario.revision("cccc3333", "bbbb2222", "ALTER TABLE legacy RENAME code TO name;", "");
    LintResult result = lint(LintRequest.all(scenario.sources(), LintRequest.Options.standard()));
    assertThat(ids(result))
        .containsExactly("set-not-null-without-validated-check", "rename-column");
    assertThat(result.assumed()).containsExactly("table legacy");
    assertThat(ids(lint(range("bbbb2222:cccc3333", Rules.standard()))))
        .containsExactly("rename-column");
  }

  /** A server of others may speak another language to those who may not change that. */
  @Test
  void assumesTheSameAsAPlainOwner() throws Exception {
    db.asSuperuser("ALTER ROLE \"" + db.user() + "\" CREATEDB");
    scenario.revision(
        "bbbb2222",
        "aaaa1111",
        """
        ALTER TABLE legacy DROP COLUMN code;
        ALTER TABLE legacy DROP CONSTRAINT legacy_check;
        DROP INDEX legacy_index;
        ALTER TABLE users ADD note legacy_note;
        ALTER TABLE users ADD made text DEFAULT legacy_text(1);
        CREATE TABLE legacy_schema.a ();
        """,
        "");
    try (Scratches scratches = Scratches.at(db.url())) {
      LintResult result =
          new Lint(lent(scratches.scratch()), Optional.empty())
              .run(LintRequest.all(scenario.sources(), LintRequest.Options.standard()));
      assertThat(result.assumed())
          .containsExactlyInAnyOrder(
              "table legacy",
              "index legacy_index",
              "type legacy_note",
              "function legacy_text(integer)",
              "schema legacy_schema");
      assertThat(ids(result)).doesNotContain("statement-fails");
    }
  }

  @Test
  void tellsWhatTheServerRefuses() {
    scenario.revision(
        "bbbb2222", "aaaa1111", "SELECT 1;\nINSERT INTO users (mail) VALUES (1, 2);", "");
    Hazard hazard = one(lint(range("aaaa1111:bbbb2222", Rules.standard())));
    assertThat(hazard.rule().id()).isEqualTo("statement-fails");
    assertThat(hazard.place().toString()).isEqualTo("bbbb2222_x.sql:7:37");
  }

  @Test
  void givesAdviceOnTheModel() {
    scenario.revision(
        "bbbb2222",
        "aaaa1111",
        """
        CREATE TABLE orders (
          id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          last_item bigint,
          user_id bigint REFERENCES users
        );
        CREATE TABLE items (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          order_id int NOT NULL REFERENCES orders
        );
        CREATE INDEX ON items (order_id);
        ALTER TABLE orders ADD CONSTRAINT last FOREIGN KEY (last_item) REFERENCES items;
        CREATE INDEX ON orders (last_item);
        CREATE TABLE log (at timestamptz);
        """,
        "");
    LintResult result =
        lint(range("aaaa1111:bbbb2222", Rules.of(List.of("fk-without-on-delete"), "test")));
    assertThat(result.hazards())
        .filteredOn(hazard -> hazard.rule().family() == Family.MODEL)
        .extracting(hazard -> hazard.place().line() + " " + hazard.what())
        .containsExactly(
            "6 primary key id of orders is integer",
            "6 foreign key orders_user_id_fkey of orders has no index on (user_id)",
            "6 foreign key orders_user_id_fkey of orders says nothing of ON DELETE",
            "11 foreign key items_order_id_fkey of items says nothing of ON DELETE",
            "16 orders -> items -> orders: cut last of orders (last_item)",
            "16 foreign key last of orders says nothing of ON DELETE",
            "18 table log has no primary key");
  }

  @Test
  void anIndexThatAForeignKeyNeedsIsMissed() {
    scenario.revision(
        "bbbb2222",
        "aaaa1111",
        """
        CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
        CREATE INDEX orders_user ON orders (user_id);
        """,
        "");
    scenario.revision("cccc3333", "bbbb2222", "DROP INDEX orders_user;", "");
    assertThat(ids(lint(range("bbbb2222:cccc3333", Rules.standard()))))
        .containsExactly("drop-index-not-concurrent", "fk-without-index");
  }

  @Test
  void nothingPendingNeedsNoServer() {
    scenario.upgrade();
    Sources sources = scenario.sources();
    LintRequest request = range("aaaa1111:aaaa1111", Rules.standard());
    LintResult result = new Lint(lent(null), Optional.empty()).run(request);
    assertThat(sources.files()).hasSize(1);
    assertThat(result.revisions()).isZero();
  }

  private LintRequest range(String text, Rules rules) {
    return LintRequest.range(
        scenario.sources(), text, new LintRequest.Options(rules, Direction.UP, Fresh.REVISION));
  }

  private static LintRequest.Options options(Fresh fresh) {
    return new LintRequest.Options(Rules.standard(), Direction.UP, fresh);
  }

  private LintResult lint(LintRequest request) {
    try (Scratches scratches = Scratches.beside(db)) {
      return new Lint(lent(scratches.scratch()), Optional.empty()).run(request);
    }
  }

  private static ScratchSource lent(Scratch scratch) {
    return new ScratchSource() {
      @Override
      public <T> T lend(Function<Scratch, T> work) {
        return work.apply(Optional.ofNullable(scratch).orElseThrow());
      }
    };
  }

  private static Hazard one(LintResult result) {
    assertThat(result.hazards()).hasSize(1);
    return result.hazards().get(0);
  }

  private static List<String> ids(LintResult result) {
    return result.hazards().stream().map(hazard -> hazard.rule().id()).toList();
  }
}
