package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.Older;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pieces that are committed one by one lead where the whole would, and back from everywhere. */
@ExtendWith(PostgresExtension.class)
class SegmentsTest {
  private static final DifferenceOptions ALL = DifferenceOptions.everything();

  private static final String FROM =
      """
      CREATE TABLE app.o (id int PRIMARY KEY, code text);
      CREATE TABLE app.t (id int, code text, ref int, n int, old int);
      CREATE INDEX gone ON app.t (old);
      CREATE INDEX other ON app.t (n);
      """;

  private static final String TO =
      """
      CREATE TABLE app.o (id int PRIMARY KEY, code text UNIQUE);
      CREATE TABLE app.t (id int PRIMARY KEY, code text NOT NULL REFERENCES app.o (code), ref int, n int, old int,
        CONSTRAINT few CHECK (n < 100), CONSTRAINT t_ref_fk FOREIGN KEY (ref) REFERENCES app.o,
        CONSTRAINT u UNIQUE NULLS NOT DISTINCT (ref, n) INCLUDE (old) WITH (fillfactor = 80) DEFERRABLE);
      CREATE INDEX other ON app.t (n DESC) WHERE n > 0;
      CREATE INDEX fresh ON app.t (lower(code));
      COMMENT ON INDEX app.fresh IS 'by code';
      CREATE VIEW app.v AS SELECT id, code FROM app.t GROUP BY id;
      CREATE TABLE app.fine (id int PRIMARY KEY, t int REFERENCES app.t);
      CREATE INDEX f ON app.fine (t);
      """;

  private static final String ONLINE =
      """
      -- change the schema
      CREATE TABLE app.fine ( id integer NOT NULL, t integer, CONSTRAINT fine_pkey PRIMARY KEY (id) )
      ALTER TABLE app.t ADD NOT NULL code NOT VALID
      ALTER TABLE app.t ADD NOT NULL id NOT VALID
      ALTER TABLE app.t ADD CONSTRAINT few CHECK ((n < 100)) NOT VALID
      CREATE INDEX f ON app.fine USING btree (t)
      ALTER TABLE app.t ADD CONSTRAINT t_ref_fk FOREIGN KEY (ref) REFERENCES app.o(id) NOT VALID
        < ALTER TABLE app.t DROP CONSTRAINT t_ref_fk
        < ALTER TABLE app.t DROP CONSTRAINT few
        < ALTER TABLE app.t ALTER COLUMN code DROP NOT NULL
        < ALTER TABLE app.t ALTER COLUMN id DROP NOT NULL
        < DROP TABLE app.fine
      -- validate constraints
      ALTER TABLE app.t VALIDATE CONSTRAINT t_code_not_null
      ALTER TABLE app.t VALIDATE CONSTRAINT t_id_not_null
      ALTER TABLE app.t VALIDATE CONSTRAINT few
      ALTER TABLE app.t VALIDATE CONSTRAINT t_ref_fk
      -- build indexes concurrently, no transaction
      DROP INDEX CONCURRENTLY app.gone
      CREATE INDEX CONCURRENTLY fresh ON app.t USING btree (lower(code))
      COMMENT ON INDEX app.fresh IS 'by code'
      CREATE UNIQUE INDEX CONCURRENTLY o_code_key ON app.o USING btree (code)
      CREATE INDEX CONCURRENTLY "other__new" ON app.t USING btree (n DESC) WHERE (n > 0)
      DROP INDEX CONCURRENTLY app.other
      ALTER INDEX app."other__new" RENAME TO other
      CREATE UNIQUE INDEX CONCURRENTLY t_pkey ON app.t USING btree (id)
      CREATE UNIQUE INDEX CONCURRENTLY u ON app.t USING btree (ref, n) INCLUDE (old) NULLS NOT DISTINCT WITH (fillfactor='80')
        < DROP INDEX CONCURRENTLY IF EXISTS app.o_code_key
        < DROP INDEX CONCURRENTLY IF EXISTS app.t_pkey
        < DROP INDEX CONCURRENTLY IF EXISTS app.u
        < DROP INDEX CONCURRENTLY app.fresh
        < CREATE INDEX CONCURRENTLY gone ON app.t USING btree (old)
        < CREATE INDEX CONCURRENTLY "other__new" ON app.t USING btree (n)
        < DROP INDEX CONCURRENTLY app.other
        < ALTER INDEX app."other__new" RENAME TO other
      -- use what was built and validated
      ALTER TABLE app.o ADD CONSTRAINT o_code_key UNIQUE USING INDEX o_code_key
      ALTER TABLE app.t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey
      ALTER TABLE app.t ADD CONSTRAINT u UNIQUE USING INDEX u DEFERRABLE
      ALTER INDEX app.u SET (fillfactor = '80')
      ALTER TABLE app.fine ADD CONSTRAINT fine_t_fkey FOREIGN KEY (t) REFERENCES app.t(id)
      ALTER TABLE app.t ADD CONSTRAINT t_code_fkey FOREIGN KEY (code) REFERENCES app.o(code)
      CREATE VIEW app.v AS SELECT id, code FROM app.t GROUP BY id
        < DROP VIEW app.v
        < ALTER TABLE app.fine DROP CONSTRAINT fine_t_fkey
        < ALTER TABLE app.t DROP CONSTRAINT t_code_fkey
        < ALTER TABLE app.o DROP CONSTRAINT o_code_key
        < ALTER TABLE app.t DROP CONSTRAINT t_pkey
        < ALTER TABLE app.t DROP CONSTRAINT u
      """;

  private static List<String> sql(Segments segments) {
    List<String> lines = new ArrayList<>();
    for (Segment segment : segments.list()) {
      lines.add("-- " + segment.purpose() + (segment.transactional() ? "" : ", no transaction"));
      segment.upgrade().forEach(ddl -> lines.add(ddl.sql().replaceAll("\\s+", " ")));
      segment.downgrade().forEach(ddl -> lines.add("  < " + ddl.sql().replaceAll("\\s+", " ")));
    }
    return lines;
  }

  /** Goes up as far as each segment and back, and then all the way. */
  private static void lead(Schemas schemas, Difference difference, Segments segments)
      throws SQLException {
    assertThat(segments.refusals()).isEmpty();
    int all = segments.list().size();
    for (int end = 1; end <= all; end++) {
      List<Segment> part = new ArrayList<>(segments.list().subList(0, end));
      for (Segment segment : part) {
        schemas.run(segment.upgrade(), segment.transactional());
      }
      if (end == all) {
        schemas.assertSame(difference.reached(), ALL);
      }
      Collections.reverse(part);
      for (Segment segment : part) {
        schemas.run(segment.downgrade(), segment.transactional());
      }
      schemas.assertSame(difference.from(), ALL);
    }
  }

  @Test
  void nobodyWaitsLongForTablesThatAreInUse(TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      Difference difference = schemas.between(FROM, TO, ALL);
      Segments segments = Segments.online(difference);
      assertThat(sql(segments)).isEqualTo(ONLINE.lines().toList());
      lead(schemas, difference, segments);
    }
  }

  @Test
  void anIndexGoesAtOnceWithWhatItCannotOutlive(TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      Difference difference =
          schemas.between(
              """
              CREATE TYPE app.e AS ENUM ('a', 'b');
              CREATE TABLE app.t (e app.e, gone text, n int, kept int);
              CREATE INDEX typed ON app.t (n) WHERE e <> 'a';
              CREATE INDEX dropped ON app.t (gone, n);
              CREATE INDEX replaced ON app.t (gone);
              CREATE INDEX waits ON app.t (kept);
              """,
              """
              CREATE TABLE app.t (e text, n int, kept int);
              CREATE INDEX typed ON app.t (n) WHERE e <> 'a';
              CREATE INDEX replaced ON app.t (n);
              """,
              ALL);
      Segments segments = Segments.online(difference);
      assertThat(sql(segments))
          .contains("DROP INDEX app.typed", "DROP INDEX CONCURRENTLY app.waits");
      lead(schemas, difference, segments);
    }
  }

  @Test
  void theOlderServerTakesAStandInForNotNull(@Older TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      Difference difference = schemas.between(FROM, TO, ALL);
      Segments segments = Segments.online(difference);
      assertThat(sql(segments))
          .contains(
              "ALTER TABLE app.t ADD CONSTRAINT code_is_not_null CHECK ((code IS NOT NULL)) NOT"
                  + " VALID",
              "ALTER TABLE app.t VALIDATE CONSTRAINT code_is_not_null",
              "ALTER TABLE app.t ALTER COLUMN code SET NOT NULL",
              "ALTER TABLE app.t DROP CONSTRAINT code_is_not_null")
          .doesNotContain("ALTER TABLE app.t ADD NOT NULL code NOT VALID");
      lead(schemas, difference, segments);
    }
  }

  @Test
  void aNewValueOfAnEnumThatIsUsedIsCommittedBefore(TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      Difference difference =
          schemas.between(
              "CREATE TYPE app.e AS ENUM ('a'); CREATE TABLE app.t (e app.e DEFAULT 'a')",
              "CREATE TYPE app.e AS ENUM ('a', 'b'); CREATE TABLE app.t (e app.e DEFAULT 'b', n"
                  + " int)",
              ALL);
      Segments segments = Segments.of(difference);
      assertThat(sql(segments))
          .containsExactly(
              "-- add values to enums",
              "ALTER TYPE app.e ADD VALUE 'b'",
              "  < ALTER TABLE ONLY app.t ALTER COLUMN e DROP DEFAULT",
              "  < ALTER TYPE app.e RENAME TO \"e__old\"",
              "  < CREATE TYPE app.e AS ENUM ('a')",
              "  < ALTER TABLE app.t ALTER COLUMN e TYPE app.e USING e::text::app.e",
              "  < ALTER TABLE ONLY app.t ALTER COLUMN e SET DEFAULT 'a'::app.e",
              "  < DROP TYPE app.\"e__old\"",
              "-- change the schema",
              "ALTER TABLE app.t ADD COLUMN n integer",
              "ALTER TABLE ONLY app.t ALTER COLUMN e SET DEFAULT 'b'::app.e",
              "  < ALTER TABLE ONLY app.t ALTER COLUMN e SET DEFAULT 'a'::app.e",
              "  < ALTER TABLE app.t DROP COLUMN n");
      lead(schemas, difference, segments);
    }
  }

  @Test
  void aNewValueThatNothingUsesNeedsNoPieceOfItsOwn(TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      Difference difference =
          schemas.between(
              "CREATE TYPE app.e AS ENUM ('a'); CREATE TABLE app.t (e app.e DEFAULT 'a')",
              "CREATE TYPE app.e AS ENUM ('a', 'b'); CREATE TABLE app.t (e app.e DEFAULT 'a', n"
                  + " int)",
              ALL);
      assertThat(Segments.of(difference).list()).hasSize(1);
      lead(schemas, difference, Segments.of(difference));
    }
  }

  @Test
  void renamesStandInTheFirstPieceAndAreUndoneByIt(TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      Difference difference =
          schemas.between(
              "CREATE TABLE app.person (mail text)",
              "CREATE TABLE app.people (email text NOT NULL UNIQUE)",
              ALL.renaming(Renames.parse("person:people,person.mail:email")));
      Segments segments = Segments.online(difference);
      assertThat(segments.list()).hasSize(4);
      lead(schemas, difference, segments);
    }
  }

  @Test
  void partitionsAndTablesThatAreNewHaveNoOnlineForm(TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      Difference difference =
          schemas.between(
              "CREATE TABLE app.p (d date, n int) PARTITION BY RANGE (d); CREATE TABLE app.p1"
                  + " PARTITION OF app.p FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
              "CREATE TABLE app.p (d date, n int NOT NULL, PRIMARY KEY (d), CHECK (n > 0))"
                  + " PARTITION BY RANGE (d); CREATE TABLE app.p1 PARTITION OF app.p FOR VALUES"
                  + " FROM ('2026-01-01') TO ('2027-01-01'); CREATE INDEX i ON app.p (n)",
              ALL);
      Segments segments = Segments.online(difference);
      assertThat(segments.list()).hasSize(1);
      lead(schemas, difference, segments);
    }
  }

  @Test
  void whatIsTheSameHasNoPieces(TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      assertThat(Segments.online(schemas.between(TO, TO, ALL)).list()).isEmpty();
    }
  }
}
