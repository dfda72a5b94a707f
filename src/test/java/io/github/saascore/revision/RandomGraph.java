package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes graphs of every shape that is legal, the same one for the same seed. */
final class RandomGraph {
  private RandomGraph() {}

  /** Returns 1 to 40 revisions with branches, merges, dependencies and labels, in random order. */
  static RevisionGraph of(Random random) {
    List<Revision> revisions = new ArrayList<>();
    int size = 1 + random.nextInt(40);
    for (int i = 0; i < size; i++) {
      Set<RevisionId> parents = new LinkedHashSet<>();
      Set<String> dependencies = new LinkedHashSet<>();
      for (int n = i == 0 ? 0 : Math.min(random.nextInt(10), 3); n > 1; n--) {
        parents.add(id(random.nextInt(i)));
      }
      if (parents.isEmpty() && i > 0 && random.nextInt(4) > 0) {
        parents.add(id(i - 1));
      }
      if (i > 0 && random.nextInt(5) == 0) {
        dependencies.add(id(random.nextInt(i)).value());
      }
      List<String> labels = random.nextInt(6) == 0 ? List.of("label" + i) : List.of();
      revisions.add(
          new Revision(
              id(i), List.copyOf(parents), List.copyOf(dependencies), labels, "number " + i));
    }
    Collections.shuffle(revisions, random);
    return RevisionGraph.of(revisions);
  }

  /** Returns a state that upgrades can lead to: some revisions and all that they need. */
  static Applied state(RevisionGraph graph, Random random) {
    Set<RevisionId> some = new LinkedHashSet<>();
    graph.all().stream()
        .filter(each -> random.nextInt(6) == 0)
        .forEach(each -> some.add(each.id()));
    return new Applied(graph.ancestors(some, true));
  }

  private static RevisionId id(int number) {
    return RevisionId.of("rev%04d".formatted(number));
  }
}
