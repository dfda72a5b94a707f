package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.revision.Problem;
import io.github.saascore.testing.PostgresExtension;
import io.github.saascore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two to eight builds with different goals start at once; what is left is never a mixture. */
@ExtendWith(PostgresExtension.class)
class ConcurrentGoalsTest {
  @TempDir static Path directory;

  private static TestDatabase db;
  private static FaultStory story;

  private enum Goal {
    UPGRADE,
    DOWNGRADE,
    DROP,
    STAMP;

    Object run(Scenario scenario) {
      return switch (this) {
        case UPGRADE -> scenario.upgrade();
        case DOWNGRADE -> scenario.downgrade("base", Optional.of(db.name()));
        case DROP -> story.drop(scenario);
        case STAMP -> scenario.stamp(false, "heads");
      };
    }
  }

  @BeforeAll
  static void learn(TestDatabase database) {
    db = database;
    story = new FaultStory(directory, db);
  }

  @ParameterizedTest(name = "{2} builds: {0} and {1}, from full {3}")
  @CsvSource({
    "UPGRADE, UPGRADE, 2, false",
    "UPGRADE, UPGRADE, 8, false",
    "UPGRADE, DOWNGRADE, 2, true",
    "UPGRADE, DOWNGRADE, 8, false",
    "UPGRADE, DROP, 2, true",
    "UPGRADE, DROP, 8, false",
    "UPGRADE, STAMP, 2, false",
    "UPGRADE, STAMP, 8, false",
    "DOWNGRADE, DROP, 4, true",
    "DOWNGRADE, STAMP, 4, true",
    "DROP, STAMP, 4, true",
    "DROP, DROP, 4, true",
  })
  void leaveOneOfTheirEnds(Goal one, Goal other, int builds, boolean full) throws Exception {
    if (full) {
      story.full();
    } else {
      story.empty();
    }
    CyclicBarrier start = new CyclicBarrier(builds);
    List<FaultRun> runs = new ArrayList<>();
    for (int i = 0; i < builds; i++) {
      Goal goal = i % 2 == 0 ? one : other;
      runs.add(
          new FaultRun(
              () -> {
                start.await(60, TimeUnit.SECONDS);
                return goal.run(new Scenario(directory, db));
              }));
    }
    List<Problem> problems = new ArrayList<>();
    for (FaultRun run : runs) {
      run.problem().ifPresent(problems::add);
      run.close();
    }
    assertThat(problems).allMatch(problem -> problem.hint().isPresent());
    assertThat(ends()).as("%s", problems).contains(now());
    boolean calm = one == Goal.UPGRADE && (other == Goal.UPGRADE || other == Goal.DOWNGRADE);
    if (calm) {
      assertThat(problems).isEmpty();
    }
    aPlainUpgradeEndsWhole();
  }

  private static String now() {
    return FaultStory.bare(story.state());
  }

  /** The database as each goal leaves it that runs alone. */
  private static List<String> ends() {
    List<String> ends = new ArrayList<>();
    ends.add(FaultStory.bare(story.whole()));
    ends.add(FaultStory.bare(story.down().get(story.down().size() - 1)));
    ends.add(FaultStory.bare(story.dropped()));
    ends.add(FaultStory.bare(story.up().get(0)));
    ends.add(FaultStory.bare(story.stamped()));
    return ends;
  }

  /** A stamp is a person's word, so a person takes it back; everything else needs nothing. */
  private static void aPlainUpgradeEndsWhole() {
    if (now().equals(FaultStory.bare(story.stamped()))) {
      story.scenario().stamp(false, "base");
    }
    story.scenario().upgrade();
    assertThat(now()).isEqualTo(FaultStory.bare(story.whole()));
  }
}
