package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Version tables are found again, or nothing is begun anew. */
@ExtendWith(PostgresExtension.class)
class SearchPathTest {
  private static final String TABLES =
      "SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 'a' ORDER BY 1";

  @TempDir Path directory;

  /** By default the search path begins with the schema that has the name of the role. */
  @Test
  void aSchemaWithTheNameOfTheRoleBeginsNoSecondHistory(TestDatabase database) {
    String role = database.user();
    Scenario scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", "CREATE TABLE a (n int)", "DROP TABLE a")
            .revision("bbbb2222", "aaaa1111", "CREATE SCHEMA IF NOT EXISTS \"" + role + '"', "");
    scenario.upgrade();
    String refusal =
        """
        SC-MISSING-OBJECT: the version tables stand in schema 'public', but the search path begins with '%1$s'
          search_path is "$user", public: every revision would be applied once more, in '%1$s'
          hint: to go on with the revisions that are applied: -Dsaascore.schema=public, or <schema> in the POM
                or to begin a history of its own there: -Dsaascore.schema=%1$s\
        """
            .formatted(role);
    assertThatThrownBy(scenario::upgrade).hasMessage(refusal);
    assertThatThrownBy(scenario::listing).hasMessage(refusal);
    assertThat(database.list(TABLES)).containsExactly("public");

    scenario.with(SessionOptions.defaults().withSchema("public"));
    assertThat(scenario.upgrade().applied()).isEmpty();
    scenario.with(SessionOptions.defaults().withSchema(role));
    assertThat(scenario.upgrade().applied()).hasSize(2);
    assertThat(database.list(TABLES)).hasSize(2);
  }

  /** The old schema need not be in the new path at all. */
  @Test
  void aPathThatIsSetAnewBeginsNoSecondHistory(TestDatabase database) throws SQLException {
    Scenario scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", "CREATE TABLE a (n int)", "DROP TABLE a");
    scenario.upgrade();
    database.execute(
        "CREATE SCHEMA s2; ALTER DATABASE \"%s\" SET search_path = s2".formatted(database.name()));
    assertThatThrownBy(scenario::upgrade)
        .hasMessageContaining("in schema 'public', but the search path begins with 's2'")
        .hasMessageContaining("-Dsaascore.schema=public, or <schema>");
    assertThat(database.list(TABLES)).containsExactly("public");

    // An application of its own, with a login and a schema of its own, has to say nothing.
    String other = database.name() + "_other";
    Drops.asSuperuser(
        database,
        """
        CREATE ROLE "%1$s" LOGIN PASSWORD 'other';
        CREATE SCHEMA AUTHORIZATION "%1$s";
        GRANT SELECT ON public.saascore_revision TO "%1$s";
        ALTER ROLE "%1$s" SET search_path = "%1$s";
        """
            .formatted(other));
    String url =
        database
            .url()
            .replace("user=" + database.user(), "user=" + other)
            .replace("password=" + database.password(), "password=other");
    assertThat(new Scenario(directory, url).upgrade().applied()).hasSize(1);

    scenario.with(SessionOptions.defaults().withSchema("s2"));
    assertThat(scenario.upgrade().applied()).hasSize(1);
    scenario.with(SessionOptions.defaults());
    assertThat(scenario.upgrade().applied()).isEmpty();
    Drops.asSuperuser(database, "DROP OWNED BY \"%1$s\"; DROP ROLE \"%1$s\"".formatted(other));
  }

  /** Who writes the path into the URL means its first schema. */
  @Test
  void aPathInTheUrlIsMeantSo(TestDatabase database) {
    database.execute("CREATE SCHEMA tenant");
    new Scenario(directory, database)
        .revision("aaaa1111", "", "CREATE TABLE a (n int)", "DROP TABLE a")
        .upgrade();
    new Scenario(directory, database.url() + "&currentSchema=tenant,public").upgrade();
    assertThat(database.list(TABLES)).containsExactly("public", "tenant");
  }
}
