package io.github.saascore.revision;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which rows of a database go together with which: that of a replacement with those of all that it
 * replaces, and with each of these the one of the replacement, which is no longer whole then.
 */
final class Companions {
  private final Map<RevisionId, Set<RevisionId>> below = new LinkedHashMap<>();
  private final Map<RevisionId, Set<RevisionId>> above = new LinkedHashMap<>();

  /** Takes what the files say, and what the rows say. */
  Companions(Replacements files, Replacements.Recorded rows) {
    files.replaced().forEach(this::add);
    rows.rows().forEach(this::add);
  }

  private void add(RevisionId replacement, Collection<RevisionId> replaced) {
    for (RevisionId id : replaced) {
      below.computeIfAbsent(replacement, key -> new LinkedHashSet<>()).add(id);
      above.computeIfAbsent(id, key -> new LinkedHashSet<>()).add(replacement);
    }
  }

  /** Returns the companions of each revision that has some. */
  Map<RevisionId, Set<RevisionId>> all() {
    Set<RevisionId> some = new LinkedHashSet<>(below.keySet());
    some.addAll(above.keySet());
    Map<RevisionId, Set<RevisionId>> all = new LinkedHashMap<>();
    for (RevisionId id : some) {
      Set<RevisionId> companions = new LinkedHashSet<>();
      collect(id, below, companions);
      collect(id, above, companions);
      companions.remove(id);
      all.put(id, companions);
    }
    return all;
  }

  private static void collect(
      RevisionId id, Map<RevisionId, Set<RevisionId>> edges, Set<RevisionId> found) {
    for (RevisionId next : edges.getOrDefault(id, Set.of())) {
      if (found.add(next)) {
        collect(next, edges, found);
      }
    }
  }
}
