package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scripts that do not go all the way say what they leave out, and end in a whole schema. */
@ExtendWith(PostgresExtension.class)
class ReachTest {
  private static final DifferenceOptions CAREFUL = DifferenceOptions.definitions().withDrops(false);
  private static final DifferenceOptions ENSURE = DifferenceOptions.definitions().onlyAdditions();

  private Schemas schemas;

  @BeforeEach
  void open(TestDatabase db) {
    schemas = Schemas.in(db);
  }

  @AfterEach
  void close() throws SQLException {
    schemas.close();
  }

  private static List<String> left(Difference difference) {
    return difference.leftOut().stream()
        .map(left -> left.change().address() + ": " + left.cause() + ", " + left.reason())
        .toList();
  }

  @Test
  void columnsAndTablesStayUnlessDropsAreAsked() throws SQLException {
    Difference difference =
        schemas.between(
            """
            CREATE TABLE app.a (id int PRIMARY KEY, n text, v int GENERATED ALWAYS AS (1) STORED);
            CREATE TABLE app.b (id serial PRIMARY KEY, a int REFERENCES app.a);
            """,
            "CREATE TABLE app.a (id bigint PRIMARY KEY)",
            CAREFUL);
    assertThat(Schemas.sql(difference))
        .containsExactly(
            "ALTER TABLE app.b DROP CONSTRAINT b_a_fkey",
            "ALTER TABLE app.a ALTER COLUMN id TYPE bigint",
            "ALTER TABLE app.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES app.a(id)",
            "ALTER TABLE app.a DROP COLUMN v");
    assertThat(left(difference))
        .contains(
            "table app.b: LOSES_DATA, it would lose the rows of table app.b",
            "column app.a.n: LOSES_DATA, it would lose the values of column app.a.n",
            "foreign key app.b.b_a_fkey: NEEDED, it is a part of table app.b, which stays")
        .noneMatch(line -> line.contains("app.a.v"));
    schemas.lead(difference);
  }

  @Test
  void whatATableNeedsStaysWithIt() throws SQLException {
    Difference difference =
        schemas.between(
            """
            CREATE TYPE app.e AS ENUM ('x'); CREATE FUNCTION app.f() RETURNS int RETURN 1;
            CREATE FUNCTION app.g() RETURNS int RETURN 1;
            CREATE TABLE app.a (e app.e, n int DEFAULT app.f());
            CREATE VIEW app.v AS SELECT e FROM app.a
            """,
            "",
            CAREFUL);
    assertThat(Schemas.sql(difference)).containsExactly("DROP FUNCTION app.g()", "DROP VIEW app.v");
    schemas.lead(difference);
  }

  @Test
  void aTableIsNotMadeAgainUnasked() throws SQLException {
    Difference difference =
        schemas.between(
            "CREATE TABLE app.a (id int, d date); CREATE INDEX i ON app.a (id)",
            """
            CREATE TABLE app.a (id int, d date, n int) PARTITION BY RANGE (d);
            CREATE TABLE app.a_1 PARTITION OF app.a FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
            CREATE TABLE app.c (id int)
            """,
            CAREFUL);
    assertThat(Schemas.sql(difference)).containsExactly("CREATE TABLE app.c (\n    id integer\n)");
    assertThat(left(difference))
        .contains(
            "table app.a: LOSES_DATA, it would lose the rows of table app.a",
            "inheritance app.a_1.app.a: BLOCKED, table app.a stays as it is");
    schemas.lead(difference);
  }

  @Test
  void aNameThatStaysTakenIsNotGivenAway() throws SQLException {
    Difference difference =
        schemas.between(
            "CREATE TABLE app.a (id int)",
            "CREATE VIEW app.a AS SELECT 1 AS id; CREATE VIEW app.b AS SELECT id FROM app.a",
            CAREFUL);
    assertThat(difference.script()).isEmpty();
    assertThat(left(difference))
        .containsExactlyInAnyOrder(
            "table app.a: LOSES_DATA, it would lose the rows of table app.a",
            "column app.a.id: LOSES_DATA, it would lose the values of column app.a.id",
            "view app.a: BLOCKED, its name is taken by table app.a, which stays",
            "view app.b: BLOCKED, view app.a is not made");
    schemas.lead(difference);
  }

  @Test
  void valuesAreNotRoundedUnasked() throws SQLException {
    Difference difference =
        schemas.between(
            "CREATE TABLE app.a (n numeric(10,2), t text)",
            "CREATE TABLE app.a (n numeric(10,1), t varchar(3))",
            CAREFUL);
    assertThat(Schemas.sql(difference))
        .containsExactly("ALTER TABLE app.a ALTER COLUMN t TYPE character varying(3)");
    assertThat(left(difference))
        .containsExactly(
            "column app.a.n: LOSES_DATA, it would lose of column app.a.n: digits of values that do"
                + " not fit are rounded off");
    schemas.lead(difference);
  }

  @Test
  void whatACastWouldCutOffStaysUnlessDropsAreAsked() throws SQLException {
    Difference difference =
        schemas.between(
            """
            CREATE TABLE app.a (d timestamptz, z timetz, c text, n text, w text, m numeric, b bit(8), v varbit(8),
              s varchar(9), i text)
            """,
            """
            CREATE TABLE app.a (d time, z time, c "char", n name, w tsvector, m money, b bit(4), v varbit(4),
              s numeric(5,2), i int)
            """,
            CAREFUL);
    assertThat(Schemas.sql(difference))
        .containsExactly(
            "ALTER TABLE app.a ALTER COLUMN b TYPE bit(4)",
            "ALTER TABLE app.a ALTER COLUMN i TYPE integer USING i::text::integer",
            "ALTER TABLE app.a ALTER COLUMN v TYPE bit varying(4)");
    assertThat(left(difference))
        .hasSize(7)
        .allMatch(
            line ->
                line.contains("cut off")
                    || line.contains("rounded off")
                    || line.contains("left out"));
    schemas.lead(difference);
    schemas.execute("INSERT INTO app.a (b) VALUES ('10101010')");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() -> schemas.run(difference.script())))
        .hasMessageContaining("bit string length 8 does not match type bit(4)");
  }

  @Test
  void theServerItselfRefusesWhatWouldCutATextThatIsTooLong() throws SQLException {
    Difference difference =
        schemas.between(
            "CREATE TABLE app.a (t text); INSERT INTO app.a VALUES ('long')",
            "CREATE TABLE app.a (t varchar(3))",
            DifferenceOptions.definitions());
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() -> schemas.run(difference.script())))
        .hasMessageContaining("value too long for type character varying(3)");
  }

  @Test
  void whatNobodyOfUsMadeIsLeftAlone() throws SQLException {
    String ours = "CREATE TABLE app.a (id int, n int);";
    Set<Address> owned = new HashSet<>(schemas.make(ours).addresses());
    Difference difference =
        schemas.between(
            ours
                + """
                CREATE TABLE app.theirs (id int); CREATE VIEW app.v AS SELECT n FROM app.a;
                CREATE INDEX i ON app.a (id)
                """,
            "CREATE TABLE app.a (id int)",
            DifferenceOptions.definitions().owning(owned));
    assertThat(difference.script()).isEmpty();
    assertThat(left(difference))
        .containsExactlyInAnyOrder(
            "table app.theirs: NOT_OURS, neither the history nor the model made it",
            "column app.theirs.id: NOT_OURS, neither the history nor the model made it",
            "column app.a.n: NEEDED, view app.v stays and needs it",
            "index app.i: NOT_OURS, neither the history nor the model made it",
            "view app.v: NOT_OURS, neither the history nor the model made it");
    schemas.lead(difference);
  }

  @Test
  void partsOfWhatIsOursGoWithIt() throws SQLException {
    Set<Address> owned = schemas.make("CREATE TABLE app.a (id int)").addresses();
    Difference difference =
        schemas.between(
            "CREATE TABLE app.a (id int); CREATE INDEX theirs ON app.a (id)",
            "",
            DifferenceOptions.definitions().owning(owned));
    assertThat(Schemas.sql(difference)).containsExactly("DROP TABLE app.a");
    schemas.lead(difference);
  }

  @Test
  void partitionsMadeAtRunTimeFollowTheirTableAndStay() throws SQLException {
    String ours = "CREATE TABLE app.a (id int, d date, n int) PARTITION BY RANGE (d);";
    String theirs =
        "CREATE TABLE app.a_1 PARTITION OF app.a FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');";
    Set<Address> owned = new HashSet<>(schemas.make(ours).addresses());
    Difference difference =
        schemas.between(
            ours + theirs,
            """
            CREATE TABLE app.a (id bigint CONSTRAINT c CHECK (id > 0), d date, m text DEFAULT 'x',
              PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
            CREATE INDEX i ON app.a (id)
            """,
            DifferenceOptions.definitions().owning(owned));
    assertThat(Schemas.sql(difference))
        .containsExactly(
            "ALTER TABLE app.a ALTER COLUMN d SET NOT NULL",
            "ALTER TABLE app.a ALTER COLUMN id TYPE bigint",
            "ALTER TABLE app.a ALTER COLUMN id SET NOT NULL",
            "ALTER TABLE app.a ADD COLUMN m text DEFAULT 'x'::text",
            "ALTER TABLE ONLY app.a ADD CONSTRAINT a_pkey PRIMARY KEY (id, d)",
            "ALTER TABLE app.a ADD CONSTRAINT c CHECK ((id > 0))",
            "ALTER TABLE app.a_1 ADD CONSTRAINT a_1_pkey PRIMARY KEY (id, d)",
            "ALTER INDEX app.a_pkey ATTACH PARTITION app.a_1_pkey",
            "CREATE INDEX i ON ONLY app.a USING btree (id)",
            "CREATE INDEX a_1_i ON app.a_1 USING btree (id)",
            "ALTER INDEX app.i ATTACH PARTITION app.a_1_i",
            "ALTER TABLE app.a DROP COLUMN n");
    schemas.lead(difference);
  }

  @Test
  void foreignKeysOfPartitionsThatStayFollowTheirTable() throws SQLException {
    String others = "CREATE TABLE app.o (id int PRIMARY KEY); CREATE TABLE app.p (id int UNIQUE);";
    Difference difference =
        schemas.between(
            others
                + """
                CREATE TABLE app.a (d date, same int REFERENCES app.o, gone int REFERENCES app.o,
                  moved int CONSTRAINT moved REFERENCES app.o) PARTITION BY RANGE (d);
                CREATE TABLE app.a_1 PARTITION OF app.a DEFAULT;
                """,
            others
                + """
                CREATE TABLE app.a (d date, same int REFERENCES app.o, gone int,
                  moved int CONSTRAINT moved REFERENCES app.o ON DELETE CASCADE) PARTITION BY RANGE (d);
                """,
            CAREFUL);
    assertThat(Schemas.sql(difference))
        .containsExactly(
            "ALTER TABLE app.a DROP CONSTRAINT a_gone_fkey",
            "ALTER TABLE app.a DROP CONSTRAINT moved",
            "ALTER TABLE app.a ADD CONSTRAINT moved FOREIGN KEY (moved) REFERENCES app.o(id) ON"
                + " DELETE CASCADE");
    schemas.lead(difference);
  }

  @Test
  void indexesOfPartitionsThatStayFollowThoseOfTheirTable() throws SQLException {
    String ours =
        """
        CREATE TABLE app.a (id int, d date, n int, old int, UNIQUE (d, n, id), PRIMARY KEY (id, d))
          PARTITION BY RANGE (d);
        CREATE INDEX changed ON app.a (n); CREATE INDEX gone ON app.a (n, d);
        CREATE INDEX kept ON app.a (id, n);
        """;
    Set<Address> owned = new HashSet<>(schemas.make(ours).addresses());
    Difference difference =
        schemas.between(
            ours
                + """
                CREATE TABLE app.a_1 PARTITION OF app.a FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
                  PARTITION BY LIST (id);
                CREATE TABLE app.a_1_x PARTITION OF app.a_1 DEFAULT;
                COMMENT ON INDEX app.a_1_x_n_idx IS 'theirs'; CREATE INDEX own ON app.a_1_x (d);
                """,
            """
            CREATE TABLE app.a (id int, d date, n int, PRIMARY KEY (d, id)) PARTITION BY RANGE (d);
            CREATE INDEX changed ON app.a (n DESC); CREATE INDEX kept ON app.a (id, n);
            CREATE INDEX fresh ON app.a (d DESC, n)
            """,
            DifferenceOptions.definitions().owning(owned));
    assertThat(Schemas.sql(difference))
        .contains(
            "DROP INDEX app.gone",
            "ALTER TABLE app.a DROP COLUMN old",
            "CREATE INDEX a_1_x_fresh ON app.a_1_x USING btree (d DESC, n)",
            "CREATE INDEX a_1_x_n_idx ON app.a_1_x USING btree (n DESC)",
            "COMMENT ON INDEX app.a_1_x_n_idx IS 'theirs'",
            "ALTER TABLE app.a_1_x ADD CONSTRAINT a_1_x_pkey PRIMARY KEY (d, id)",
            "ALTER TABLE app.a DROP CONSTRAINT a_d_n_id_key")
        .noneMatch(sql -> sql.contains("kept") || sql.contains("own"));
    schemas.lead(difference);
  }

  @Test
  void numbersGoOnWhereASequenceAndAnIdentityTakeTurns() throws SQLException {
    Difference difference =
        schemas.between(
            """
            CREATE TABLE app.t (id serial, n int GENERATED ALWAYS AS IDENTITY, never serial);
            INSERT INTO app.t (never) SELECT 1 FROM generate_series(1, 7);
            """,
            """
            CREATE TABLE app.t (id int GENERATED ALWAYS AS IDENTITY, n serial,
              never int GENERATED ALWAYS AS IDENTITY (START WITH 100 MINVALUE 100));
            """,
            CAREFUL);
    assertThat(difference.leftOut()).isEmpty();
    assertThat(Schemas.sql(difference))
        .containsSequence(
            "ALTER SEQUENCE app.t_id_seq RENAME TO \"t_id_seq__old\"",
            "ALTER TABLE app.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY",
            "SELECT setval('app.t_id_seq', last_value) FROM app.\"t_id_seq__old\" WHERE is_called",
            "DROP SEQUENCE app.\"t_id_seq__old\"");
    schemas.run(difference.script());
    assertThat(schemas.inserted("app.t", "id, n, never")).isEqualTo("8, 8, 100");
    schemas.run(difference.inverse().script());
    assertThat(schemas.inserted("app.t", "id, n, never")).isEqualTo("9, 9, 101");
    schemas.assertSame(difference.from(), difference.options());
  }

  @Test
  void aPartitionedTableIsNotMadeAPlainOneBesideItsRows() throws SQLException {
    Difference difference =
        schemas.between(
            """
            CREATE TABLE app.a (id int PRIMARY KEY) PARTITION BY HASH (id);
            CREATE TABLE app.a_1 PARTITION OF app.a FOR VALUES WITH (MODULUS 1, REMAINDER 0);
            """,
            "CREATE TABLE app.a (id int PRIMARY KEY)",
            CAREFUL);
    assertThat(difference.script()).isEmpty();
    assertThat(left(difference))
        .contains(
            "table app.a: LOSES_DATA, it would lose the rows of the partitions of table app.a");
    schemas.lead(difference);
  }

  @Test
  void ensureOnlyAddsAndSaysWhatDiffers() throws SQLException {
    Difference difference =
        schemas.between(
            "CREATE TABLE app.a (id int, n text, extra int); CREATE TABLE app.z (id int)",
            """
            CREATE TABLE app.a (id bigint DEFAULT 7, n text, m int);
            CREATE TABLE app.b (id int PRIMARY KEY); CREATE INDEX i ON app.a (n);
            """,
            ENSURE);
    assertThat(Schemas.sql(difference))
        .containsExactly(
            """
            CREATE TABLE app.b (
                id integer NOT NULL,
                CONSTRAINT b_pkey PRIMARY KEY (id)
            )\
            """,
            "ALTER TABLE app.a ADD COLUMN m integer",
            "CREATE INDEX i ON app.a USING btree (n)");
    assertThat(difference.leftOut()).allMatch(each -> each.cause() == LeftOut.Cause.ADDS_ONLY);
    assertThat(difference.leftOut().stream().map(left -> left.change().description()))
        .containsExactly(
            "table app.z: surplus",
            "column app.a.extra: surplus",
            "column app.a.id: type integer -> bigint",
            "column app.z.id: surplus",
            "default app.a.id: missing");
    schemas.lead(difference);
  }

  @Test
  void whatIsThereAlreadyHasNothingMissing() throws SQLException {
    String sql =
        "CREATE TABLE app.a (id serial PRIMARY KEY); CREATE VIEW app.v AS SELECT id FROM app.a";
    Difference difference = schemas.between(sql, sql, ENSURE);
    assertThat(difference.isEmpty()).isTrue();
    assertThat(difference.script()).isEmpty();
  }
}
