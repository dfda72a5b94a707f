package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.postgres.Existing;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Target;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Large scripts are read again while they run; what runs is what was checked. */
@ExtendWith(PostgresExtension.class)
class LargeScriptTest {
  private static final int ROWS = 6000;

  @TempDir Path directory;

  @Test
  void runsInsertsAndData(TestDatabase db) {
    scenario(db).upgrade();
    assertThat(db.one("SELECT count(*) || ' ' || sum(id) FROM big"))
        .isEqualTo(2 * ROWS + " " + (long) ROWS * (2 * ROWS + 1));
    assertThat(db.one("SELECT note FROM big WHERE id = " + 2 * ROWS)).isEqualTo("Größe 😀\t12000");
    Scenario same = scenario(db);
    assertThat(same.upgrade().isNothing()).isTrue();
    assertThat(same.downgrade("base").undone()).hasSize(1);
  }

  @Test
  void saysWhereAStatementFails(TestDatabase db) throws IOException {
    Scenario scenario = scenario(db);
    replace(scenario, "(5000,", "(4999,");
    assertThatThrownBy(scenario::upgrade)
        .isInstanceOf(SaascoreException.class)
        .hasMessageContaining("r1_x.sql:5006:1")
        .hasMessageContaining("nothing of this run was kept");
  }

  @Test
  void saysWhichRowOfTheDataFails(TestDatabase db) throws IOException {
    Scenario scenario = scenario(db);
    replace(scenario, "\n12000\t", "\nx2000\t");
    assertThatThrownBy(scenario::upgrade)
        .isInstanceOf(SaascoreException.class)
        .hasMessageContaining("line 6000")
        .hasMessageContaining("r1_x.sql");
  }

  @Test
  void refusesStatementsThatChangedSinceTheyWereChecked(TestDatabase db) throws IOException {
    refusesChange(db, "(5000, 'Größe", "(5000, 'größe");
  }

  @Test
  void refusesDataThatChangedSinceTheyWereChecked(TestDatabase db) throws IOException {
    refusesChange(db, "\n11999\tGröße", "\n11999\tgröße");
  }

  private void refusesChange(TestDatabase db, String before, String after) throws IOException {
    Scenario scenario = scenario(db);
    Sources checked = scenario.sources();
    checked.requireReadable(file -> false);
    replace(scenario, before, after);
    Upgrade.Options options =
        new Upgrade.Options(
            List.of(Target.parse("heads")), Existing.SKIP, TransactionMode.REVISION);
    assertThatThrownBy(() -> scenario.in(work -> new Upgrade(work, checked, options).run()))
        .isInstanceOf(SaascoreException.class)
        .hasMessageContaining("'r1_x.sql' changed while it was read")
        .hasMessageContaining("nothing of this run was kept")
        .extracting(e -> ((SaascoreException) e).problem().code())
        .isEqualTo(Code.FILE_CHANGED);
    assertThat(db.one("SELECT to_regclass('big') IS NULL")).isEqualTo("t");
    assertThat(db.list("SELECT outcome FROM saascore_event")).containsExactly("failed");
    replace(scenario, after, before);
    assertThat(scenario.upgrade().applied()).hasSize(1);
  }

  private void replace(Scenario scenario, String before, String after) throws IOException {
    String text = Files.readString(directory.resolve("r1_x.sql"));
    assertThat(text).contains(before);
    scenario.file("r1_x.sql", text.replace(before, after));
  }

  private Scenario scenario(TestDatabase db) {
    String inserts =
        IntStream.rangeClosed(1, ROWS)
            .mapToObj(i -> "INSERT INTO big VALUES (%1$d, 'Größe 😀 %1$d');\n".formatted(i))
            .collect(Collectors.joining());
    String data =
        IntStream.rangeClosed(ROWS + 1, 2 * ROWS)
            .mapToObj(i -> "%1$d\tGröße 😀\\t%1$d\n".formatted(i))
            .collect(Collectors.joining());
    return new Scenario(directory, db)
        .revision(
            "r1",
            "base",
            "CREATE TABLE big (id bigint PRIMARY KEY, note text);\n"
                + inserts
                + "COPY big FROM stdin;\n"
                + data
                + "\\.\n",
            "DROP TABLE big;");
  }
}
