package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** Leaves revisions out of a history and lets those around them follow something else instead. */
final class Rewiring {
  private final List<Revision> all;
  private final Map<RevisionId, RevisionId> instead = new HashMap<>();
  private final Map<String, RevisionId> labels = new HashMap<>();

  /**
   * Decides what is left out.
   *
   * @param all the revisions of all files
   * @param unused the replacements that are left out; of the others, what they replace is
   */
  Rewiring(List<Revision> all, List<Replacement> replacements, Set<RevisionId> unused) {
    this.all = all;
    for (Replacement replacement : replacements) {
      if (unused.contains(replacement.id())) {
        instead.put(replacement.id(), replacement.tip().orElseThrow());
      } else {
        replacement
            .revision()
            .replaces()
            .forEach(replaced -> instead.put(replaced, replacement.id()));
      }
    }
    for (Revision revision : all) {
      if (instead.containsKey(revision.id())) {
        revision.labels().forEach(label -> labels.put(label, instead.get(revision.id())));
      }
    }
    all.stream()
        .filter(revision -> !instead.containsKey(revision.id()))
        .forEach(revision -> revision.labels().forEach(labels::remove));
  }

  /** Returns for each revision that is left out the one that the others follow instead. */
  Map<RevisionId, RevisionId> instead() {
    return Map.copyOf(instead);
  }

  /**
   * Returns the graph of what is seen then.
   *
   * @param place tells the place of the revision at a position in the list of all files
   * @throws SaascoreException as {@link RevisionGraph#of}
   */
  RevisionGraph graph(IntFunction<Optional<String>> place) {
    List<Revision> seen = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Optional<Revision> revision = seen(all.get(i));
      if (revision.isPresent()) {
        seen.add(revision.get());
        numbers.add(i);
      }
    }
    return RevisionGraph.of(seen, number -> place.apply(numbers.get(number)));
  }

  private Optional<Revision> seen(Revision revision) {
    if (instead.containsKey(revision.id())) {
      return Optional.empty();
    }
    List<RevisionId> parents = new ArrayList<>();
    revision.parents().forEach(parent -> parents.add(instead.getOrDefault(parent, parent)));
    List<String> dependsOn = new ArrayList<>();
    revision.dependsOn().forEach(name -> dependsOn.add(name(name)));
    return Optional.of(revision.after(parents, dependsOn));
  }

  private String name(String written) {
    RevisionId byLabel = labels.get(written);
    if (byLabel != null) {
      return byLabel.value();
    }
    return instead.entrySet().stream()
        .filter(entry -> entry.getKey().value().equals(written))
        .map(entry -> entry.getValue().value())
        .findFirst()
        .orElse(written);
  }
}
