package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class StampTest {
  @TempDir Path directory;
  private TestDatabase db;
  private Scenario scenario;

  @BeforeEach
  void start(TestDatabase database) {
    db = database;
    scenario =
        new Scenario(directory, database)
            .revision("aaaa1111", "", "CREATE TABLE a ();", "DROP TABLE a;")
            .revision("bbbb2222", "aaaa1111", "CREATE TABLE b ();", "DROP TABLE b;")
            .revision("cccc3333", "aaaa1111", "CREATE TABLE c ();", "DROP TABLE c;");
  }

  @Test
  void marksWithoutRunningAnything() {
    Stamp.Result result = scenario.stamp(false, "bbbb2222");
    assertThat(result.marked())
        .extracting(r -> r.id().value())
        .containsExactly("aaaa1111", "bbbb2222");
    assertThat(db.one("SELECT to_regclass('a') IS NULL")).isEqualTo("t");
    assertThat(db.list("SELECT DISTINCT how || length(checksum) FROM saascore_revision"))
        .containsExactly("stamped64");
    assertThat(scenario.stamp(false, "bbbb2222").isNothing()).isTrue();
    assertThat(scenario.upgrade().applied())
        .extracting(r -> r.id().value())
        .containsExactly("cccc3333");
  }

  @Test
  void neverLosesALineSilently() {
    scenario.upgrade();
    scenario.revision("dddd4444", "bbbb2222, cccc3333", "", "");
    scenario.upgrade();
    SaascoreException e =
        catchThrowableOfType(SaascoreException.class, () -> scenario.stamp(false, "cccc3333"));
    assertThat(e.problem().code()).isEqualTo(Code.STAMP_LOSES_LINE);
    assertThat(scenario.applied()).hasSize(4);
    scenario.stamp(false, "base");
    assertThat(scenario.applied()).isEmpty();
  }

  @Test
  void forgetsRowsWithoutAFileOnlyByPurge() {
    scenario.upgrade().standing();
    scenario.delete("cccc3333");
    SaascoreException e =
        catchThrowableOfType(SaascoreException.class, () -> scenario.stamp(false, "heads"));
    assertThat(e.problem().code()).isEqualTo(Code.DB_REVISION_UNKNOWN);
    Stamp.Result result = scenario.stamp(true, "heads");
    assertThat(result.unmarked()).extracting(Object::toString).contains("cccc3333");
    assertThat(scenario.applied()).containsExactlyInAnyOrder("aaaa1111", "bbbb2222");
  }
}
