package io.github.saascore.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.hazard.Lint;
import io.github.saascore.engine.hazard.LintRequest;
import io.github.saascore.engine.hazard.LintResult;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchSource;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Hazards are the same, whether they are looked at beside the walk or after it. */
@ExtendWith(PostgresExtension.class)
final class HazardLookTest {
  private static final int EARLIER = 42;
  private static final String ALTERING =
      """
      ALTER TABLE t7 ADD COLUMN note text, ALTER COLUMN id TYPE bigint;
      CREATE INDEX t7_note ON t7 (note);
      ALTER TABLE t9 ADD FOREIGN KEY (id) REFERENCES t8 (id);
      """;
  private static final String RESTORING =
      """
      ALTER TABLE t9 DROP CONSTRAINT t9_id_fkey;
      ALTER TABLE t7 DROP COLUMN note, ALTER COLUMN id TYPE int;
      """;

  @TempDir Path directory;

  /** Remembers on which threads it was asked. */
  private record Lent(Scratch scratch, List<String> threads) implements ScratchSource {
    @Override
    public <T> T lend(Function<Scratch, T> work) {
      threads.add(Thread.currentThread().getName());
      return work.apply(scratch);
    }
  }

  private History line(int length) {
    History history = new History(directory);
    for (int i = 1; i <= length; i++) {
      history.revision(
          id(i),
          i == 1 ? "base" : id(i - 1),
          "CREATE TABLE t%d (id int PRIMARY KEY);".formatted(i),
          "DROP TABLE t%d;".formatted(i));
    }
    return history;
  }

  private static String id(int number) {
    return "r%03d".formatted(number);
  }

  private static LintRequest request(Sources sources) {
    return LintRequest.heads(sources, LintRequest.Options.standard());
  }

  /** Checks, and returns the threads that looked at hazards. */
  private static List<String> looked(TestDatabase database, History history) {
    Sources sources = history.sources();
    List<String> threads = new ArrayList<>();
    try (Scratches scratches = Scratches.beside(database)) {
      Lint lint = new Lint(new Lent(scratches.scratch(), threads), Optional.empty());
      Check.Hazards hazards = new Check.Hazards(lint, request(sources), result -> Optional.empty());
      Check.Subjects subjects =
          new Check.Subjects(Optional.empty(), Optional.empty(), Optional.of(hazards), List.of());
      CheckResult result =
          new Check(scratches.scratch(), sources, subjects, KnownWays.none()).run();
      LintResult alone =
          new Lint(new Lent(scratches.scratch(), new ArrayList<>()), Optional.empty())
              .run(request(sources));
      assertThat(alone.hazards()).isNotEmpty();
      assertThat(result.hazards()).contains(alone);
    }
    return threads;
  }

  @Test
  void looksAfterTheWalkWhereEarlierRevisionsAreMany(TestDatabase database) {
    String last = id(EARLIER + 1);
    History history = line(EARLIER).revision(last, id(EARLIER), ALTERING, RESTORING);
    String here = Thread.currentThread().getName();
    assertThat(looked(database, history)).containsExactly(here);

    // Another head, so that two are undone and looked at; and one that nothing undoes.
    history.revision("r999", id(EARLIER), "DROP INDEX t8_i;", "CREATE INDEX t8_i ON t8 (id);");
    history.revision(
        id(EARLIER), id(EARLIER - 1), "CREATE INDEX t8_i ON t8 (id);", "DROP INDEX t8_i;");
    assertThat(looked(database, history)).containsExactly(here);
    history.revision(last, id(EARLIER), ALTERING, "ALTER TABLE t7 DROP COLUMN note;");
    assertThat(looked(database, history)).containsExactly(here);
  }

  @Test
  void looksBesideTheWalkWhereTheyAreFewOrItsDatabaseIsNotWhatItNeeds(TestDatabase database) {
    History history = line(9).revision(id(10), id(9), ALTERING, RESTORING);
    assertThat(looked(database, history)).containsExactly("saascore-hazards");

    line(EARLIER).revision(id(EARLIER + 1), id(EARLIER), ALTERING, RESTORING);
    history.file("repeatable/v.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM t1;");
    assertThat(looked(database, history)).containsExactly("saascore-hazards");
  }
}
