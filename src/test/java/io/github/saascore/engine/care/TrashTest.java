package io.github.saascore.engine.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Event;
import io.github.saascore.engine.Scenario;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.schema.SnapshotReader;
import io.github.saascore.schema.SnapshotScope;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is dropped goes into the trash and comes back, as a plain owner. */
@ExtendWith(PostgresExtension.class)
class TrashTest {
  private static final Confirmation NOBODY = new Confirmation(Optional.empty());
  private static final String SHOP =
      """
      CREATE TYPE mood AS ENUM ('sad', 'glad');
      CREATE TABLE users (
        id serial PRIMARY KEY, mail text UNIQUE, phone varchar(20) NOT NULL DEFAULT '-', mood mood,
        CHECK (id > 0));
      CREATE INDEX users_phone ON users (phone);
      CREATE STATISTICS users_stat ON mail, phone FROM users;
      COMMENT ON TABLE users IS 'who they are';
      COMMENT ON COLUMN users.phone IS 'how to call';
      CREATE TABLE orders (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id int REFERENCES users,
        up bigint REFERENCES orders);
      INSERT INTO users (mail, phone, mood) VALUES ('a', '1', 'sad'), ('b', '2', NULL);
      INSERT INTO orders (user_id) VALUES (1), (2);
      """;

  @TempDir Path directory;
  private TestDatabase db;
  private TestDatabase older;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database, @Older TestDatabase second) {
    db = database;
    older = second;
    scenario = new Scenario(directory, db).keepingTrash();
  }

  private static Problem refused(Runnable run) {
    return catchThrowableOfType(SaascoreException.class, run::run).problem();
  }

  private static Snapshot schema(TestDatabase database) {
    try (Connection connection = database.connect()) {
      return SnapshotReader.read(connection, SnapshotScope.of(Set.of("public")));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<TrashItem> trash(Scenario scenario) {
    return scenario.in(open -> TrashItem.all(open.session()));
  }

  private static Restore.Result restore(Scenario scenario, String name) {
    return scenario.in(open -> new Restore(open).restore(name));
  }

  private List<TrashItem> purge(Duration age, Confirmation word) {
    return scenario.in(open -> new Purge(open, age, "here").run(word, Optional.empty()));
  }

  private void run(String id, String parent, String upgrade) {
    scenario.revision(id, parent, upgrade, "");
    scenario.upgrade(NOBODY);
  }

  @Test
  void movesATableAndBringsItBackWhole() {
    for (TestDatabase database : List.of(db, older)) {
      Scenario on =
          new Scenario(directory, database)
              .keepingTrash()
              .revision("aaaa1111", "", SHOP, "")
              .delete("bbbb2222");
      on.upgrade();
      Snapshot before = schema(database);
      String oid = database.one("SELECT 'users'::regclass::oid");
      on.revision("bbbb2222", "aaaa1111", "DROP TABLE users CASCADE;", "");
      on.upgrade(NOBODY);
      assertThat(database.one("SELECT to_regclass('users') IS NULL")).isEqualTo("t");
      assertThat(database.list("SELECT conname FROM pg_constraint WHERE contype = 'f'"))
          .containsExactly("orders_up_fkey");
      TrashItem item = trash(on).get(0);
      assertThat(item.name()).isEqualTo("users_bbbb2222");
      assertThat(item.was()).isEqualTo("table public.users");
      assertThat(item.by()).isEqualTo(database.user());
      assertThat(item.oid()).as("the very table, not a copy").hasToString(oid);
      assertThat(restore(on, "users").left()).isEmpty();
      assertThat(schema(database)).isEqualTo(before);
      assertThat(database.list("SELECT mail FROM users ORDER BY id")).containsExactly("a", "b");
      assertThat(database.one("INSERT INTO users (mail) VALUES ('c') RETURNING id")).isEqualTo("3");
      assertThat(database.one("SELECT to_regnamespace('saascore_trash') IS NULL")).isEqualTo("t");
      assertThat(
              database.list(
                  "SELECT what || ' ' || revision FROM saascore_event WHERE what = 'restore'"))
          .containsExactly("restore users_bbbb2222");
    }
  }

  @Test
  void leavesTheSchemaAsAPlainDropDoes() {
    String up = "DROP TABLE orders; ALTER TABLE users DROP phone; CREATE TABLE orders (id int);";
    Scenario plain = new Scenario(directory, older).revision("aaaa1111", "", SHOP, "");
    plain.upgrade();
    scenario.upgrade();
    plain.revision("bbbb2222", "aaaa1111", up, "");
    plain.upgrade();
    scenario.upgrade(NOBODY);
    assertThat(schema(db).facts().keySet()).isEqualTo(schema(older).facts().keySet());
    assertThat(trash(scenario))
        .extracting(TrashItem::was)
        .containsExactlyInAnyOrder("table public.orders", "column phone of public.users");
    assertThat(
            scenario.events().stream()
                .filter(Event.Warning.class::isInstance)
                .map(event -> ((Event.Warning) event).text()))
        .contains("this run moves into the trash:")
        .doesNotContain("this run destroys:");
  }

  @Test
  void copiesAColumnAndFillsItAgain() {
    for (TestDatabase database : List.of(db, older)) {
      Scenario on =
          new Scenario(directory, database)
              .keepingTrash()
              .revision("aaaa1111", "", SHOP, "")
              .delete("bbbb2222");
      on.upgrade();
      on.revision(
          "bbbb2222",
          "aaaa1111",
          "UPDATE users SET phone = 'x'; ALTER TABLE users DROP phone, DROP mood; DROP TYPE mood;",
          "");
      on.upgrade(NOBODY);
      database.execute("INSERT INTO users (mail) VALUES ('c')");
      assertThat(refused(() -> restore(on, "users.mood")).summary())
          .isEqualTo("type \"public.mood\" does not exist");
      assertThat(restore(on, "users.phone").left())
          .containsExactly("not restored: NOT NULL of phone, as newer rows have no value");
      assertThat(database.list("SELECT mail || coalesce(phone, '?') FROM users ORDER BY id"))
          .as("the values from before the revision")
          .containsExactly("a1", "b2", "c?");
      assertThat(
              database.one(
                  """
                  SELECT concat_ws(' ', format_type(atttypid, atttypmod), pg_get_expr(adbin, adrelid),
                                   col_description(attrelid, attnum))
                    FROM pg_attribute JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                   WHERE attrelid = 'users'::regclass AND attname = 'phone'
                  """))
          .isEqualTo("character varying(20) '-'::character varying how to call");
      assertThat(refused(() -> restore(on, "users.phone")).code()).isEqualTo(Code.TRASH);
      database.execute("CREATE TYPE mood AS ENUM ('sad', 'glad')");
      restore(on, "users.mood");
      assertThat(database.one("SELECT mood FROM users WHERE id = 1")).isEqualTo("sad");
    }
  }

  @Test
  void copiesWhatCannotBeMoved() {
    for (TestDatabase database : List.of(db, older)) {
      Scenario on =
          new Scenario(directory, database)
              .keepingTrash()
              .revision("aaaa1111", "", SHOP, "")
              .delete("bbbb2222");
      on.upgrade();
      database.execute(
          "CREATE VIEW mails AS SELECT mail FROM users",
          "CREATE TABLE part (n int) PARTITION BY RANGE (n)",
          "CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (9)",
          "INSERT INTO part VALUES (1), (2)");
      on.revision(
          "bbbb2222",
          "aaaa1111",
          "DROP TABLE users CASCADE; DROP TYPE mood; DO 'BEGIN DROP TABLE orders; END';"
              + " DROP TABLE part;",
          "");
      on.upgrade(NOBODY);
      assertThat(trash(on))
          .extracting(TrashItem::was)
          .containsExactlyInAnyOrder(
              "rows of table public.users",
              "rows of table public.orders",
              "rows of table public.part");
      assertThat(restore(on, "users").left())
          .containsExactly(
              "not restored: type public.mood of mood, whose values are texts now (type"
                  + " \"public.mood\" does not exist)",
              "not restored: constraints, indexes and defaults, as only the rows were kept");
      assertThat(database.list("SELECT id || mail || coalesce(mood, '-') FROM users ORDER BY id"))
          .containsExactly("1asad", "2b-");
      restore(on, "part_bbbb2222");
      assertThat(database.one("SELECT sum(n) FROM part")).isEqualTo("3");
    }
  }

  @Test
  void refusesAsADropWouldBeRefused() {
    run("aaaa1111", "", SHOP);
    Snapshot before = schema(db);
    scenario.revision("bbbb2222", "aaaa1111", "DROP TABLE users;", "");
    assertThat(refused(() -> scenario.upgrade(NOBODY)).text())
        .contains("cannot drop table users because other objects depend on it")
        .contains("constraint orders_user_id_fkey on table orders depends on table users");
    assertThat(schema(db)).isEqualTo(before);
    assertThat(trash(scenario)).isEmpty();
  }

  @Test
  void worksWithSuspendedForeignKeys() {
    for (TestDatabase database : List.of(db, older)) {
      Scenario on =
          new Scenario(directory, database)
              .keepingTrash()
              .revision("aaaa1111", "", SHOP, "")
              .delete("bbbb2222");
      on.upgrade();
      on.file(
          "bbbb2222_x.sql",
          """
          -- revision: bbbb2222
          -- down_revision: aaaa1111
          -- saascore:upgrade foreign_keys=suspend
          DROP TABLE users;
          INSERT INTO orders (user_id) VALUES (9);
          """);
      on.upgrade(NOBODY);
      assertThat(database.list("SELECT conname FROM pg_constraint WHERE contype = 'f'"))
          .containsExactly("orders_up_fkey");
      assertThat(trash(on)).extracting(TrashItem::name).containsExactly("users_bbbb2222");
      restore(on, "users");
      assertThat(database.one("SELECT count(*) FROM users")).isEqualTo("2");
    }
  }

  @Test
  void keepsWhatIsDroppedBesideSomethingThatExists() {
    db.execute("CREATE TABLE a (id int)", "CREATE TABLE b (id int)", "INSERT INTO b VALUES (1)");
    run("aaaa1111", "", "CREATE TABLE a (id int); DROP TABLE b;");
    assertThat(trash(scenario)).extracting(TrashItem::name).containsExactly("b_aaaa1111");
    restore(scenario, "b");
    assertThat(db.one("SELECT id FROM b")).isEqualTo("1");
  }

  @Test
  void keepsAColumnAndThenItsTable() {
    run("aaaa1111", "", "CREATE TABLE a (id int PRIMARY KEY, n int); INSERT INTO a VALUES (1, 7);");
    scenario
        .revision("bbbb2222", "aaaa1111", "ALTER TABLE a DROP n;", "")
        .revision("cccc3333", "bbbb2222", "DROP TABLE a;", "");
    scenario.upgrade(NOBODY);
    assertThat(trash(scenario))
        .extracting(TrashItem::name)
        .containsExactlyInAnyOrder("a_n_bbbb2222", "a_cccc3333");
    restore(scenario, "a");
    restore(scenario, "a.n");
    assertThat(db.one("SELECT n FROM a")).isEqualTo("7");
  }

  @Test
  void keepsAColumnThatGoesBeforeItsTable() {
    run("aaaa1111", "", "CREATE TABLE a (id int PRIMARY KEY, n int); INSERT INTO a VALUES (1, 7);");
    run("bbbb2222", "aaaa1111", "ALTER TABLE a DROP n; DROP TABLE a;");
    restore(scenario, "a");
    assertThat(db.one("SELECT n FROM a")).isEqualTo("7");
  }

  @Test
  void keepsATableThatGoesBeforeItsDropTable() {
    run("aaaa1111", "", "CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1);");
    run("bbbb2222", "aaaa1111", "DO 'BEGIN DROP TABLE a; END'; DROP TABLE IF EXISTS a;");
    assertThat(trash(scenario))
        .extracting(TrashItem::was)
        .containsExactly("rows of table public.a");
    restore(scenario, "a");
    assertThat(db.one("SELECT id FROM a")).isEqualTo("1");
  }

  @Test
  void keepsThingsOfTheSameNameApart() {
    run("aaaa1111", "", "CREATE TABLE a (id int PRIMARY KEY, n int);");
    run("bbbb2222", "aaaa1111", "DROP TABLE a; CREATE TABLE a (id int PRIMARY KEY);");
    run("cccc3333", "bbbb2222", "DROP TABLE a;");
    Problem ambiguous = refused(() -> restore(scenario, "a"));
    assertThat(ambiguous.summary()).isEqualTo("'a' is in the trash 2 times");
    assertThat(ambiguous.reason().orElse(""))
        .contains("a_bbbb2222: table public.a, dropped by revision bbbb2222")
        .contains("a_cccc3333: table public.a, dropped by revision cccc3333");
    assertThat(refused(() -> restore(scenario, "b")).summary())
        .isEqualTo("there is no 'b' in the trash");
    restore(scenario, "a_bbbb2222");
    Problem taken = refused(() -> restore(scenario, "a"));
    assertThat(taken.summary()).isEqualTo("public.a exists");
    assertThat(taken.hint().orElse("")).contains("rename or drop what is in the way");
    assertThat(
            db.one(
                "SELECT conname FROM pg_constraint WHERE contype = 'p' AND conrelid ="
                    + " 'a'::regclass"))
        .isEqualTo("a_pkey");
  }

  @Test
  void refusesWhatCannotBeKept() throws SQLException {
    run("aaaa1111", "", "CREATE TABLE a (id int, n int); INSERT INTO a VALUES (1, 1);");
    scenario.revision("bbbb2222", "aaaa1111", "ALTER TABLE a DROP n;", "");
    Problem noKey = refused(() -> scenario.upgrade(NOBODY));
    assertThat(noKey.code()).isEqualTo(Code.TRASH);
    assertThat(noKey.summary())
        .isEqualTo(
            "column n of table public.a cannot be kept: the table has no primary key that"
                + " stays");
    scenario.file(
        "bbbb2222_x.sql",
        """
        -- revision: bbbb2222
        -- down_revision: aaaa1111
        -- saascore:upgrade transaction=none
        DROP TABLE a;
        """);
    Problem stepwise = refused(() -> scenario.upgrade(NOBODY));
    assertThat(stepwise.summary()).isEqualTo("what revision bbbb2222 drops cannot be kept");
    scenario.revision("bbbb2222", "aaaa1111", "DROP TABLE a;", "");
    try (Connection superuser = db.superuser();
        Statement statement = superuser.createStatement()) {
      statement.execute("ALTER DATABASE \"%s\" OWNER TO CURRENT_USER".formatted(db.name()));
    }
    Problem noRight = refused(() -> scenario.upgrade(NOBODY));
    assertThat(noRight.summary()).contains("may not create the schema saascore_trash");
    assertThat(noRight.reason().orElse(""))
        .contains("GRANT CREATE ON DATABASE %s TO %s;".formatted(db.name(), db.user()));
    try (Connection superuser = db.superuser();
        Statement statement = superuser.createStatement()) {
      statement.execute("CREATE SCHEMA saascore_trash");
    }
    Problem noWay = refused(() -> scenario.upgrade(NOBODY));
    assertThat(noWay.summary()).contains("may not put anything into the schema saascore_trash");
    assertThat(noWay.reason().orElse(""))
        .contains("GRANT USAGE, CREATE ON SCHEMA saascore_trash TO " + db.user() + ";");
    assertThat(db.one("SELECT count(*) FROM a")).isEqualTo("1");
  }

  @Test
  void downgradesWithoutALossNeedNoWord() {
    scenario.revision(
        "aaaa1111", "", "CREATE TABLE a (id int); INSERT INTO a VALUES (1);", "DROP TABLE a;");
    scenario.revision(
        "bbbb2222",
        "aaaa1111",
        "CREATE TABLE b (id int); INSERT INTO b VALUES (2);",
        "DROP TABLE b;");
    scenario.upgrade();
    scenario.in(open -> new Protect(open).protect(""));
    assertThat(refused(() -> scenario.downgrade("aaaa1111", NOBODY)).code())
        .as("what a protected database has is not even moved away")
        .isEqualTo(Code.PROTECTED);
    scenario.in(
        open -> new Protect(open).unprotect(new Confirmation(Optional.of(db.name())), "here"));
    assertThat(scenario.downgrade("aaaa1111", NOBODY).undone()).hasSize(1);
    Problem toBase = refused(() -> scenario.downgrade("base", NOBODY));
    assertThat(toBase.code()).isEqualTo(Code.CONFIRM);
    assertThat(toBase.reason().orElse("")).contains("would be kept in the trash");
    scenario.downgrade("base", new Confirmation(Optional.of(db.name())));
    assertThat(trash(scenario)).hasSize(2);
    restore(scenario, "b");
    assertThat(db.one("SELECT id FROM b")).isEqualTo("2");
  }

  @Test
  void isEmptiedByNameOnly() {
    run("aaaa1111", "", "CREATE TABLE a (id int); CREATE TABLE b (id int);");
    run("bbbb2222", "aaaa1111", "DROP TABLE a;");
    run("cccc3333", "bbbb2222", "DROP TABLE b;");
    db.execute(
        """
        DO $$ BEGIN EXECUTE format('COMMENT ON TABLE saascore_trash.a_bbbb2222 IS %L',
          obj_description('saascore_trash.a_bbbb2222'::regclass)::jsonb
            || '{"at": "2020-01-01T00:00:00Z"}'); END $$
        """);
    Confirmation word = new Confirmation(Optional.of(db.name()));
    Duration month = Duration.ofDays(30);
    Problem unasked = refused(() -> purge(month, NOBODY));
    assertThat(unasked.code()).isEqualTo(Code.CONFIRM);
    assertThat(unasked.reason().orElse(""))
        .isEqualTo("would be lost for good:\n  a_bbbb2222: table public.a, 0 bytes");
    assertThat(unasked.hint().orElse(""))
        .endsWith("mvn saascore:purge -Dsaascore.olderThan=30d -Dsaascore.confirm=" + db.name());
    Problem name =
        refused(() -> purge(month, new Confirmation(word.word(), Confirmation.With.TOKEN)));
    assertThat(name.summary()).contains("confirmWith=token is set");
    assertThat(name.hint().orElse("")).matches(".*confirm=\\p{XDigit}{12} -Dsaascore.*=token");
    scenario.in(open -> new Protect(open).protect(""));
    assertThat(refused(() -> purge(month, word)).code()).isEqualTo(Code.PROTECTED);
    scenario.in(open -> new Protect(open).unprotect(word, "here"));
    assertThat(purge(month, word)).extracting(TrashItem::name).containsExactly("a_bbbb2222");
    assertThat(trash(scenario)).extracting(TrashItem::name).containsExactly("b_cccc3333");
    purge(Duration.ZERO, word);
    assertThat(db.one("SELECT to_regnamespace('saascore_trash') IS NULL")).isEqualTo("t");
    assertThat(purge(Duration.ZERO, NOBODY)).isEmpty();
  }

  private static final String WHAT_A_COLUMN_HAS =
      """
      SELECT concat_ws(' ', conname, pg_get_constraintdef(oid)) FROM pg_constraint
       WHERE conname !~ 'saascore|not_null'
       UNION ALL
      SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname !~ 'saascore'
       UNION ALL
      SELECT concat_ws(' ', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
                       attidentity, attcollation::regcollation, pg_get_expr(adbin, adrelid))
        FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
       WHERE attrelid IN ('team'::regclass, 'member'::regclass) AND attnum > 0
         AND NOT attisdropped
       UNION ALL
      SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
       WHERE NOT tgisinternal
       UNION ALL
      SELECT statistics_name::text FROM pg_stats_ext
       ORDER BY 1
      """;

  @Test
  void bringsBackWhatGoesWithAColumn() {
    for (TestDatabase database : List.of(db, older)) {
      Scenario on =
          new Scenario(directory, database)
              .keepingTrash()
              .revision(
                  "aaaa1111",
                  "",
                  """
                  CREATE TABLE team (id int PRIMARY KEY, code text COLLATE "C" UNIQUE, n serial);
                  CREATE TABLE member (
                    a int, b int, PRIMARY KEY (a, b), seen timestamptz NOT NULL DEFAULT now(),
                    team int NOT NULL CHECK (team > 0) REFERENCES team DEFERRABLE INITIALLY DEFERRED,
                    ticket bigint GENERATED BY DEFAULT AS IDENTITY UNIQUE);
                  CREATE INDEX member_team ON member (team, lower(b::text)) WHERE team > 1;
                  CREATE STATISTICS member_stat ON a, team FROM member;
                  CREATE TABLE badge (code text REFERENCES team (code));
                  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN NEW.seen := now(); RETURN NEW; END';
                  CREATE TRIGGER touch BEFORE UPDATE ON member
                    FOR EACH ROW EXECUTE FUNCTION touch();
                  ALTER TABLE member ENABLE ALWAYS TRIGGER touch;
                  INSERT INTO team VALUES (1, 'x'), (2, 'y');
                  INSERT INTO member VALUES (1, 1, '2020-01-01', 1, 7), (1, 2, '2020-01-01', 2, 9);
                  INSERT INTO badge VALUES ('x');
                  """,
                  "")
              .delete("bbbb2222");
      on.upgrade();
      List<String> before = database.list(WHAT_A_COLUMN_HAS);
      on.revision(
          "bbbb2222",
          "aaaa1111",
          "ALTER TABLE member DROP team, DROP ticket; ALTER TABLE team DROP code CASCADE;",
          "");
      on.upgrade(NOBODY);
      for (String name : List.of("member.team", "member.ticket", "team.code")) {
        assertThat(restore(on, name).left()).as(name).isEmpty();
      }
      assertThat(database.list(WHAT_A_COLUMN_HAS)).isEqualTo(before);
      assertThat(
              database.list(
                  "SELECT concat_ws(' ', a, b, team, ticket, seen::date) FROM member ORDER BY b"))
          .as("no trigger has fired")
          .containsExactly("1 1 1 7 2020-01-01", "1 2 2 9 2020-01-01");
      assertThat(database.one("INSERT INTO member (a, b, team) VALUES (2, 2, 1) RETURNING ticket"))
          .isEqualTo("10");
      assertThat(database.one("SELECT code FROM team WHERE id = 2")).isEqualTo("y");
    }
  }

  @Test
  void saysWhatOfAColumnCannotComeBack() {
    run(
        "aaaa1111",
        "",
        """
        CREATE TABLE a (id int PRIMARY KEY);
        CREATE TABLE b (id int PRIMARY KEY, other text NOT NULL UNIQUE, n serial,
          a int CONSTRAINT b_a REFERENCES a);
        INSERT INTO a VALUES (1);
        INSERT INTO b VALUES (1, 'x', 5, 1);
        """);
    run("bbbb2222", "aaaa1111", "ALTER TABLE b DROP n, DROP a, DROP id; DELETE FROM a WHERE true;");
    assertThat(restore(scenario, "b.id").left()).as("found by another key").isEmpty();
    assertThat(restore(scenario, "b.a").left())
        .singleElement()
        .asString()
        .startsWith("not restored: ALTER TABLE public.b ADD CONSTRAINT b_a FOREIGN KEY (a)")
        .contains("violates foreign key constraint");
    assertThat(restore(scenario, "b.n").left())
        .containsExactly(
            "not restored: ALTER TABLE public.b ALTER COLUMN n SET DEFAULT"
                + " nextval('public.b_n_seq'::regclass) (relation \"public.b_n_seq\" does not"
                + " exist)");
    assertThat(db.list("SELECT concat_ws(' ', id, other, n, a) FROM b")).containsExactly("1 x 5 1");
    run("cccc3333", "bbbb2222", "ALTER TABLE b DROP n;");
    db.execute("ALTER TABLE b DROP COLUMN id");
    Problem keyless = refused(() -> restore(scenario, "b.n"));
    assertThat(keyless.summary())
        .isEqualTo("table public.b has no column id any more, which says whose values they are");
    assertThat(trash(scenario)).hasSize(1);
  }

  @Test
  void keepsWhatRowLevelSecurityHides() {
    for (TestDatabase database : List.of(db, older)) {
      Scenario on =
          new Scenario(directory, database)
              .keepingTrash()
              .revision(
                  "aaaa1111",
                  "",
                  """
                  CREATE TABLE mine (id int PRIMARY KEY, owner text, note text);
                  INSERT INTO mine VALUES (1, 'me', 'a'), (2, 'you', 'b');
                  ALTER TABLE mine ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                  CREATE POLICY mine ON mine USING (owner = current_user);
                  """,
                  "")
              .delete("bbbb2222");
      on.upgrade();
      assertThat(database.one("SELECT count(*) FROM mine")).isEqualTo("0");
      on.revision("bbbb2222", "aaaa1111", "ALTER TABLE mine DROP note;", "");
      on.upgrade(NOBODY);
      restore(on, "mine.note");
      assertThat(
              database.one("SELECT relforcerowsecurity FROM pg_class WHERE oid = 'mine'::regclass"))
          .isEqualTo("t");
      database.execute("ALTER TABLE mine NO FORCE ROW LEVEL SECURITY");
      assertThat(database.list("SELECT note FROM mine ORDER BY id")).containsExactly("a", "b");
    }
  }

  @Test
  void fitsNamesOfAnyLength() {
    String table = "\"" + "ü".repeat(31) + "\"";
    String create = "CREATE TABLE " + table + " (id serial PRIMARY KEY, " + table + " int);";
    run("aaaa1111", "", create);
    Snapshot before = schema(db);
    run("bbbb2222", "aaaa1111", "DROP TABLE " + table + ";");
    run("cccc3333", "bbbb2222", create);
    run("dddd4444", "cccc3333", "ALTER TABLE %1$s DROP %1$s;".formatted(table));
    scenario.downgrade("cccc3333");
    db.execute("ALTER TABLE %1$s ADD %1$s int".formatted(table));
    scenario.upgrade(NOBODY);
    assertThat(trash(scenario))
        .extracting(TrashItem::name)
        .containsExactlyInAnyOrder(
            "ü".repeat(10) + "_bbbb2222",
            "ü".repeat(10) + "_dddd4444",
            "ü".repeat(10) + "_dddd4444_2");
    db.execute("DROP TABLE " + table);
    assertThat(restore(scenario, "ü".repeat(10) + "_bbbb2222").left()).isEmpty();
    assertThat(schema(db)).isEqualTo(before);
  }
}
