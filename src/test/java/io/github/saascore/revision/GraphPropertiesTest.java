package io.github.saascore.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold in every graph, tried on three hundred that chance made. */
final class GraphPropertiesTest {
  private static final Applied NOTHING = Applied.none();
  private static final Pattern STAMP_COMMAND =
      Pattern.compile("mvn saascore:stamp -Dsaascore.target=(\\S+)( -Dsaascore.purge)?");

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void upgradeToHeadsFromAnyStateLeadsToTheRealHeads(long seed) {
    Random random = new Random(seed);
    RevisionGraph graph = RandomGraph.of(random);
    Applied before = RandomGraph.state(graph, random);

    Plan plan = upgrade(graph, before, "heads");

    assertThat(graph.tips(plan.after().ids())).hasSameElementsAs(ids(graph.realHeads()));
    assertParentsFirst(graph, before, ids(plan));
    assertThat(new Planner(graph).pending(plan.after())).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void downgradeToBaseUndoesExactlyWhatIsAppliedChildrenFirst(long seed) {
    Random random = new Random(seed);
    RevisionGraph graph = RandomGraph.of(random);
    Applied before = RandomGraph.state(graph, random);

    Plan down = new Planner(graph).downgrade(before, Target.parse("base"));

    assertThat(down.after()).isEqualTo(NOTHING);
    assertThat(ids(down)).containsExactlyInAnyOrderElementsOf(before.ids());
    List<RevisionId> upwards = new ArrayList<>(ids(down));
    Collections.reverse(upwards);
    assertParentsFirst(graph, NOTHING, upwards);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void upAndDownLeadsBackToTheSameTips(long seed) {
    Random random = new Random(seed);
    RevisionGraph graph = RandomGraph.of(random);
    for (RevisionId target : ids(graph.all())) {
      Applied above = upgrade(graph, NOTHING, "heads").after();
      Applied at = new Applied(graph.ancestors(Set.of(target), true));
      Plan down = downgradeOrNothing(graph, above, target);

      Set<RevisionId> left = new LinkedHashSet<>(down.after().ids());
      left.retainAll(graph.descendants(ids(graph.children(target)), true));
      assertThat(left).isEmpty();
      assertThat(down.after().ids()).containsAll(at.ids());
      assertThat(upgrade(graph, down.after(), "heads").after().ids())
          .hasSameElementsAs(above.ids());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void tipsAreTheSmallestSetThatSaysItAll(long seed) {
    Random random = new Random(seed);
    RevisionGraph graph = RandomGraph.of(random);
    Applied state = RandomGraph.state(graph, random);

    Set<RevisionId> tips = graph.tips(state.ids());

    assertThat(Applied.ofTips(graph, tips)).isEqualTo(state);
    for (RevisionId tip : tips) {
      Set<RevisionId> fewer = new LinkedHashSet<>(tips);
      fewer.remove(tip);
      assertThat(graph.ancestors(fewer, true)).isNotEqualTo(state.ids());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rowsWithHolesAreFilledParentsFirst(long seed) {
    Random random = new Random(seed);
    RevisionGraph graph = RandomGraph.of(random);
    Set<RevisionId> holes = new LinkedHashSet<>(RandomGraph.state(graph, random).ids());
    holes.removeIf(id -> random.nextInt(3) == 0);

    Plan plan = upgrade(graph, new Applied(holes), "heads");

    assertThat(plan.after().ids()).hasSameElementsAs(ids(graph.all()));
    for (int i = 0; i < plan.steps().size(); i++) {
      Set<RevisionId> later = new HashSet<>(ids(plan).subList(i, plan.steps().size()));
      later.retainAll(graph.ancestors(Set.of(plan.steps().get(i).id()), false));
      assertThat(later).isEmpty();
    }
    assertThat(new Planner(graph).downgrade(new Applied(holes), Target.parse("base")).after())
        .isEqualTo(NOTHING);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theSameGraphGivesTheSamePlanHoweverSetsAreOrdered(long seed) {
    RevisionGraph graph = RandomGraph.of(new Random(seed));
    RevisionGraph again = RandomGraph.of(new Random(seed));
    List<RevisionId> state = new ArrayList<>(RandomGraph.state(graph, new Random(~seed)).ids());
    Applied one = new Applied(new LinkedHashSet<>(state));
    Collections.shuffle(state, new Random(seed));
    Applied other = new Applied(new LinkedHashSet<>(state));

    assertThat(upgrade(again, other, "heads").steps())
        .isEqualTo(upgrade(graph, one, "heads").steps());
    assertThat(new Planner(again).history(Optional.empty(), other))
        .isEqualTo(new Planner(graph).history(Optional.empty(), one));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void stampNeverForgetsOrClaimsWhatNoTargetIsAbout(long seed) {
    Random random = new Random(seed);
    RevisionGraph graph = RandomGraph.of(random);
    Applied before = RandomGraph.state(graph, random);
    for (RevisionId target : ids(graph.all())) {
      Plan plan;
      try {
        plan = new Planner(graph).stamp(before, List.of(Target.parse(target.value())), false);
      } catch (SaascoreException e) {
        assertThat(e.problem().code()).isEqualTo(Code.STAMP_LOSES_LINE);
        assertFirstHintWorks(graph, before, e.problem().hint().orElseThrow());
        continue;
      }
      assertThat(plan.after().ids()).contains(target);
      assertThat(new Applied(graph.ancestors(plan.after().ids(), true)).ids())
          .hasSameElementsAs(plan.after().ids());
      Set<RevisionId> lost = new LinkedHashSet<>(before.ids());
      lost.removeAll(plan.after().ids());
      assertThat(graph.descendants(Set.of(target), false)).containsAll(lost);
    }
  }

  /** What a hint tells to type must not be refused in its turn. */
  private static void assertFirstHintWorks(RevisionGraph graph, Applied before, String hint) {
    Matcher command = STAMP_COMMAND.matcher(hint);
    assertThat(command.find()).as(hint).isTrue();
    Plan plan =
        new Planner(graph)
            .stamp(before, Target.parseList(command.group(1)), command.group(2) != null);
    assertThat(plan.isEmpty()).isFalse();
  }

  private static Plan upgrade(RevisionGraph graph, Applied applied, String target) {
    return new Planner(graph).upgrade(applied, List.of(Target.parse(target)));
  }

  /** A revision that only dependents stand above is no place to go down to, as in Alembic. */
  private static Plan downgradeOrNothing(RevisionGraph graph, Applied applied, RevisionId target) {
    try {
      return new Planner(graph).downgrade(applied, Target.parse(target.value()));
    } catch (SaascoreException e) {
      assertThat(e.problem().code()).isEqualTo(Code.TARGET_NOT_APPLIED);
      assertThat(graph.isEffectiveHead(target)).isTrue();
      return new Plan(Verb.DOWNGRADE, List.of(), applied, applied);
    }
  }

  private static List<RevisionId> ids(List<Revision> revisions) {
    return revisions.stream().map(Revision::id).toList();
  }

  private static List<RevisionId> ids(Plan plan) {
    return plan.steps().stream().map(Step::id).collect(Collectors.toList());
  }

  private static void assertParentsFirst(
      RevisionGraph graph, Applied before, List<RevisionId> steps) {
    Set<RevisionId> done = new HashSet<>(before.ids());
    for (RevisionId step : steps) {
      assertThat(done.containsAll(ids(graph.allParents(step)))).as(step.value()).isTrue();
      assertThat(done.add(step)).isTrue();
    }
  }
}
