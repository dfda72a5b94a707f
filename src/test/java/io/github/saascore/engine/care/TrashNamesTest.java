package io.github.saascore.engine.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.engine.Confirmation;
import io.github.saascore.engine.Scenario;
import io.github.saascore.postgres.Quote;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shown before it goes, kept, restored and purged may be called anything. */
@ExtendWith(PostgresExtension.class)
class TrashNamesTest {
  private static final Confirmation NOBODY = new Confirmation(Optional.empty());

  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario = new Scenario(directory, db);
  }

  static List<String> names() {
    return List.of(
        "only",
        "select",
        "user",
        "cascade",
        "Mixed Case",
        "it's",
        "50%",
        "%s",
        "a\"b",
        "a.b",
        "$1",
        "${trash}",
        "${missing}",
        "saascore_trash",
        "-- x",
        "größe");
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("names")
  void foreignKeysAreSuspendedAndGivenBack(String name) {
    String quoted = Quote.name(name);
    String make =
        """
        CREATE TABLE %1$s (%1$s int PRIMARY KEY);
        CREATE TABLE child (id int PRIMARY KEY, %1$s int CONSTRAINT %1$s REFERENCES %1$s);
        """
            .formatted(quoted);
    scenario.revision("aaaa1111", "", make, "");
    scenario.upgrade();
    String key =
        "SELECT pg_get_constraintdef(oid) || conname FROM pg_constraint WHERE contype = 'f'";
    List<String> before = db.list(key);
    String load = "INSERT INTO child VALUES (1, 7); INSERT INTO %1$s VALUES (7);";
    suspending("bbbb2222", "aaaa1111", load.formatted(quoted));
    String retype =
        "ALTER TABLE %1$s ALTER COLUMN %1$s TYPE text; ALTER TABLE child ALTER COLUMN %1$s TYPE"
            + " text;";
    suspending("cccc3333", "bbbb2222", retype.formatted(quoted));
    scenario.upgrade();
    assertThat(db.list(key)).hasSize(1).isEqualTo(before);
    suspending("dddd4444", "cccc3333", "TRUNCATE " + quoted + ";");
    SaascoreException refused = catchThrowableOfType(SaascoreException.class, scenario::upgrade);
    assertThat(refused.problem().summary()).isEqualTo("1 row refers to nothing");
    assertThat(refused.problem().reason().orElse(""))
        .contains("child (id)=(1): (", ")=(7) is not in ");
    suspending("dddd4444", "cccc3333", "DROP TABLE " + quoted + ";");
    scenario.upgrade();
    assertThat(db.list(key)).isEmpty();
  }

  private void suspending(String id, String parent, String upgrade) {
    scenario.file(
        id + "_x.sql",
        """
        -- revision: %s
        -- down_revision: %s

        -- saascore:upgrade foreign_keys=suspend
        %s
        """
            .formatted(id, parent, upgrade));
  }

  @ParameterizedTest
  @MethodSource("names")
  void isKeptAndRestored(String name) {
    String quoted = Quote.name(name);
    String make =
        """
        CREATE TABLE %1$s (id int PRIMARY KEY, %1$s text DEFAULT 'x');
        INSERT INTO %1$s VALUES (1), (2);
        """
            .formatted(quoted);
    scenario.revision("aaaa1111", "", make, "");
    scenario.upgrade();

    run("bbbb2222", "aaaa1111", "ALTER TABLE ONLY %1$s DROP COLUMN %1$s;".formatted(quoted));
    assertThat(restored().was()).isEqualTo("column " + name + " of public." + name);
    assertRows(quoted);

    run("cccc3333", "bbbb2222", "DROP TABLE %s;".formatted(quoted));
    assertThat(restored().kind()).isEqualTo(TrashItem.Kind.TABLE);
    assertRows(quoted);

    String drop = Quote.text("DROP TABLE " + quoted);
    run("dddd4444", "cccc3333", "DO $do$ BEGIN EXECUTE " + drop + "; END $do$;");
    assertThat(restored().kind()).isEqualTo(TrashItem.Kind.ROWS);
    assertRows(quoted);

    run("eeee5555", "dddd4444", "DROP TABLE %s;".formatted(quoted));
    Confirmation word = new Confirmation(Optional.of(db.name()));
    List<TrashItem> gone =
        scenario.in(open -> new Purge(open, Duration.ZERO, "here").run(word, Optional.empty()));
    assertThat(gone).hasSize(1);
    assertThat(db.one("SELECT to_regnamespace('saascore_trash') IS NULL")).isEqualTo("t");
  }

  /** What would go is shown first, as often as nobody agrees. */
  private void run(String id, String parent, String upgrade) {
    scenario.revision(id, parent, upgrade, "");
    Scenario bare = new Scenario(directory, db);
    SaascoreException refused =
        catchThrowableOfType(SaascoreException.class, () -> bare.upgrade(NOBODY));
    assertThat(refused.problem().text()).containsPattern("2 (values|rows)");
    new Scenario(directory, db).keepingTrash().upgrade(NOBODY);
  }

  private TrashItem restored() {
    List<TrashItem> all = scenario.in(open -> TrashItem.all(open.session()));
    assertThat(all).hasSize(1);
    return scenario.in(open -> new Restore(open).restore(all.get(0).name())).item();
  }

  private void assertRows(String quoted) {
    assertThat(db.list("SELECT id::text || %1$s FROM %1$s ORDER BY 1".formatted(quoted)))
        .containsExactly("1x", "2x");
  }
}
