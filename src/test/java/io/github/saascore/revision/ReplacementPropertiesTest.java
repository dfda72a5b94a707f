package io.github.saascore.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.revision.Replacements.Recorded;
import io.github.saascore.revision.Replacements.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold when a part of a history is squashed, tried on graphs that chance made. */
final class ReplacementPropertiesTest {
  private static final RevisionId NEW = RevisionId.of("squashed");
  private static final RevisionId END = RevisionId.of("end");

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /** A history with one replacement. */
  private record Squashed(RevisionGraph before, Revision revision, Replacements after) {}

  /** Squashes one graph of chance, all of whose heads are merged, below another one. */
  private static Squashed squashed(long seed) {
    Random random = new Random(seed);
    RevisionGraph lower = RandomGraph.of(random);
    List<Revision> files = new ArrayList<>(lower.all());
    files.add(revision(END, new ArrayList<>(ids(lower.heads())), List.of()));
    for (Revision above : RandomGraph.of(random).all()) {
      List<RevisionId> parents = new ArrayList<>();
      above.parents().forEach(parent -> parents.add(upper(parent)));
      if (parents.isEmpty() && random.nextInt(3) > 0) {
        parents.add(END);
      }
      List<String> dependsOn = new ArrayList<>();
      if (random.nextInt(5) == 0) {
        dependsOn.add(lower.all().get(random.nextInt(lower.all().size())).id().value());
      }
      files.add(revision(upper(above.id()), parents, dependsOn));
    }
    RevisionGraph before = RevisionGraph.of(files);
    Squash squash = new Planner(before).squash(Target.parseRange("base:" + END));
    Revision replacement = squash.revision(NEW, "squashed");
    files.add(random.nextInt(files.size()), replacement);
    return new Squashed(before, replacement, Replacements.of(files, id -> Optional.empty()));
  }

  private static RevisionId upper(RevisionId id) {
    return RevisionId.of("upper" + id);
  }

  private static Revision revision(
      RevisionId id, List<RevisionId> parents, List<String> dependsOn) {
    return new Revision(id, parents, dependsOn, List.of(), id.value());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aNewDatabaseRunsTheReplacementAndAllThatWasNotReplaced(long seed) {
    Squashed history = squashed(seed);
    RevisionGraph graph = history.after().graph();

    List<RevisionId> steps = ids(upgrade(graph, Applied.none()));

    Set<RevisionId> wanted = ids(history.before().all());
    wanted.removeAll(history.revision().replaces());
    wanted.add(NEW);
    assertThat(steps).containsExactlyInAnyOrderElementsOf(wanted);
    assertNeededFirst(history, steps);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyOldDatabaseGetsExactlyWhatItWouldHaveGot(long seed) {
    Squashed history = squashed(seed);
    Applied before = RandomGraph.state(history.before(), new Random(~seed));
    Set<RevisionId> replaced = new LinkedHashSet<>(history.revision().replaces());
    boolean none = before.ids().stream().noneMatch(replaced::contains);

    View view = history.after().view(recorded(before.ids(), history.revision()), List.of());
    List<RevisionId> steps = ids(upgrade(view.graph(), view.applied()));

    List<RevisionId> wanted = ids(upgrade(history.before(), before));
    if (none) {
      wanted.removeAll(replaced);
      wanted.add(NEW);
    }
    assertThat(steps).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(view.implied().isEmpty()).isEqualTo(!before.ids().containsAll(replaced));
    assertThat(view.applied().unknownTo(view.graph())).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatRanTheReplacementIsUnderstoodByACheckoutWithoutIt(long seed) {
    Squashed history = squashed(seed);
    Set<RevisionId> rows = ids(history.before().all());
    rows.add(NEW);

    View old =
        Replacements.of(history.before().all(), id -> Optional.empty())
            .view(recorded(rows, history.revision()), List.of());

    assertThat(old.applied().ids()).hasSameElementsAs(ids(history.before().all()));
    assertThat(new Planner(old.graph()).pending(old.applied())).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void withoutTheOldFilesNothingChangesForADatabaseThatHasAll(long seed) {
    Squashed history = squashed(seed);
    List<Revision> files = new ArrayList<>(history.before().all());
    files.removeIf(each -> history.revision().replaces().contains(each.id()));
    files.add(history.revision());
    Set<RevisionId> rows = ids(history.before().all());

    View view =
        Replacements.of(files, id -> Optional.empty())
            .view(recorded(rows, history.revision()), List.of());

    assertThat(view.applied().unknownTo(view.graph())).isEmpty();
    assertThat(new Planner(view.graph()).pending(view.applied())).isEmpty();
  }

  private static void assertNeededFirst(Squashed history, List<RevisionId> steps) {
    Set<RevisionId> done = new HashSet<>();
    for (RevisionId step : steps) {
      history
          .after()
          .graph()
          .allParents(step)
          .forEach(each -> assertThat(done).contains(each.id()));
      done.add(step);
    }
  }

  private static Recorded recorded(Collection<RevisionId> rows, Revision replacement) {
    Map<RevisionId, List<RevisionId>> all = new LinkedHashMap<>();
    rows.forEach(row -> all.put(row, row.equals(NEW) ? replacement.replaces() : List.of()));
    return new Recorded(all, Set.of());
  }

  private static Plan upgrade(RevisionGraph graph, Applied applied) {
    return new Planner(graph).upgrade(applied, List.of(Target.parse("heads")));
  }

  private static List<RevisionId> ids(Plan plan) {
    return new ArrayList<>(plan.steps().stream().map(Step::id).toList());
  }

  private static Set<RevisionId> ids(List<Revision> revisions) {
    Set<RevisionId> ids = new LinkedHashSet<>();
    revisions.forEach(revision -> ids.add(revision.id()));
    return ids;
  }
}
