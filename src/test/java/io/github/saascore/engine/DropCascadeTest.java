package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.postgres.ObjectKind;
import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of object that a plain owner can make goes, whatever its name and its dependents. */
@ExtendWith(PostgresExtension.class)
class DropCascadeTest {
  private static final String[] EVERYTHING = {
    "CREATE TABLE parent (id bigserial PRIMARY KEY, code text UNIQUE)",
    "CREATE TABLE child (id int GENERATED ALWAYS AS IDENTITY, p bigint REFERENCES parent)",
    "ALTER TABLE parent ADD COLUMN c int, ADD CONSTRAINT round UNIQUE (c)",
    "CREATE TABLE a1 (id int PRIMARY KEY, b int)",
    "CREATE TABLE b1 (id int PRIMARY KEY, a int REFERENCES a1)",
    "ALTER TABLE a1 ADD FOREIGN KEY (b) REFERENCES b1",
    "CREATE UNLOGGED TABLE fast (id int)",
    "CREATE TABLE base (id int)",
    "CREATE TABLE derived (extra int) INHERITS (base)",
    "CREATE TYPE mood AS ENUM ('good', 'bad')",
    "CREATE TYPE pair AS (a int, b mood)",
    "CREATE TABLE typed OF pair",
    "CREATE TYPE span AS RANGE (subtype = float8)",
    "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
    "CREATE TABLE users_of_types (m mood[], p positive, s span)",
    "CREATE VIEW v1 AS SELECT id FROM parent",
    "CREATE MATERIALIZED VIEW m1 AS SELECT id FROM v1",
    "CREATE MATERIALIZED VIEW m2 AS SELECT id FROM m1",
    "CREATE VIEW v2 AS SELECT id FROM m2",
    "CREATE SEQUENCE free",
    "CREATE FUNCTION plus_one(i int) RETURNS int LANGUAGE sql IMMUTABLE RETURN i + 1",
    "CREATE FUNCTION moods(m mood, OUT x int) LANGUAGE sql AS 'SELECT 1'",
    "CREATE PROCEDURE work(i int) LANGUAGE sql AS 'SELECT 1'",
    "CREATE PROCEDURE work(OUT i int, OUT j int) LANGUAGE sql AS 'SELECT 1, 2'",
    "CREATE PROCEDURE work(i text) LANGUAGE sql AS 'SELECT 1'",
    "CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int, initcond = '0')",
    "CREATE AGGREGATE counted(*) (sfunc = int8inc, stype = bigint, initcond = '0')",
    "CREATE INDEX ON a1 (plus_one(b))",
    "CREATE FUNCTION pair_eq(pair, pair) RETURNS bool LANGUAGE sql AS 'SELECT ($1).a = ($2).a'",
    "CREATE OPERATOR === (leftarg = pair, rightarg = pair, function = pair_eq)",
    "CREATE COLLATION german (provider = libc, locale = 'C')",
    "CREATE CONVERSION latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
    "CREATE TEXT SEARCH DICTIONARY words (template = simple)",
    "CREATE TEXT SEARCH CONFIGURATION search (copy = simple)",
    "CREATE STATISTICS numbers ON id, b FROM a1",
    "CREATE CAST (pair AS text) WITH INOUT",
    "CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER touch BEFORE UPDATE ON parent FOR EACH ROW EXECUTE FUNCTION touched()",
    "CREATE POLICY own_rows ON parent USING (plus_one(1) = 2)",
    "CREATE RULE nothing AS ON DELETE TO fast DO INSTEAD NOTHING",
    "CREATE PUBLICATION news FOR TABLE parent, child",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO public",
    "SELECT lo_create(0) FROM generate_series(1, 3)",
    "CREATE TABLE saascore_revision (revision text)",
    "CREATE TABLE saascore_event (id bigint GENERATED ALWAYS AS IDENTITY)",
  };

  /** A build that is killed between two transactions of a drop; the rows are the last to go. */
  @Test
  void aDropThatWasInterruptedIsSaidByWhateverComesNext(TestDatabase db, @TempDir Path directory)
      throws SQLException {
    Scenario scenario =
        new Scenario(directory, db)
            .revision("aaaa1111", "", "CREATE TABLE a (n int); CREATE TABLE b (n int);", "");
    scenario.upgrade();
    DropPlan plan = Drops.plan(db, "public");
    DropPlan divided =
        new DropPlan(
            plan.server(),
            plan.database(),
            plan.role(),
            plan.schemas(),
            plan.objects().stream().map(one -> new DropBatch(List.of(one))).toList(),
            plan.kept(),
            plan.collateral());
    try (Connection connection = Drops.connect(db)) {
      Database database = Drops.over(connection);
      DropCascade drop = new DropCascade(DropOptions.DEFAULTS);
      assertThatThrownBy(() -> drop.run(database, divided, Optional.of(db.name()), new Killed()))
          .hasMessage("killed");
    }
    assertThat(Drops.relations(db, "public")).doesNotContain("a").contains("b");

    for (ThrowingCallable next :
        List.<ThrowingCallable>of(
            scenario::upgrade,
            () -> scenario.downgrade("base"),
            () -> scenario.stamp(false, "base"))) {
      assertThatThrownBy(next)
          .hasMessageContaining("SC-HALF-DROPPED: database '" + db.name() + "' was dropped in part")
          .hasMessageContaining("drop-cascade began at ")
          .hasMessageContaining(
              "mvn saascore:drop-cascade -Dsaascore.schema=public -Dsaascore.confirm=" + db.name());
    }
    Finding told = dropped(scenario).findFirst().orElseThrow();
    assertThat(told.text()).startsWith("drop-cascade began at ").endsWith("come to its end");
    assertThat(told.command())
        .hasValue(
            "mvn saascore:drop-cascade -Dsaascore.schema=public -Dsaascore.confirm=" + db.name());

    Drops.drop(scenario, db.name());
    assertThat(dropped(scenario)).isEmpty();
    assertThat(scenario.upgrade().applied()).hasSize(1);
    assertThat(Drops.relations(db, "public")).contains("a", "b");
  }

  private static Stream<Finding> dropped(Scenario scenario) {
    return scenario
        .in(db -> new Doctor(db, () -> Optional.of(scenario.sources())).examine())
        .findings()
        .stream()
        .filter(finding -> finding.topic().equals("dropped"));
  }

  /** Ends a drop behind its first transaction. */
  private static final class Killed implements DropListener {
    @Override
    public void dropped(DropBatch batch, int done, int total) {
      throw new IllegalStateException("killed");
    }

    @Override
    public void waiting(DropBatch batch, String reason, int attempt) {}
  }

  @Test
  void everyKindGoes(TestDatabase db) throws SQLException {
    db.execute(EVERYTHING);

    DropResult result = Drops.drop(db, "public");

    assertThat(result.left()).isEmpty();
    assertThat(result.isIncomplete()).isFalse();
    assertNothingLeft(db);
  }

  @Test
  void everyKindGoesOnAnOlderServer(@Older TestDatabase db) throws SQLException {
    db.execute(EVERYTHING);

    assertThat(Drops.drop(db, "public").left()).isEmpty();
    assertNothingLeft(db);
  }

  @Test
  void everyKindGoesInTheExtendedProtocolToo(TestDatabase db) throws SQLException {
    db.execute(EVERYTHING);

    try (Connection connection = db.connect()) {
      Database database = Drops.over(connection);
      DropCascade drop = new DropCascade(DropOptions.DEFAULTS);
      DropPlan plan = drop.plan(database, List.of("public"));
      drop.run(database, plan, Optional.of(db.name()), DropListener.SILENT);
    }
    assertNothingLeft(db);
  }

  private static void assertNothingLeft(TestDatabase db) {
    assertThat(
            db.list(
                """
                SELECT pg_describe_object(classid, objid, 0) FROM pg_depend
                 WHERE refclassid = 'pg_namespace'::regclass
                   AND refobjid = 'public'::regnamespace
                """))
        .isEmpty();
    assertThat(
            db.list(
                """
                SELECT oid::text FROM pg_publication
                UNION ALL SELECT oid::text FROM pg_largeobject_metadata
                UNION ALL SELECT oid::text FROM pg_default_acl
                UNION ALL SELECT oid::text FROM pg_cast WHERE oid > 16383
                """))
        .isEmpty();
    assertThat(db.one("SELECT nspname FROM pg_namespace WHERE nspname = 'public'")).isNotNull();
  }

  @Test
  void weirdNamesAreQuoted(TestDatabase db) throws SQLException {
    String longest = "x".repeat(63);
    db.execute(
        "CREATE SCHEMA \"My Schema; \"\"S\"\"\"",
        "SET search_path = \"My Schema; \"\"S\"\"\"",
        "CREATE TABLE \"My Schema; \"\"S\"\"\".\"Ta\"\"ble\" (\"Id\" serial PRIMARY KEY)");
    String schema = "\"My Schema; \"\"S\"\"\".";
    for (String name :
        List.of("ümläut", "user", "order", longest, "it's; DROP", "back\\slash", "q?{d}$1")) {
      db.execute(
          "CREATE TABLE %s\"%s\" (id serial PRIMARY KEY, \"select\" int)".formatted(schema, name),
          "CREATE VIEW %s\"v%s\" AS SELECT 1 AS a FROM %s\"%s\""
              .formatted(schema, name.substring(1), schema, name),
          "CREATE TYPE %s\"t%s\" AS ENUM ('a')".formatted(schema, name.substring(1)),
          "CREATE FUNCTION %s\"%s\"(%s\"t%s\") RETURNS int LANGUAGE sql AS 'SELECT 1'"
              .formatted(schema, name, schema, name.substring(1)));
    }

    assertThat(Drops.drop(db, "My Schema; \"S\"").left()).isEmpty();
    assertThat(Drops.relations(db, "\"My Schema; \"\"S\"\"\"")).isEmpty();
  }

  @Test
  void partitionsGoBeforeTheirTable(TestDatabase db) throws SQLException {
    db.execute(
        "CREATE TABLE m (id int, at int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
        "CREATE INDEX ON m (at)",
        """
        DO $$ BEGIN FOR i IN 1..500 LOOP
          EXECUTE format('CREATE TABLE m%s PARTITION OF m FOR VALUES FROM (%s) TO (%s)',
                         i, i, i + 1);
          IF i % 50 = 0 THEN COMMIT; END IF;
        END LOOP; END $$
        """,
        "CREATE TABLE m_sub PARTITION OF m DEFAULT PARTITION BY LIST (id)",
        "CREATE TABLE m_leaf PARTITION OF m_sub DEFAULT",
        "CREATE TABLE refers (id int, at int, FOREIGN KEY (id, at) REFERENCES m)");

    DropResult result = Drops.drop(db, "public");

    assertThat(result.dropped()).containsEntry(ObjectKind.TABLE, 504L);
    assertThat(result.left()).isEmpty();
    assertThat(result.halvings()).isZero();
    assertThat(Drops.relations(db, "public")).isEmpty();
  }

  @Test
  void extensionsStayWithTheirMembers(TestDatabase db) throws SQLException {
    Drops.asSuperuser(db, "CREATE EXTENSION pg_stat_statements");
    db.execute(
        "CREATE EXTENSION citext",
        "CREATE EXTENSION hstore",
        "CREATE TABLE t (email citext PRIMARY KEY, tags hstore)");
    String members = "SELECT count(*) FROM pg_depend WHERE deptype = 'e'";
    String before = db.one(members);

    DropResult result = Drops.drop(db, "public");

    assertThat(Drops.texts(result.left()))
        .containsExactlyInAnyOrder(
            "extension citext", "extension hstore", "extension pg_stat_statements");
    assertThat(result.isIncomplete()).isFalse();
    assertThat(db.one(members)).isEqualTo(before);
    assertThat(db.list("SELECT relname FROM pg_class WHERE relname = 't'")).isEmpty();
  }

  @Test
  void schemasGoOnlyWhenAsked(TestDatabase db) throws SQLException {
    db.execute("CREATE SCHEMA tenant", "CREATE TABLE tenant.t (id int)", "CREATE TABLE t (id int)");

    Drops.drop(db, "public", "tenant");
    assertThat(db.list("SELECT nspname FROM pg_namespace WHERE nspname = 'tenant'")).hasSize(1);

    DropResult result =
        Drops.drop(
            db, DropOptions.DEFAULTS.withSchemas(List.of("public", "tenant")), "public", "tenant");
    assertThat(db.list("SELECT nspname FROM pg_namespace WHERE nspname = 'tenant'")).isEmpty();
    assertThat(Drops.texts(result.left())).containsExactly("schema public");
  }

  @Test
  void aPlanDropsNothing(TestDatabase db) throws SQLException {
    db.execute("CREATE TABLE t (id int)", "CREATE VIEW v AS SELECT id FROM t");

    DropPlan plan = Drops.plan(db, "public");

    assertThat(plan.sql())
        .isEqualTo(
            """
            BEGIN;
            DROP VIEW IF EXISTS public.v CASCADE;
            DROP TABLE IF EXISTS public.t CASCADE;
            COMMIT;\
            """);
    assertThat(Drops.relations(db, "public")).containsExactly("t", "v");
  }

  @Test
  void ourOwnTablesGoLast(TestDatabase db) throws SQLException {
    db.execute(
        "CREATE TABLE saascore_revision (revision text)",
        "CREATE TABLE saascore_event (id int)",
        "CREATE TABLE z (id int)",
        "CREATE TYPE mood AS ENUM ('good')");

    assertThat(Drops.texts(Drops.plan(db, "public").objects()))
        .containsExactly(
            "table public.z",
            "type public.mood",
            "table public.saascore_revision",
            "table public.saascore_event");
  }

  @Test
  void anEmptySchemaNeedsNoConfirmation(TestDatabase db) throws SQLException {
    try (Connection connection = Drops.connect(db)) {
      Database database = Drops.over(connection);
      DropCascade drop = new DropCascade(DropOptions.DEFAULTS);
      DropPlan plan = drop.plan(database, List.of("public"));
      assertThat(plan.isEmpty()).isTrue();
      assertThat(drop.run(database, plan, Optional.empty(), DropListener.SILENT).total()).isZero();
    }
  }
}
