package io.github.saascore.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.engine.Sources;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.Scratches;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A long history is found to be what it is, in two databases as in one. */
@ExtendWith(PostgresExtension.class)
class LongWalkTest {
  private static final int LENGTH = 9;

  @TempDir Path directory;

  private History line() {
    History history = new History(directory);
    for (int i = 1; i <= LENGTH; i++) {
      put(history, i, "CREATE TABLE t%d (id int PRIMARY KEY);", "DROP TABLE t%d;");
    }
    return history;
  }

  private static History put(History history, int number, String upgrade, String downgrade) {
    return history.revision(
        id(number),
        number == 1 ? "base" : id(number - 1),
        upgrade.formatted(number),
        downgrade.formatted(number));
  }

  private static String id(int number) {
    return "r%03d".formatted(number);
  }

  /** Returns the trips, which are the same in one database, and leave the same. */
  private static List<RoundTrip> walked(TestDatabase database, History history) {
    Sources sources = history.sources();
    try (Scratches scratches = Scratches.beside(database);
        LongWalk walk = new LongWalk(scratches.scratch(), sources, KnownWays.none(), LENGTH);
        RoundTrips plain = new RoundTrips(scratches.scratch(), sources, KnownWays.none())) {
      List<RoundTrip> trips = walk.walk();
      assertThat(trips).isEqualTo(plain.walk());
      Snapshot end = walk.database().snapshot();
      assertThat(end).isEqualTo(plain.database().snapshot());
      return trips;
    }
  }

  private static List<String> unsound(List<RoundTrip> trips) {
    return trips.stream()
        .filter(trip -> !(trip.way() instanceof WayBack.Reversible))
        .map(trip -> trip.revision().id() + " " + trip.way().getClass().getSimpleName())
        .toList();
  }

  @Test
  void findsNothingWhereNothingIsWrong(TestDatabase database) {
    History history = line();
    put(history, 6, "ALTER TABLE t3 ADD COLUMN a int;", "ALTER TABLE t3 DROP COLUMN a;");
    put(history, 8, "DROP TABLE t3;", "CREATE TABLE t3 (id int PRIMARY KEY, a int);");
    history.file(
        id(9) + ".sql",
        """
        -- revision: %s
        -- down_revision: %s

        -- saascore:upgrade transaction=none
        CREATE INDEX CONCURRENTLY i ON t5 (id);

        -- saascore:downgrade transaction=none
        DROP INDEX CONCURRENTLY i;
        """
            .formatted(id(9), id(8)));
    assertThat(unsound(walked(database, history))).containsExactly(id(8) + " Lossy");
  }

  @Test
  void findsWhatIsWrongInEitherPart(TestDatabase database) {
    History history = line();
    put(history, 8, "CREATE TABLE t%d (id int);", "ALTER TABLE t%d ADD COLUMN a int;");
    assertThat(unsound(walked(database, history))).containsExactly(id(8) + " Broken");
    put(history, 5, "CREATE TABLE t%d (id int);", "SELECT 1;");
    assertThat(unsound(walked(database, history)))
        .containsExactly(id(5) + " Broken", id(8) + " Broken");
    put(history, 7, "CREATE TABLE t%d (id nothing);", "SELECT 1;");
    assertThat(unsound(walked(database, history)))
        .startsWith(id(5) + " Broken", id(7) + " Refused", id(8) + " Unreached")
        .hasSize(4);
  }

  @Test
  void walksInOneDatabaseWhereRevisionsReachBeyondIt(TestDatabase database) {
    History history = line();
    put(
        history,
        2,
        "CREATE ROLE saascore_long_walk; CREATE TABLE t2 (id int);",
        "DROP TABLE t2; DROP ROLE saascore_long_walk;");
    try (Scratches scratches = Scratches.beside(database);
        LongWalk walk =
            new LongWalk(scratches.scratch(), history.sources(), KnownWays.none(), LENGTH)) {
      assertThat(unsound(walk.walk())).isEmpty();
      assertThat(walk.databases()).isOne();
    }
  }
}
