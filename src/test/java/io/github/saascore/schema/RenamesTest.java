package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is renamed keeps its data; nothing is renamed that nobody said was. */
@ExtendWith(PostgresExtension.class)
class RenamesTest {

  /** Two schemas, the hints between them, and the statements. */
  record Scenario(String name, String from, String to, String hints, List<String> script) {
    Scenario(String name, String from, String to, String hints, String... script) {
      this(name, from, to, hints, List.of(script));
    }
  }

  private static Stream<Scenario> scenarios() {
    return Stream.of(
        new Scenario(
            "a column, with all that mentions it",
            """
            CREATE TABLE app.u (id int PRIMARY KEY, mail text NOT NULL DEFAULT 'x' CONSTRAINT c CHECK (mail <> ''),
              g text GENERATED ALWAYS AS (upper(mail)) STORED);
            CREATE UNIQUE INDEX i ON app.u (lower(mail)) WHERE mail IS NOT NULL;
            ALTER TABLE app.u ADD UNIQUE (mail); CREATE TABLE app.f (m text, FOREIGN KEY (m) REFERENCES app.u (mail));
            COMMENT ON COLUMN app.u.mail IS 'where to write';
            """,
            """
            CREATE TABLE app.u (id int PRIMARY KEY, email text NOT NULL DEFAULT 'x' CONSTRAINT c CHECK (email <> ''),
              g text GENERATED ALWAYS AS (upper(email)) STORED);
            CREATE UNIQUE INDEX i ON app.u (lower(email)) WHERE email IS NOT NULL;
            ALTER TABLE app.u ADD UNIQUE (email); CREATE TABLE app.f (m text, FOREIGN KEY (m) REFERENCES app.u (email));
            COMMENT ON COLUMN app.u.email IS 'where to write';
            """,
            "app.u.mail:email",
            "ALTER TABLE app.u RENAME COLUMN mail TO email",
            "ALTER TABLE app.u RENAME CONSTRAINT u_mail_key TO u_email_key"),
        new Scenario(
            "a column that also changes",
            "CREATE TABLE app.u (n int, m text)",
            "CREATE TABLE app.u (number bigint NOT NULL, m text)",
            "u.n:number",
            "ALTER TABLE app.u RENAME COLUMN n TO number",
            "ALTER TABLE app.u ALTER COLUMN number TYPE bigint",
            "ALTER TABLE app.u ALTER COLUMN number SET NOT NULL"),
        new Scenario(
            "a table with its keys, its sequence and a view on it",
            """
            CREATE TABLE app.person (id serial PRIMARY KEY, boss int REFERENCES app.person, n int);
            CREATE INDEX person_n ON app.person (n);
            CREATE VIEW app.v AS SELECT person.id FROM app.person JOIN app.person p ON p.id = person.boss;
            CREATE TABLE app.z (p int REFERENCES app.person);
            CREATE FUNCTION app.f(app.person) RETURNS int BEGIN ATOMIC SELECT id FROM app.person; END;
            CREATE POLICY own ON app.person USING (EXISTS (SELECT FROM app.z WHERE z.p = person.id));
            """,
            """
            CREATE TABLE app.people (id serial PRIMARY KEY, boss int REFERENCES app.people, n int);
            CREATE INDEX people_n ON app.people (n);
            CREATE VIEW app.v AS SELECT people.id FROM app.people JOIN app.people p ON p.id = people.boss;
            CREATE TABLE app.z (p int REFERENCES app.people);
            CREATE FUNCTION app.f(app.people) RETURNS int BEGIN ATOMIC SELECT id FROM app.people; END;
            CREATE POLICY own ON app.people USING (EXISTS (SELECT FROM app.z WHERE z.p = people.id));
            """,
            "app.person:people",
            "ALTER TABLE app.person RENAME TO people",
            "ALTER SEQUENCE app.person_id_seq RENAME TO people_id_seq",
            "ALTER TABLE app.people RENAME CONSTRAINT person_pkey TO people_pkey",
            "ALTER INDEX app.person_n RENAME TO people_n",
            "ALTER TABLE app.people RENAME CONSTRAINT person_boss_fkey TO people_boss_fkey"),
        new Scenario(
            "a table and its column",
            "CREATE TABLE app.user_ (mail text); CREATE VIEW app.v AS SELECT mail FROM app.user_",
            "CREATE TABLE app.users (email text); CREATE VIEW app.v AS SELECT email FROM app.users",
            "app.user_:users,app.user_.mail:email",
            "ALTER TABLE app.user_ RENAME TO users",
            "ALTER TABLE app.users RENAME COLUMN mail TO email",
            "DROP VIEW app.v",
            "CREATE VIEW app.v AS\n SELECT email\n   FROM app.users"),
        new Scenario(
            "a table that moves to another schema with its index and sequence",
            "CREATE TABLE app.t (id serial PRIMARY KEY, n int); CREATE INDEX i ON app.t (n);"
                + " CREATE VIEW app.v AS SELECT n FROM app.t",
            "CREATE TABLE other.t (id serial PRIMARY KEY, n int); CREATE INDEX i ON other.t (n);"
                + " CREATE VIEW app.v AS SELECT n FROM other.t",
            "app.t:other.t",
            "ALTER TABLE app.t SET SCHEMA other"),
        new Scenario(
            "an enum that columns and defaults have",
            "CREATE TYPE app.e AS ENUM ('a'); CREATE TABLE app.t (e app.e DEFAULT 'a', f app.e[]);"
                + " CREATE FUNCTION app.f(app.e) RETURNS app.e RETURN $1",
            "CREATE TYPE app.state AS ENUM ('a', 'b'); CREATE TABLE app.t (e app.state DEFAULT 'a',"
                + " f app.state[]); CREATE FUNCTION app.f(app.state) RETURNS app.state RETURN $1",
            "app.e:state",
            "ALTER TYPE app.e RENAME TO state",
            "ALTER TYPE app.state ADD VALUE 'b'"),
        new Scenario(
            "a function, an index, a constraint, a trigger and a policy",
            """
            CREATE TABLE app.t (n int CONSTRAINT c CHECK (n > 0)); CREATE INDEX i ON app.t (n);
            CREATE FUNCTION app.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER t BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.f();
            CREATE POLICY p ON app.t USING (n > 0);
            """,
            """
            CREATE TABLE app.t (n int CONSTRAINT d CHECK (n > 0)); CREATE INDEX j ON app.t (n);
            CREATE FUNCTION app.g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER u BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.g();
            CREATE POLICY q ON app.t USING (n > 0);
            """,
            "app.f:g,app.t.c:d,app.i:j,app.t.t:u,app.t.p:q",
            "ALTER FUNCTION app.f() RENAME TO g",
            "ALTER TABLE app.t RENAME CONSTRAINT c TO d",
            "ALTER INDEX app.i RENAME TO j",
            "ALTER TRIGGER t ON app.t RENAME TO u",
            "ALTER POLICY p ON app.t RENAME TO q"),
        new Scenario(
            "a column of a partitioned table and its partitions",
            "CREATE TABLE app.t (d date, n int CONSTRAINT c CHECK (n > 0)) PARTITION BY RANGE (d);"
                + " CREATE INDEX i ON app.t (n); CREATE TABLE app.t1 PARTITION OF app.t FOR VALUES"
                + " FROM ('2026-01-01') TO ('2027-01-01')",
            "CREATE TABLE app.t (day date, m int CONSTRAINT c CHECK (m > 0)) PARTITION BY RANGE"
                + " (day); CREATE INDEX i ON app.t (m); CREATE TABLE app.t1 PARTITION OF app.t FOR"
                + " VALUES FROM ('2026-01-01') TO ('2027-01-01')",
            "app.t.d:day,app.t.n:m",
            "ALTER TABLE app.t RENAME COLUMN d TO day",
            "ALTER TABLE app.t RENAME COLUMN n TO m",
            "ALTER INDEX app.t1_n_idx RENAME TO t1_m_idx"),
        new Scenario(
            "names that need quotes",
            "CREATE TABLE app.\"Order\" (\"order\" int)",
            "CREATE TABLE app.\"Orders\" (\"group\" int)",
            "app.\"Order\":\"Orders\",\"Orders\".order:group",
            "ALTER TABLE app.\"Order\" RENAME TO \"Orders\"",
            "ALTER TABLE app.\"Orders\" RENAME COLUMN \"order\" TO \"group\""),
        new Scenario(
            "a chain of names",
            "CREATE TABLE app.t (a int, b int)",
            "CREATE TABLE app.t (b int, c int)",
            "app.t.a:b,app.t.b:c",
            "ALTER TABLE app.t RENAME COLUMN b TO c",
            "ALTER TABLE app.t RENAME COLUMN a TO b"));
  }

  @TestFactory
  Stream<DynamicTest> renamesKeepTheirData(TestDatabase db) {
    return scenarios()
        .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> check(db, scenario)));
  }

  private static void check(TestDatabase db, Scenario scenario) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      Difference difference =
          schemas.between(
              scenario.from(),
              scenario.to(),
              DifferenceOptions.everything()
                  .renaming(Renames.parse(scenario.hints()))
                  .asking(true));
      assertThat(difference.questions()).isEmpty();
      assertThat(difference.unusedHints()).isEmpty();
      assertThat(Schemas.sql(difference)).isEqualTo(scenario.script());
      schemas.lead(difference);
    }
  }

  @Test
  void aSchemaIsRenamedWithAllInIt(TestDatabase db) throws SQLException {
    String sql =
        "CREATE TABLE %1$s.t (id serial PRIMARY KEY); CREATE VIEW %1$s.v AS SELECT id FROM %1$s.t";
    try (Schemas schemas = Schemas.in(db)) {
      Difference difference =
          schemas.between(
              sql.formatted("app"),
              "DROP SCHEMA app; CREATE SCHEMA another; " + sql.formatted("another"),
              DifferenceOptions.everything().renaming(Renames.parse("app:another")));
      assertThat(Schemas.sql(difference)).containsExactly("ALTER SCHEMA app RENAME TO another");
      assertThat(Schemas.lines(difference)).containsExactly("schema another: renamed from app");
      schemas.lead(difference);
    }
  }

  @Test
  void aLikelyRenameIsAsked(TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      DifferenceOptions asking = DifferenceOptions.definitions().asking(true);
      String from = "CREATE TABLE app.t (mail text, n int); CREATE TABLE app.u (a int)";
      String to =
          "CREATE TABLE app.t (email text, address text, n int); CREATE TABLE app.w (a int)";
      Difference difference = schemas.between(from, to, asking);
      assertThat(difference.script()).isEmpty();
      assertThat(difference.questions())
          .extracting(Question::text)
          .containsExactly(
              "is table app.u to be renamed to app.w, or to be dropped?",
              "is column app.t.mail to be renamed to app.t.address or app.t.email, or to be"
                  + " dropped?");
      assertThat(difference.questions())
          .flatExtracting(Question::hints)
          .extracting(Rename::text)
          .containsExactly(
              "app.u:w", "app.u:-", "app.t.mail:address", "app.t.mail:email", "app.t.mail:-");

      Difference answered =
          schemas.between(from, to, asking.renaming(Renames.parse("app.u:-,app.t.mail:email")));
      assertThat(Schemas.sql(answered))
          .containsExactly(
              "ALTER TABLE app.t RENAME COLUMN mail TO email",
              "CREATE TABLE app.w (\n    a integer\n)",
              "ALTER TABLE app.t ADD COLUMN address text",
              "DROP TABLE app.u");
      assertThat(answered.unusedHints()).isEmpty();
      assertThat(Schemas.lines(answered))
          .contains("column app.t.email: renamed from app.t.mail", "column app.t.address: missing");
      schemas.lead(answered);
    }
  }

  @Test
  void hintsThatAreDoneOrMistypedAreNamed(TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      Difference difference =
          schemas.between(
              "CREATE TABLE app.t (b int, x int)",
              "CREATE TABLE app.t (b int, x int, y int)",
              DifferenceOptions.definitions()
                  .renaming(Renames.parse("app.t.a:b,app.t.x:z,app.x:-")));
      assertThat(difference.unusedHints())
          .extracting(Rename::text)
          .containsExactly("app.t.a:b", "app.t.x:z", "app.x:-");
      assertThat(Schemas.sql(difference)).containsExactly("ALTER TABLE app.t ADD COLUMN y integer");
    }
  }

  @Test
  void aNameThatIsTakenIsRefused(TestDatabase db) throws SQLException {
    try (Schemas schemas = Schemas.in(db)) {
      Difference difference =
          schemas.between(
              "CREATE TABLE app.a (n int); CREATE VIEW app.b AS SELECT 1 AS one",
              "CREATE TABLE app.b (n int)",
              DifferenceOptions.definitions().renaming(Renames.parse("app.a:b")));
      assertThat(difference.script()).isEmpty();
      assertThat(difference.refusals())
          .contains(new Refusal("table app.a", "the name of its new relation app.b is taken"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.t", "app.t.a:b:c", "a:", ":b", "a..b:c", ""})
  void whatIsNoRenameIsAnError(String text) {
    assertThatThrownBy(() -> Rename.parse(text))
        .isInstanceOf(SaascoreException.class)
        .hasMessageContaining("'" + text + "' is no rename")
        .hasMessageContaining("-Dsaascore.rename=app.users.mail:email");
  }

  @Test
  void commentsInAModelAreHints() {
    List<String> hints =
        Renames.inModel(
                """
                -- saascore:renamed_from person
                -- all the people
                CREATE TABLE IF NOT EXISTS app.people (
                  id int,
                  -- saascore:renamed_from mail
                  email text,
                  -- saascore:renamed_from c_old
                  CONSTRAINT c CHECK (id > 0)
                );
                -- saascore:renamed_from old.v
                CREATE OR REPLACE VIEW app.w AS SELECT 1;
                -- saascore:renamed_from i
                CREATE UNIQUE INDEX "J" ON app.people (id);
                -- saascore:renamed_from old
                CREATE SCHEMA "New one";
                """)
            .hints()
            .stream()
            .map(Rename::text)
            .toList();
    assertThat(hints)
        .containsExactly(
            "app.person:people",
            "app.people.mail:email",
            "app.people.c_old:c",
            "old.v:app.w",
            "app.i:\"J\"",
            "old:\"New one\"");
  }

  @Test
  void aCommentAboveNothingIsAnError() {
    assertThatThrownBy(() -> Renames.inModel("SELECT 1;\n-- saascore:renamed_from a\n"))
        .hasMessageContaining("'-- saascore:renamed_from a' stands above nothing");
  }
}
