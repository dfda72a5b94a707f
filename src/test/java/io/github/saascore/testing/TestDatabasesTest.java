package io.github.saascore.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness without JUnit's extension, as the invoker's scripts use it. */
class TestDatabasesTest {

  @Test
  void closedDatabaseIsGoneDespiteOpenConnections() throws Exception {
    TestDatabase db = TestServers.shared().fresh();
    try (TestDatabase other = TestServers.shared().fresh();
        Connection open = db.connect()) {
      assertThat(open.isValid(5)).isTrue();

      db.close();

      assertThat(left(other, db.name())).isEqualTo("0");
      assertThatThrownBy(db::connect).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void integrationTestHasItsOwnDatabase(@TempDir Path temporary) throws Exception {
    Path basedir = Files.createDirectory(temporary.resolve("Upgrade-twice"));
    Files.writeString(basedir.resolve("test.properties"), "saascore.schema=app\n");

    ItDatabase.create(basedir.toFile());
    ItDatabase.execute(basedir.toFile(), "CREATE TABLE t (n int)", "INSERT INTO t VALUES (1), (2)");

    assertThat(ItDatabase.list(basedir.toFile(), "SELECT n FROM t ORDER BY n"))
        .containsExactly("1", "2");
    assertThat(ItDatabase.one(basedir.toFile(), "SELECT current_database()"))
        .isEqualTo("it_upgrade_twice");
    assertThat(basedir.resolve("test.properties"))
        .content()
        .contains("saascore.schema=app")
        .contains("saascore.url=jdbc\\:postgresql\\://")
        .contains("saascore.user=it_upgrade_twice")
        .contains("saascore.password=it_upgrade_twice");

    ItDatabase.create(basedir.toFile());
    assertThat(ItDatabase.one(basedir.toFile(), "SELECT to_regclass('t') IS NULL")).isEqualTo("t");
    ItDatabase.drop(basedir.toFile());
  }

  @Test
  void urlKeepsWhatStandsInIt() {
    assertThat(
            JdbcUrl.of(
                    "jdbc:postgresql://db.example:6543/postgres?user=a%40b&password=x%26y&ssl=true")
                .database("t1")
                .text())
        .isEqualTo("jdbc:postgresql://db.example:6543/t1?password=x%26y&ssl=true&user=a%40b");
  }

  private static String left(TestDatabase db, String name) {
    return db.one(
        """
        SELECT (SELECT count(*) FROM pg_database WHERE datname = '%1$s')
             + (SELECT count(*) FROM pg_roles WHERE rolname = '%1$s')
        """
            .formatted(name));
  }
}
