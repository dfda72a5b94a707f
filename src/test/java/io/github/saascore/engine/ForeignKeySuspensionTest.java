package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Drops.OtherRole;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Skipped;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Revisions that suspend foreign keys, as a plain owner: what they may do, and what they leave. */
@ExtendWith(PostgresExtension.class)
class ForeignKeySuspensionTest {
  /** Every kind of foreign key that both servers have, with rows behind each. */
  private static final String SHOP =
      """
      CREATE TABLE "user" (id int PRIMARY KEY, email text UNIQUE, boss int REFERENCES "user");
      CREATE TABLE cart (id int PRIMARY KEY, user_id int REFERENCES "user", note text);
      CREATE TABLE item (
        id int PRIMARY KEY,
        cart_id int CONSTRAINT "item of cart" REFERENCES cart ON DELETE CASCADE ON UPDATE CASCADE,
        owner int CONSTRAINT item_owner REFERENCES "user" (id) ON DELETE RESTRICT DEFERRABLE);
      COMMENT ON CONSTRAINT "item of cart" ON item IS 'it''s in a cart';
      CREATE TABLE mail (
        address text REFERENCES "user" (email) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED);
      CREATE TABLE pair (a int, b int, PRIMARY KEY (a, b));
      CREATE TABLE half (id int, a int, b int,
        CONSTRAINT half_pair FOREIGN KEY (a, b) REFERENCES pair MATCH FULL);
      CREATE TABLE loose (id int PRIMARY KEY, user_id int);
      INSERT INTO loose VALUES (1, 404);
      ALTER TABLE loose ADD CONSTRAINT loose_user FOREIGN KEY (user_id) REFERENCES "user" NOT VALID;
      CREATE TABLE visit (day int, user_id int REFERENCES "user") PARTITION BY RANGE (day);
      CREATE TABLE visit_1 PARTITION OF visit FOR VALUES FROM (0) TO (10);
      CREATE TABLE visit_2 (day int, user_id int CONSTRAINT odd_name REFERENCES "user");
      ALTER TABLE visit ATTACH PARTITION visit_2 FOR VALUES FROM (10) TO (20);
      CREATE TABLE big (id int PRIMARY KEY) PARTITION BY RANGE (id);
      CREATE TABLE big_1 PARTITION OF big FOR VALUES FROM (0) TO (10);
      CREATE TABLE of_big (id int CONSTRAINT to_big REFERENCES big ON DELETE CASCADE);
      CREATE SCHEMA far;
      CREATE TABLE far.trip (user_id int CONSTRAINT trip_user REFERENCES "user");
      CREATE TABLE far.place (id int PRIMARY KEY);
      CREATE TABLE stay (place int REFERENCES far.place);
      INSERT INTO "user" VALUES (1, 'a@x', NULL), (2, 'b@x', 1);
      INSERT INTO cart VALUES (1, 1), (2, 2);
      INSERT INTO item VALUES (1, 1, 1), (2, 2, 2);
      INSERT INTO mail VALUES ('a@x');
      INSERT INTO pair VALUES (1, 1);
      INSERT INTO half VALUES (1, 1, 1);
      INSERT INTO visit VALUES (1, 1), (11, 2);
      INSERT INTO big VALUES (1);
      INSERT INTO of_big VALUES (1);
      INSERT INTO far.trip VALUES (1);
      """;

  private static final String CONSTRAINTS =
      """
      SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated,
                       condeferrable, condeferred, confmatchtype, confupdtype, confdeltype,
                       conislocal, coninhcount, conindid::regclass,
                       obj_description(oid, 'pg_constraint'))
        FROM pg_constraint WHERE contype = 'f' ORDER BY oid
      """;

  @TempDir Path directory;
  private TestDatabase newest;
  private TestDatabase older;

  @BeforeEach
  void start(TestDatabase first, @Older TestDatabase second) {
    newest = first;
    older = second;
  }

  private Scenario shop(TestDatabase db) {
    db.execute(SHOP);
    return new Scenario(directory, db);
  }

  private static Scenario suspending(Scenario scenario, String id, String parent, String up) {
    return scenario.file(
        id + "_x.sql",
        """
        -- revision: %s
        -- down_revision: %s

        -- saascore:upgrade foreign_keys=suspend
        %s
        """
            .formatted(id, parent, up));
  }

  private static Problem refused(Runnable run) {
    return catchThrowableOfType(SaascoreException.class, run::run).problem();
  }

  /** All there is to say about constraints, and the whole schema beside them. */
  private record Seen(List<String> constraints, Snapshot schema) {
    static Seen of(TestDatabase db) {
      try (Connection connection = db.connect()) {
        SnapshotScope scope =
            SnapshotScope.all()
                .ignoring(Set.of("saascore_revision", "saascore_event", "saascore_repeatable"));
        return new Seen(
            db.list(CONSTRAINTS).stream().sorted().toList(),
            SnapshotReader.read(connection, scope));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void leavesConstraintsAsTheyWere(String up) {
    for (TestDatabase db : List.of(newest, older)) {
      Scenario scenario = shop(db);
      Seen before = Seen.of(db);
      suspending(scenario, "aaaa1111", "", up).upgrade();
      assertThat(Seen.of(db)).isEqualTo(before);
      assertThat(db.one("SELECT count(*) FROM item")).isEqualTo("2");
    }
  }

  private boolean dropped(Scenario scenario) {
    return scenario.events().stream()
        .filter(Event.Waiting.class::isInstance)
        .anyMatch(event -> ((Event.Waiting) event).text().contains("are dropped and added back"));
  }

  @Test
  void dropsATableThatOthersReferToAsAPlainOwner() {
    for (TestDatabase db : List.of(newest, older)) {
      Scenario scenario =
          new Scenario(directory, db)
              .revision(
                  "aaaa1111",
                  "",
                  """
                  CREATE TABLE "user" (id int PRIMARY KEY);
                  CREATE TABLE cart (id int, user_id int REFERENCES "user");
                  INSERT INTO "user" VALUES (1);
                  INSERT INTO cart VALUES (1, 1);
                  """,
                  "DROP TABLE cart, \"user\";");
      scenario.upgrade();
      scenario.revision("bbbb2222", "aaaa1111", "DROP TABLE \"user\";", "");
      assertThat(refused(scenario::upgrade).text())
          .contains("constraint cart_user_id_fkey on table cart depends on table \"user\"");
      suspending(scenario, "bbbb2222", "aaaa1111", "DROP TABLE \"user\";").upgrade();
      assertThat(db.one("SELECT to_regclass('\"user\"') IS NULL")).isEqualTo("t");
      assertThat(db.list("SELECT id || ' ' || user_id FROM cart")).containsExactly("1 1");
      assertThat(db.list(CONSTRAINTS)).isEmpty();
      scenario.delete("bbbb2222");
    }
  }

  @Test
  void loadsTablesInAnyOrderByDeferringOnly() {
    Scenario scenario = shop(newest);
    Seen before = Seen.of(newest);
    suspending(
            scenario,
            "aaaa1111",
            "",
            """
            COPY item FROM stdin;
            7\t7\t7
            \\.
            INSERT INTO cart VALUES (7, 7);
            INSERT INTO "user" VALUES (7, 'c@x', 8), (8, 'd@x', NULL);
            INSERT INTO far.trip VALUES (8);
            """)
        .upgrade();
    assertThat(dropped(scenario)).isFalse();
    assertThat(Seen.of(newest)).isEqualTo(before);
    assertThat(newest.one("SELECT count(*) FROM item")).isEqualTo("3");
  }

  @Test
  void changesTheTypeOfAKeyThatStaysComparable() {
    for (TestDatabase db : List.of(newest, older)) {
      Scenario scenario =
          new Scenario(directory, db)
              .revision(
                  "aaaa1111",
                  "",
                  """
                  CREATE TABLE "user" (id int PRIMARY KEY);
                  CREATE TABLE cart (id int PRIMARY KEY, user_id int REFERENCES "user");
                  CREATE TABLE item (cart_id int REFERENCES cart ON DELETE CASCADE);
                  """,
                  "");
      scenario.upgrade();
      List<String> before = db.list(CONSTRAINTS).stream().sorted().toList();
      suspending(
              scenario,
              "bbbb2222",
              "aaaa1111",
              """
              ALTER TABLE "user" ALTER id TYPE bigint;
              ALTER TABLE cart ALTER user_id TYPE bigint, ALTER id TYPE bigint;
              """)
          .upgrade();
      assertThat(db.list(CONSTRAINTS).stream().sorted().toList()).isEqualTo(before);
      assertThat(dropped(scenario)).isFalse();
      scenario.delete("bbbb2222");
    }
  }

  @Test
  void changesTheTypeOfAKeyTogetherWithItsReferences() {
    for (TestDatabase db : List.of(newest, older)) {
      Scenario scenario = shop(db);
      List<String> before = db.list(CONSTRAINTS).stream().sorted().toList();
      suspending(
              scenario,
              "aaaa1111",
              "",
              """
              ALTER TABLE "user" ALTER id TYPE text, ALTER boss TYPE text;
              ALTER TABLE cart ALTER user_id TYPE text;
              ALTER TABLE item ALTER owner TYPE text;
              ALTER TABLE loose ALTER user_id TYPE text;
              ALTER TABLE visit ALTER user_id TYPE text;
              ALTER TABLE far.trip ALTER user_id TYPE text;
              """)
          .upgrade();
      assertThat(db.list(CONSTRAINTS).stream().sorted().toList()).isEqualTo(before);
      assertThat(dropped(scenario)).isTrue();
    }
  }

  @Test
  void truncatesAndFillsATableThatOthersReferTo() {
    leavesConstraintsAsTheyWere(
        """
        TRUNCATE "user";
        INSERT INTO "user" VALUES (2, 'b@x', 1), (1, 'a@x', NULL);
        """);
  }

  @Test
  void firesNoActionOfASuspendedKey() {
    leavesConstraintsAsTheyWere(
        """
        DELETE FROM cart;
        INSERT INTO cart VALUES (1, 1), (2, 2);
        UPDATE cart SET id = 3 WHERE id = 2;
        UPDATE cart SET id = 2 WHERE id = 3;
        DELETE FROM big;
        INSERT INTO big VALUES (1);
        """);
  }

  @Test
  void replacesRowsBehindARestrictingKey() {
    leavesConstraintsAsTheyWere(
        "DELETE FROM \"user\" WHERE id = 2; INSERT INTO \"user\" VALUES (2, 'b@x', 1);");
  }

  @Test
  void altersATableThatItHasChangedRowsOf() {
    leavesConstraintsAsTheyWere(
        """
        INSERT INTO cart VALUES (3, 3);
        ALTER TABLE cart ADD COLUMN x int;
        ALTER TABLE cart DROP COLUMN x;
        DELETE FROM cart WHERE id = 3;
        """);
  }

  @Test
  void rebuildsATableUnderItsName() {
    leavesConstraintsAsTheyWere(
        """
        CREATE TABLE kept AS SELECT * FROM cart;
        DROP TABLE cart;
        CREATE TABLE cart (id int PRIMARY KEY, user_id int REFERENCES "user", note text);
        INSERT INTO cart SELECT * FROM kept;
        DROP TABLE kept;
        """);
  }

  @Test
  void followsRenamedTablesAndColumns() {
    Scenario scenario = shop(newest);
    suspending(
            scenario,
            "aaaa1111",
            "",
            """
            TRUNCATE pair;
            INSERT INTO pair VALUES (1, 1);
            ALTER TABLE pair RENAME TO twins;
            ALTER TABLE twins RENAME b TO c;
            ALTER TABLE half RENAME a TO "A";
            """)
        .upgrade();
    assertThat(newest.list(CONSTRAINTS))
        .anyMatch(
            line ->
                line.startsWith(
                    "half half_pair FOREIGN KEY (\"A\", b) REFERENCES twins(a, c) MATCH FULL"));
  }

  @Test
  void listsTheRowsThatReferToNothing() {
    for (TestDatabase db : List.of(newest, older)) {
      Scenario scenario = shop(db);
      suspending(
          scenario,
          "aaaa1111",
          "",
          """
          INSERT INTO cart SELECT n, n FROM generate_series(101, 125) n;
          INSERT INTO half VALUES (1, 5, 6);
          """);
      Problem deferred = refused(scenario::upgrade);
      assertThat(deferred.code()).isEqualTo(Code.FOREIGN_KEY);
      assertThat(deferred.summary()).isEqualTo("26 rows refer to nothing");
      assertThat(deferred.where().orElse("")).endsWith("aaaa1111_x.sql:6:1");
      assertThat(deferred.reason().orElse(""))
          .startsWith(
              """
              in revision aaaa1111: end of foreign_keys=suspend
              cart (id)=(101): (user_id)=(101) is not in "user" (id)
              cart (id)=(102): (user_id)=(102) is not in "user" (id)
              """)
          .contains("\nand 6 more\nnothing of this run was kept");
      suspending(scenario, "aaaa1111", "", "TRUNCATE pair; INSERT INTO loose VALUES (2, 9);");
      Problem dropping = refused(scenario::upgrade);
      assertThat(dropping.reason().orElse(""))
          .contains(
              """
              half (a, b)=(1, 1) is not in pair (a, b)
              loose (id)=(2): (user_id)=(9) is not in "user" (id)
              """);
    }
  }

  @Test
  void doesNotCascadeToAView() {
    Scenario scenario = shop(newest);
    newest.execute("CREATE VIEW mails AS SELECT email FROM \"user\"");
    Seen before = Seen.of(newest);
    suspending(scenario, "aaaa1111", "", "DROP TABLE \"user\";");
    Problem refused = refused(scenario::upgrade);
    assertThat(refused.text())
        .contains("view mails depends on table \"user\"")
        .doesNotContain("constraint cart_user_id_fkey");
    assertThat(Seen.of(newest)).isEqualTo(before);
  }

  @Test
  void refusesWhereAColumnIsGoneThatAKeyRefersTo() {
    Scenario scenario = shop(newest);
    suspending(scenario, "aaaa1111", "", "TRUNCATE cart; ALTER TABLE cart DROP id CASCADE;");
    Problem refused = refused(scenario::upgrade);
    assertThat(refused.code()).isEqualTo(Code.FOREIGN_KEY);
    assertThat(refused.summary())
        .isEqualTo(
            "foreign key \"item of cart\" of table public.item refers to a column that is gone");
    assertThat(refused.hint().orElse("")).contains("DROP CONSTRAINT");
  }

  @Test
  void namesTheTablesOfOtherRoles() throws SQLException {
    Scenario scenario = shop(newest);
    try (OtherRole other = OtherRole.create(newest)) {
      newest.execute(
          "CREATE SCHEMA theirs",
          "GRANT ALL ON SCHEMA theirs TO \"%s\"".formatted(other.name()),
          "GRANT REFERENCES ON \"user\" TO \"%s\"".formatted(other.name()));
      other.execute("CREATE TABLE theirs.bill (payer int REFERENCES public.\"user\")");
      suspending(scenario, "aaaa1111", "", "INSERT INTO cart VALUES (3, 2);");
      Problem refused = refused(scenario::upgrade);
      assertThat(refused.code()).isEqualTo(Code.PRIVILEGE);
      assertThat(refused.reason().orElse(""))
          .contains(
              "bill_payer_fkey of table theirs.bill, which belongs to \"" + other.name() + "\"\n");
      assertThat(refused.hint().orElse("")).contains("GRANT <owner> TO");
    }
  }

  @Test
  void leavesToTheScriptWhatItDoesByName() {
    for (TestDatabase db : List.of(newest, older)) {
      Scenario scenario = shop(db);
      suspending(
              scenario,
              "aaaa1111",
              "",
              """
              ALTER TABLE cart DROP CONSTRAINT cart_user_id_fkey;
              ALTER TABLE item RENAME CONSTRAINT "item of cart" TO item_cart;
              ALTER TABLE item ALTER CONSTRAINT item_owner DEFERRABLE INITIALLY DEFERRED;
              TRUNCATE pair;
              INSERT INTO pair VALUES (1, 1);
              ALTER TABLE cart ADD CONSTRAINT cart_user_id_fkey
                FOREIGN KEY (user_id) REFERENCES "user" ON DELETE CASCADE;
              """)
          .upgrade();
      assertThat(db.list(CONSTRAINTS))
          .anyMatch(line -> line.contains("cart_user_id_fkey") && line.contains("DELETE CASCADE"))
          .anyMatch(line -> line.startsWith("item item_cart FOREIGN KEY"))
          .anyMatch(line -> line.contains("item_owner") && line.contains("INITIALLY DEFERRED"));
    }
  }

  @Test
  void suspendsTheKeysThatTheScriptMakes() {
    Scenario scenario = new Scenario(directory, newest);
    suspending(
            scenario,
            "aaaa1111",
            "",
            """
            CREATE TABLE a (id int PRIMARY KEY);
            CREATE TABLE b (id int REFERENCES a);
            INSERT INTO b VALUES (1);
            INSERT INTO a VALUES (1);
            """)
        .upgrade();
    assertThat(newest.list(CONSTRAINTS))
        .containsExactly("b b_id_fkey FOREIGN KEY (id) REFERENCES a(id) t f f s a a t 0 a_pkey");
  }

  @Test
  void skipsWhatExists() {
    for (TestDatabase db : List.of(newest, older)) {
      Scenario scenario = new Scenario(directory, db);
      suspending(
          scenario,
          "aaaa1111",
          "",
          """
          CREATE TABLE a (id int PRIMARY KEY);
          CREATE TABLE b (id int);
          ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (id) REFERENCES a;
          CREATE TABLE c (id int REFERENCES a);
          INSERT INTO c VALUES (8);
          ALTER TABLE c ADD COLUMN x int;
          INSERT INTO a VALUES (8);
          """);
      db.execute(
          "CREATE TABLE a (id int PRIMARY KEY)",
          "CREATE TABLE b (id int)",
          "ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (id) REFERENCES a",
          "INSERT INTO a VALUES (1)",
          "INSERT INTO b VALUES (1)");
      Upgrade.Result result = scenario.upgrade();
      assertThat(result.skipped())
          .extracting(Skipped::what)
          .containsExactly("CREATE TABLE a", "CREATE TABLE b", "ALTER TABLE b ADD CONSTRAINT b_a");
      assertThat(db.list("SELECT conname FROM pg_constraint WHERE contype = 'f' ORDER BY 1"))
          .containsExactly("b_a", "c_id_fkey");
      assertThat(db.list("SELECT id FROM a ORDER BY 1")).containsExactly("1", "8");
    }
  }

  @Test
  void worksInOneTransactionForAllAndDownAgain() {
    Scenario scenario = shop(newest);
    Seen before = Seen.of(newest);
    scenario
        .file(
            "aaaa1111_x.sql",
            """
            -- revision: aaaa1111
            -- down_revision: base
            -- saascore:upgrade foreign_keys=suspend
            INSERT INTO cart VALUES (5, 5);
            INSERT INTO "user" VALUES (5, 'e@x', NULL);
            -- saascore:downgrade foreign_keys=suspend
            DELETE FROM "user" WHERE id = 5;
            DELETE FROM cart WHERE id = 5;
            """)
        .file(
            "bbbb2222_x.sql",
            """
            -- revision: bbbb2222
            -- down_revision: aaaa1111
            -- saascore:upgrade foreign_keys=suspend
            INSERT INTO cart VALUES (6, 6);
            INSERT INTO "user" VALUES (6, 'f@x', NULL);
            -- saascore:downgrade foreign_keys=suspend
            DELETE FROM "user" WHERE id = 6;
            DELETE FROM cart WHERE id = 6;
            """);
    scenario.upgrade(Existing.SKIP, TransactionMode.ALL);
    assertThat(newest.one("SELECT count(*) FROM cart WHERE id > 4")).isEqualTo("2");
    assertThat(Seen.of(newest)).isEqualTo(before);
    scenario.delete("bbbb2222");
    scenario.downgrade("base");
    assertThat(newest.one("SELECT count(*) FROM cart WHERE id > 4")).isEqualTo("0");
    assertThat(Seen.of(newest)).isEqualTo(before);
  }

  @Test
  void keepsTheRoleAndThePathOfTheScriptToItself() {
    leavesConstraintsAsTheyWere(
        """
        SET search_path = far, public;
        INSERT INTO place VALUES (1);
        SET SESSION AUTHORIZATION DEFAULT;
        SET search_path = '';
        """);
  }

  @Test
  void refusesAScriptThatResetsTheSession() {
    Scenario scenario = shop(newest);
    suspending(scenario, "aaaa1111", "", "INSERT INTO cart VALUES (3, 2); RESET ALL;");
    Problem refused = refused(scenario::upgrade);
    assertThat(refused.summary()).isEqualTo("the script has reset the settings of its session");
    assertThat(refused.hint().orElse("")).contains("RESET ALL");
    assertThat(newest.one("SELECT count(*) FROM cart")).isEqualTo("2");
  }

  @Test
  void knowsTheKeysOfTheNewestServer() {
    Scenario scenario = shop(newest);
    newest.execute(
        """
        CREATE TABLE lease (id int4range, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS));
        CREATE TABLE rent (id int4range, at daterange,
          CONSTRAINT rent_lease FOREIGN KEY (id, PERIOD at) REFERENCES lease (id, PERIOD at));
        INSERT INTO lease VALUES ('[1,1]', '[2026-01-01,2026-02-01)');
        INSERT INTO rent VALUES ('[1,1]', '[2026-01-05,2026-01-07)');
        ALTER TABLE stay ADD CONSTRAINT stay_free FOREIGN KEY (place) REFERENCES "user" NOT ENFORCED;
        ALTER TABLE visit ADD CONSTRAINT visit_loose FOREIGN KEY (day) REFERENCES "user" NOT VALID;
        CREATE TABLE part (a int, b int,
          CONSTRAINT part_pair FOREIGN KEY (a, b) REFERENCES pair ON DELETE SET NULL (b));
        """);
    Seen before = Seen.of(newest);
    suspending(
            scenario,
            "aaaa1111",
            "",
            """
            TRUNCATE lease;
            INSERT INTO lease VALUES ('[1,1]', '[2026-01-01,2026-02-01)');
            INSERT INTO stay VALUES (NULL);
            """)
        .upgrade();
    assertThat(Seen.of(newest)).isEqualTo(before);
    suspending(scenario, "bbbb2222", "aaaa1111", "TRUNCATE lease;");
    Problem refused = refused(scenario::upgrade);
    assertThat(refused.code()).isEqualTo(Code.FOREIGN_KEY);
    assertThat(refused.reason().orElse(""))
        .contains("rent (id, at)=([1,2), [2026-01-05,2026-01-07)) is not in lease (id, at)\n");
    assertThat(Seen.of(newest)).isEqualTo(before);
  }

  @Test
  void goesNotHalfTheWayBackThroughASuspendingSection() {
    Scenario scenario =
        new Scenario(directory, newest)
            .file(
                "aaaa1111_x.sql",
                """
                -- revision: aaaa1111
                -- down_revision: base
                -- saascore:upgrade transaction=none
                CREATE TABLE a (id int);
                SELECT 1 / 0;
                -- saascore:downgrade foreign_keys=suspend
                DROP TABLE a;
                """);
    assertThat(refused(scenario::upgrade).code()).isEqualTo(Code.SQL);
    Problem refused =
        refused(() -> scenario.resolve("aaaa1111:undo").downgrade("base", Optional.of("x")));
    assertThat(refused.code()).isEqualTo(Code.STARTED);
    assertThat(refused.reason().orElse("")).contains("suspends foreign keys");
  }
}
