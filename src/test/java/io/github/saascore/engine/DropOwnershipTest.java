package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.Drops.OtherRole;
import io.github.saascore.postgres.DroppableObject;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The traps of ownership: what a plain owner may drop, may not, and how that is mended. */
@ExtendWith(PostgresExtension.class)
class DropOwnershipTest {
  @Test
  void theDatabaseOwnerDropsTablesOfOthersInPublic(TestDatabase db) throws SQLException {
    Drops.asSuperuser(
        db,
        "CREATE TABLE public.foreign_one (id serial PRIMARY KEY, t text)",
        "CREATE TYPE public.theirs AS ENUM ('a')");

    assertThat(Drops.drop(db, "public").left()).isEmpty();
  }

  @Test
  void theNameOfTheRoleMayBeAnything(TestDatabase db) throws SQLException {
    try (OtherRole other = OtherRole.create(db)) {
      Drops.asSuperuser(db, "GRANT CREATE ON SCHEMA public TO \"%s\"".formatted(other.name()));
      other.execute("CREATE TABLE t (id int)");

      assertThat(other.drop("public").left()).isEmpty();
      assertThat(Drops.relations(db, "public")).isEmpty();
    }
  }

  @Test
  void theSchemaOwnerDropsTablesOfOthers(TestDatabase db) throws SQLException {
    db.execute("CREATE SCHEMA mine");
    Drops.asSuperuser(db, "CREATE TABLE mine.t (id int)");

    assertThat(Drops.drop(db, "mine").left()).isEmpty();
  }

  @Test
  void whatTheRoleMayNotDropIsLeftWithTheGrantThatMendsIt(TestDatabase db) throws SQLException {
    try (OtherRole other = OtherRole.create(db)) {
      Drops.asSuperuser(
          db,
          "CREATE SCHEMA theirs AUTHORIZATION \"%s\"".formatted(other.name()),
          "GRANT ALL ON SCHEMA theirs TO \"%s\"".formatted(db.user()));
      other.execute("CREATE TABLE theirs.t (id int)", "CREATE VIEW theirs.v AS SELECT 1 AS one");
      db.execute("CREATE TABLE theirs.mine (id int)");

      DropResult result = Drops.drop(db, "theirs");

      assertThat(Drops.texts(result.left())).containsExactly("view theirs.v", "table theirs.t");
      assertThat(result.isIncomplete()).isTrue();
      String mend = result.left().get(0).obstacle().orElseThrow().mend().orElseThrow();
      assertThat(mend).isEqualTo("GRANT \"" + other.name() + "\" TO \"" + db.user() + "\";");

      Drops.asSuperuser(db, mend);
      assertThat(Drops.drop(db, "theirs").left()).isEmpty();
    }
  }

  @Test
  void whatASuperuserOwnsIsHandedOver(TestDatabase db) throws SQLException {
    Drops.asSuperuser(
        db,
        "CREATE SCHEMA locked",
        "GRANT ALL ON SCHEMA locked TO \"%s\"".formatted(db.user()),
        "CREATE TABLE locked.t (id int)");

    List<DroppableObject> left = Drops.drop(db, "locked").left();

    String mend = left.get(0).obstacle().orElseThrow().mend().orElseThrow();
    assertThat(mend).isEqualTo("ALTER TABLE locked.t OWNER TO \"" + db.user() + "\";");
    Drops.asSuperuser(db, mend);
    assertThat(Drops.drop(db, "locked").left()).isEmpty();
  }

  @Test
  void anOwnerWithoutRightsOnItsOwnTableStillDropsIt(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE t (id int)", "REVOKE ALL ON t FROM \"%s\"".formatted(db.user()));

    assertThat(Drops.drop(db, "public").left()).isEmpty();
  }

  @Test
  void databaseWideObjectsStayWhileTheRoleOwnsOtherSchemas(TestDatabase db) throws SQLException {
    db.execute(
        "CREATE SCHEMA tenant",
        "CREATE TABLE tenant.t (id int)",
        "CREATE TABLE t (id int)",
        "CREATE PUBLICATION news FOR TABLE tenant.t",
        "SELECT lo_create(4711)");

    DropResult result = Drops.drop(db, "public");

    assertThat(Drops.texts(result.left())).containsExactly("publication news", "large object 4711");
    assertThat(result.left().get(1).obstacle().orElseThrow().reason()).contains("tenant");
    assertThat(Drops.drop(db, "public", "tenant").left()).isEmpty();
  }

  @Test
  void foreignServersGoWithTheirTables(TestDatabase db) throws SQLException {
    Drops.asSuperuser(
        db,
        "CREATE EXTENSION postgres_fdw",
        "GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO \"%s\"".formatted(db.user()));
    db.execute(
        "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
        "CREATE USER MAPPING FOR CURRENT_USER SERVER far",
        "CREATE FOREIGN TABLE t (id int) SERVER far");

    DropResult result = Drops.drop(db, "public");

    assertThat(Drops.texts(result.left())).containsExactly("extension postgres_fdw");
    assertThat(db.list("SELECT srvname FROM pg_foreign_server")).isEmpty();
  }

  @Test
  void operatorClassesAndBaseTypesOfASuperuserGoWithMySchema(TestDatabase db) throws SQLException {
    db.execute("CREATE SCHEMA mine");
    Drops.asSuperuser(
        db,
        "CREATE OPERATOR CLASS mine.by_length FOR TYPE text USING btree AS FUNCTION 1"
            + " bttextcmp(text, text)",
        "CREATE OPERATOR FAMILY mine.alone USING hash",
        "CREATE TYPE mine.shell",
        "CREATE TEXT SEARCH TEMPLATE mine.simple (lexize = dsimple_lexize)",
        "CREATE TEXT SEARCH PARSER mine.parse (start = prsd_start, gettoken = prsd_nexttoken,"
            + " end = prsd_end, lextypes = prsd_lextype)");

    assertThat(Drops.drop(db, "mine").left()).isEmpty();
  }

  @Test
  void aSuperusersEventTriggerThatForbidsDropsIsNamed(TestDatabase db) throws SQLException {
    Drops.asSuperuser(
        db,
        "CREATE SCHEMA guard",
        "CREATE FUNCTION guard.no() RETURNS event_trigger LANGUAGE plpgsql AS"
            + " 'BEGIN RAISE ''drops are forbidden''; END'",
        "CREATE EVENT TRIGGER guarded ON sql_drop EXECUTE FUNCTION guard.no()");
    db.execute("CREATE TABLE t1 (id int)", "CREATE TABLE t2 (id int)");

    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Drops.drop(db, "public")))
        .hasMessageContaining("SC-NOT-DROPPED")
        .hasMessageContaining("drops are forbidden");
    assertThat(Drops.relations(db, "public")).containsExactly("t1", "t2");
    Drops.asSuperuser(db, "DROP EVENT TRIGGER guarded");
  }
}
