package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Carries branch labels from the revisions where they are written to the rest of their branches, by
 * Alembic's rule: to all that follow, and back towards the base until a branch point or a merge
 * point, provided that there is none further up either.
 */
final class LabelSpread {
  private final RevisionGraph graph;
  private final List<Set<String>> labels;

  private LabelSpread(RevisionGraph graph) {
    this.graph = graph;
    this.labels = new ArrayList<>(Collections.nCopies(graph.all().size(), Set.of()));
  }

  /** Returns the labels of each revision, in file order. */
  static List<Set<String>> over(RevisionGraph graph) {
    LabelSpread spread = new LabelSpread(graph);
    graph.labels().forEach(spread::spread);
    spread.labels.replaceAll(Collections::unmodifiableSet);
    return List.copyOf(spread.labels);
  }

  private void spread(String label, int origin) {
    BitSet start = new BitSet();
    start.set(origin);
    BitSet branch = graph.children().closure(start);
    branch.stream().forEach(number -> add(label, number));
    if (branch.stream().allMatch(this::isPlain)) {
      int next = origin;
      while (isPlain(next)) {
        add(label, next);
        int[] parents = graph.parents().of(next);
        if (parents.length == 0) {
          return;
        }
        next = parents[0];
      }
    }
  }

  private boolean isPlain(int number) {
    return graph.allChildren().of(number).length <= 1 && graph.parents().of(number).length <= 1;
  }

  private void add(String label, int number) {
    if (labels.get(number).isEmpty()) {
      labels.set(number, new LinkedHashSet<>());
    }
    labels.get(number).add(label);
  }
}
