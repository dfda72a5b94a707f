package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the revisions that one new revision is to replace. */
final class SquashPlanner {
  private final RevisionGraph graph;

  SquashPlanner(RevisionGraph graph) {
    this.graph = graph;
  }

  Squash plan(Range range) {
    BitSet end = new BitSet();
    end.set(place(range));
    List<Revision> replaced = new ArrayList<>(graph.newestFirst(graph.parents().closure(end)));
    if (replaced.size() < 2) {
      throw Problem.of(Code.BAD_REPLACES, "the range '%s' is a single revision".formatted(range))
          .hint("name a later one: " + Verb.SQUASH.command("base:head"))
          .asException();
    }
    Collections.reverse(replaced);
    Set<RevisionId> inside = new LinkedHashSet<>();
    replaced.forEach(revision -> inside.add(revision.id()));
    Set<String> dependsOn = new LinkedHashSet<>();
    Set<String> labels = new LinkedHashSet<>();
    for (Revision revision : replaced) {
      labels.addAll(revision.labels());
      graph.dependencies(revision.id()).stream()
          .map(Revision::id)
          .filter(id -> !inside.contains(id))
          .forEach(id -> dependsOn.add(id.value()));
    }
    return new Squash(replaced, List.copyOf(dependsOn), List.copyOf(labels));
  }

  private int place(Range range) {
    boolean fromBase = range.from().map(SquashPlanner::isBase).orElse(true);
    if (!fromBase || range.to().isEmpty()) {
      throw Problem.of(
              Code.RANGE_REQUIRED,
              "a squash needs a range from base to a revision, not '%s'".formatted(range))
          .because("What it writes stands for the begin of the history.")
          .hint("for example " + Verb.SQUASH.command("base:head"))
          .asException();
    }
    return place(range, range.to().get());
  }

  private int place(Range range, Target to) {
    int place =
        to instanceof Target.Relative relative
            ? new Walk(graph, Verb.SQUASH).from(relative, Applied.none())
            : new TargetResolver(graph).one((Target.Absolute) to, Verb.SQUASH);
    if (place == TargetResolver.BASE) {
      throw Problem.of(Code.BAD_REPLACES, "the range '%s' holds no revision".formatted(range))
          .hint("mvn saascore:history lists the revisions")
          .asException();
    }
    return place;
  }

  private static boolean isBase(Target target) {
    return target instanceof Target.Absolute absolute && absolute.symbol().equals(Target.BASE);
  }
}
