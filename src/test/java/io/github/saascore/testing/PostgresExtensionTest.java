package io.github.saascore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresExtensionTest {

  @Test
  void ownerIsPlain(TestDatabase db) {
    assertThat(
            db.list(
                """
                SELECT concat_ws(' ', rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication)
                FROM pg_roles WHERE rolname = current_user
                """))
        .containsExactly("f f f f f");
    assertThat(db.one("SELECT current_database()")).isEqualTo(db.name());
    assertThat(
            db.one(
                """
                SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()
                """))
        .isEqualTo(db.user());
  }

  @Test
  void databasesAreApart(TestDatabase one, TestDatabase two) {
    one.execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1), (2)");

    assertThat(one.list("SELECT n FROM t ORDER BY n")).isEqualTo(List.of("1", "2"));
    assertThat(two.one("SELECT to_regclass('t') IS NULL")).isEqualTo("t");
    assertThat(one.user()).isNotEqualTo(two.user());
  }

  @Test
  void olderServerIsThereToo(@Older TestDatabase older, TestDatabase newer) {
    assertThat(major(older)).isLessThan(major(newer));
  }

  @Test
  void superuserSeesTheSameDatabase(TestDatabase db) throws Exception {
    try (var connection = db.superuser()) {
      assertThat(connection.getCatalog()).isEqualTo(db.name());
    }
  }

  private static int major(TestDatabase db) {
    return Integer.parseInt(db.one("SHOW server_version_num")) / 10_000;
  }
}
