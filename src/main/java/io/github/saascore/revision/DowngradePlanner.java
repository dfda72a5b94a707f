package io.github.saascore.revision;

import static io.github.saascore.revision.TargetResolver.BASE;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Plans the way down: what stands above the target is undone, newest first. */
final class DowngradePlanner {
  private final RevisionGraph graph;
  private final TargetResolver resolver;
  private final Walk walk;

  DowngradePlanner(RevisionGraph graph) {
    this.graph = graph;
    this.resolver = new TargetResolver(graph);
    this.walk = new Walk(graph, Verb.DOWNGRADE);
  }

  /**
   * Where to stop, and which way leads there.
   *
   * @param place the revision that stays, or BASE
   * @param along the revision whose line is undone, when other lines from the same place stay
   */
  private record Destination(int place, Optional<Integer> along) {}

  Plan plan(Applied applied, Target target) {
    Destination destination = destination(applied, target);
    BitSet dropped = graph.allChildren().closure(roots(destination, target));
    BitSet active = graph.numbers(applied.ids());
    dropped.and(active);
    if (destination.place() != BASE && dropped.isEmpty()) {
      requireRow(destination.place(), applied, target);
    }
    List<Step> steps = graph.newestFirst(dropped).stream().<Step>map(Step.Down::new).toList();
    Set<RevisionId> after = new LinkedHashSet<>(applied.ids());
    after.removeAll(graph.ids(dropped));
    return new Plan(Verb.DOWNGRADE, steps, applied, new Applied(after));
  }

  /** Returns what to type to undo a revision and what follows it, and nothing beside them. */
  Target undoing(RevisionId id) {
    int top = graph.number(id);
    BitSet path = graph.parents().closure(numbers(top));
    String place =
        IntStream.of(graph.parents().of(top))
            .filter(parent -> isLastStep(parent, path))
            .mapToObj(parent -> graph.at(parent).id().value())
            .findFirst()
            .orElse(Target.BASE);
    return new Target.Absolute(Optional.of(id.value()), place);
  }

  /** Of a merge's parents one may lead to another, and then begins more than the merge. */
  private boolean isLastStep(int parent, BitSet path) {
    BitSet next = numbers(graph.children().of(parent));
    next.and(path);
    return next.cardinality() == 1;
  }

  private Destination destination(Applied applied, Target target) {
    if (target instanceof Target.Relative relative) {
      if (relative.symbol().isPresent()) {
        return new Destination(walk.fromSymbol(relative), relative.branch().map(resolver::branch));
      }
      int top = walk.topOf(relative, applied);
      return new Destination(walk.down(relative, top), Optional.of(top));
    }
    Target.Absolute absolute = (Target.Absolute) target;
    return new Destination(
        resolver.one(absolute, Verb.DOWNGRADE), absolute.branch().map(resolver::branch));
  }

  /** Returns the first revisions above the destination; with a branch, those that lead to it. */
  private BitSet roots(Destination destination, Target target) {
    BitSet roots =
        destination.place() == BASE
            ? graph.numbers(graph.bases().stream().map(Revision::id).toList())
            : numbers(graph.children().of(destination.place()));
    if (destination.along().isEmpty() || roots.cardinality() < 2) {
      return roots;
    }
    BitSet path = graph.parents().closure(numbers(destination.along().get()));
    path.and(roots);
    if (path.isEmpty()) {
      String place = graph.at(destination.place()).id().value();
      throw Problem.of(
              Code.TARGET_NOT_APPLIED,
              "'%s' does not say which line above '%s' to undo".formatted(target, place))
          .because(
              "The branch begins at or below '%s', and above it are %s."
                  .formatted(place, Ids.listed(graph.at(roots.stream().toArray()), 10)))
          .hint("undo all of them: " + Verb.DOWNGRADE.command(place))
          .asException();
    }
    return path;
  }

  private void requireRow(int place, Applied applied, Target target) {
    RevisionId id = graph.at(place).id();
    Set<RevisionId> rows = graph.tips(applied.ids());
    if (!rows.contains(id)) {
      boolean isApplied = applied.contains(id);
      throw Problem.of(
              Code.TARGET_NOT_APPLIED,
              "nothing can be undone down to '%s': revision '%s' is %s"
                  .formatted(target, id, isApplied ? "implied by others" : "not applied"))
          .because(rows.isEmpty() ? "Nothing is applied." : "Applied are: " + Ids.quoted(rows))
          .hint(
              isApplied
                  ? "its own line is already there; name the line that should go down"
                  : "name an applied revision; mvn saascore:current shows them")
          .asException();
    }
  }

  private static BitSet numbers(int... numbers) {
    BitSet set = new BitSet();
    for (int number : numbers) {
      set.set(number);
    }
    return set;
  }
}
