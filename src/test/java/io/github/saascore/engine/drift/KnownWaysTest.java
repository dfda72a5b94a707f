package io.github.saascore.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.revision.RevisionId;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was found good is not tried again, for as long as nothing differs. */
@ExtendWith(PostgresExtension.class)
final class KnownWaysTest {
  private static final String CONDITIONS = "PostgreSQL 18.6, plugin 1";

  @TempDir Path directory;

  /** Of four revisions two are reversible, one loses a column, and one has no way back. */
  private History history() {
    return new History(directory.resolve("migrations"))
        .revision("aaaa", "", "CREATE TABLE a (id int, phone text);", "DROP TABLE a;")
        .revision(
            "bbbb", "aaaa", "ALTER TABLE a DROP phone;", "ALTER TABLE a ADD COLUMN phone text;")
        .revision("cccc", "bbbb", "CREATE TABLE c (id int);", "DROP TABLE c;")
        .file(
            "dddd.sql",
            """
            -- revision: dddd
            -- down_revision: cccc
            -- message: has no way back

            -- saascore:upgrade
            CREATE TABLE d (id int);
            """);
  }

  private static CheckResult check(TestDatabase database, History history, KnownWays known) {
    Check.Subjects subjects =
        new Check.Subjects(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    try (Scratches scratches = Scratches.beside(database)) {
      return new Check(scratches.scratch(), history.sources(), subjects, known).run();
    }
  }

  private static KnownWays nothing(String conditions) {
    return new KnownWays(Optional.of(conditions), Map.of());
  }

  /** Returns what is known once all files were tried. */
  private KnownWays learnt(TestDatabase database) {
    return nothing(CONDITIONS).learnt(check(database, history(), nothing(CONDITIONS)));
  }

  private static List<String> known(CheckResult result) {
    return result.trips().stream()
        .filter(RoundTrip::known)
        .map(trip -> trip.revision().id().value())
        .toList();
  }

  private static List<String> words(CheckResult result) {
    return result.trips().stream().map(trip -> trip.way().word()).toList();
  }

  @Test
  void theSameFilesAreNotTriedAgain(TestDatabase database) {
    CheckResult first = check(database, history(), nothing(CONDITIONS));
    KnownWays learnt = nothing(CONDITIONS).learnt(first);
    CheckResult second = check(database, history(), learnt);
    assertThat(known(first)).isEmpty();
    assertThat(known(second)).containsExactly("aaaa", "bbbb", "cccc");
    assertThat(words(second))
        .isEqualTo(words(first))
        .containsExactly("reversible", "lossy", "reversible", "unwritten");
    assertThat(second.trips().get(1).way()).isEqualTo(first.trips().get(1).way());
    assertThat(learnt.learnt(second)).isEqualTo(learnt);
  }

  @Test
  void whatStandsAboveAChangeIsTriedAgain(TestDatabase database) {
    KnownWays learnt = learnt(database);
    History changed =
        history()
            .revision(
                "bbbb", "aaaa", "ALTER TABLE a DROP phone;", "ALTER TABLE a ADD COLUMN phone int;");
    CheckResult result = check(database, changed, learnt);
    assertThat(known(result)).containsExactly("aaaa");
    assertThat(words(result)).containsExactly("reversible", "broken", "reversible", "unwritten");
    assertThat(check(database, history(), learnt.learnt(result)).known()).isOne();
  }

  @Test
  void aCommentAloneChangesNothing(TestDatabase database) {
    KnownWays learnt = learnt(database);
    History changed =
        history()
            .revision("aaaa", "", "CREATE TABLE a (id int, phone text); -- ok", "DROP TABLE a;");
    assertThat(check(database, changed, learnt).known()).isEqualTo(3);
  }

  @Test
  void whatIsKnownIsAppliedAllTheSame(TestDatabase database) {
    KnownWays learnt = learnt(database);
    History more =
        history()
            .revision("eeee", "dddd", "INSERT INTO nowhere VALUES (1);", "DELETE FROM nowhere;");
    CheckResult result = check(database, more, learnt);
    assertThat(words(result)).endsWith("unwritten", "refused");
    assertThat(result.findings()).hasSize(1);
  }

  @Test
  void underOtherConditionsNothingIsKnown(TestDatabase database) {
    CheckResult first = check(database, history(), nothing(CONDITIONS));
    Map<String, WayBack> ways = nothing(CONDITIONS).learnt(first).ways();
    KnownWays other = new KnownWays(Optional.of("PostgreSQL 17.2, plugin 1"), ways);
    assertThat(check(database, history(), other).known()).isZero();
    KnownWays none = KnownWays.none();
    assertThat(none.learnt(check(database, history(), none)).ways()).isEmpty();
  }

  @Test
  void ofJavaCodeAndWhatStandsAboveItNothingIsKnown() {
    History java =
        history()
            .file(
                "eeee.sql",
                """
                -- revision: eeee
                -- down_revision: dddd
                -- message: is Java code

                -- saascore:upgrade class=com.acme.Fill
                """)
            .revision("ffff", "eeee", "CREATE TABLE f (id int);", "DROP TABLE f;");
    Trail trail = nothing(CONDITIONS).start();
    var files = java.sources().files();
    for (String id : List.of("aaaa", "bbbb", "cccc", "dddd")) {
      trail = trail.then(files.get(RevisionId.of(id)));
      assertThat(trail.digest()).isPresent();
    }
    for (String id : List.of("eeee", "ffff")) {
      trail = trail.then(files.get(RevisionId.of(id)));
      assertThat(trail.digest()).isEmpty();
    }
  }

  @Test
  void aFileKeepsWhatIsKnown() throws IOException {
    KnownWaysFile file = new KnownWaysFile(directory.resolve("kept").resolve("ways"));
    KnownWays known =
        new KnownWays(
            Optional.of(CONDITIONS),
            Map.of(
                "11",
                new WayBack.Reversible(),
                "22",
                new WayBack.Lossy(List.of("column phone of public.a", "table public.ü"))));
    assertThat(file.read(CONDITIONS)).isEqualTo(nothing(CONDITIONS));
    file.write(known);
    file.write(known);
    assertThat(file.read(CONDITIONS)).isEqualTo(known);
    try (var files = Files.list(file.path().getParent())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("ways", ".gitignore");
    }
    Files.writeString(file.path(), "saascore ways back 2\n33\n");
    assertThat(file.read(CONDITIONS)).isEqualTo(nothing(CONDITIONS));
  }

  @Test
  void aNameThatWouldBreakTheFileIsFoundOutEachTime() throws IOException {
    KnownWaysFile file = new KnownWaysFile(directory.resolve("ways"));
    file.write(
        new KnownWays(
            Optional.of(CONDITIONS),
            Map.of("11", new WayBack.Lossy(List.of("table public.\"a\nb\"")))));
    assertThat(file.read(CONDITIONS)).isEqualTo(nothing(CONDITIONS));
  }
}
