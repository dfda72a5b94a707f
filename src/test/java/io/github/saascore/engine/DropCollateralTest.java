package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.engine.Drops.OtherRole;
import io.github.saascore.postgres.Collateral;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cascade would remove outside of the plan is listed, refused, and goes when agreed to. */
@ExtendWith(PostgresExtension.class)
class DropCollateralTest {
  static Stream<Arguments> collateral() {
    return Stream.of(
        Arguments.of("CREATE VIEW x.v AS SELECT id FROM t", "view x.v"),
        Arguments.of("CREATE MATERIALIZED VIEW x.m AS SELECT id FROM t", "materialized view x.m"),
        Arguments.of(
            "CREATE TABLE x.c (t int CONSTRAINT fk REFERENCES t)", "table constraint fk on x.c"),
        Arguments.of("CREATE TABLE x.c (m mood, keep int)", "table column x.c.m"),
        Arguments.of("CREATE TABLE x.c (m mood[], keep int)", "table column x.c.m"),
        Arguments.of(
            "CREATE TABLE x.c (id int DEFAULT nextval('free'))", "default value for x.c.id"),
        Arguments.of("CREATE TABLE x.p PARTITION OF parts DEFAULT", "table x.p"),
        Arguments.of("CREATE TABLE x.i () INHERITS (t)", "table x.i"),
        Arguments.of("CREATE STATISTICS x.s ON id, n FROM t", "statistics object x.s"),
        Arguments.of("CREATE TYPE x.pair AS (m mood)", "composite type column x.pair.m"),
        Arguments.of("CREATE DOMAIN x.d AS mood", "type x.d"),
        Arguments.of(
            "CREATE FUNCTION x.f(mood) RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "function x.f(public.mood)"),
        Arguments.of(
            "CREATE TABLE x.c (id int CHECK (f(id) > 0))", "table constraint c_id_check on x.c"),
        Arguments.of("CREATE TABLE x.c (id int); CREATE INDEX i ON x.c (f(id))", "index x.i"),
        Arguments.of(
            "CREATE TABLE x.c (id int); CREATE POLICY p ON x.c USING (f(id) > 0)",
            "policy p on x.c"),
        Arguments.of(
            "CREATE TABLE x.c (id int); CREATE PUBLICATION pub FOR TABLE t, x.c",
            "publication relation public.t in publication pub"));
  }

  @ParameterizedTest
  @MethodSource("collateral")
  void isListedRefusedAndAgreedTo(String dependent, String expected, TestDatabase db)
      throws SQLException {
    db.execute(
        "CREATE TABLE t (id int PRIMARY KEY, n int)",
        "CREATE TYPE mood AS ENUM ('good')",
        "CREATE SEQUENCE free",
        "CREATE TABLE parts (id int) PARTITION BY LIST (id)",
        "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE RETURN $1",
        "CREATE SCHEMA x",
        dependent);

    List<Collateral> found = Drops.plan(db, "public").collateral();
    assertThat(found).extracting(c -> c.type() + " " + c.identity()).containsExactly(expected);
    assertThatThrownBy(() -> Drops.drop(db, Optional.empty(), DropOptions.DEFAULTS, "public"))
        .hasMessageContaining("SC-CONFIRM")
        .hasMessageContaining("from outside of these schemas:\n    " + expected)
        .hasMessageContaining("drop-cascade -Dsaascore.allowCollateral=true -Dsaascore.confirm=");
    assertThatThrownBy(() -> Drops.drop(db, "public"))
        .hasMessageContaining("SC-COLLATERAL")
        .hasMessageContaining(expected);
    assertThat(db.list("SELECT 1 FROM pg_class WHERE relname = 't'")).hasSize(1);

    DropResult result = Drops.drop(db, DropOptions.DEFAULTS.withCollateral(true), "public");
    assertThat(result.left().stream().filter(o -> o.obstacle().isEmpty())).isEmpty();
    assertThat(db.list("SELECT 1 FROM pg_class WHERE relname = 't'")).isEmpty();
    assertThat(Drops.plan(db, "x").collateral()).isEmpty();
  }

  @Test
  void followsViewsOfOtherRolesToTheirEnd(TestDatabase db) throws SQLException {
    try (OtherRole other = OtherRole.create(db)) {
      db.execute("CREATE TABLE t (id int)", "GRANT SELECT ON t TO \"%s\"".formatted(other.name()));
      Drops.asSuperuser(db, "CREATE SCHEMA theirs AUTHORIZATION \"%s\"".formatted(other.name()));
      other.execute(
          "CREATE VIEW theirs.v AS SELECT id FROM t",
          "CREATE VIEW theirs.w AS SELECT id FROM theirs.v");

      assertThat(Drops.plan(db, "public").collateral())
          .extracting(Collateral::text)
          .containsExactly(
              "view theirs.v (owner " + other.name() + ")",
              "view theirs.w (owner " + other.name() + ")");
    }
  }

  @Test
  void tablesOfOthersInTheSameSchemaAreCollateralWhenTheyCannotGo(TestDatabase db)
      throws SQLException {
    try (OtherRole other = OtherRole.create(db)) {
      Drops.asSuperuser(
          db,
          "CREATE SCHEMA theirs AUTHORIZATION \"%s\"".formatted(other.name()),
          "GRANT ALL ON SCHEMA theirs TO \"%s\"".formatted(db.user()));
      db.execute(
          "CREATE TABLE theirs.mine (id int PRIMARY KEY)",
          "GRANT REFERENCES ON theirs.mine TO \"%s\"".formatted(other.name()));
      other.execute("CREATE TABLE theirs.t (id int CONSTRAINT fk REFERENCES theirs.mine)");

      assertThat(Drops.plan(db, "theirs").collateral())
          .extracting(Collateral::identity)
          .containsExactly("fk on theirs.t");
    }
  }
}
