package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a database says it has: every applied revision, not only the tips of its lines.
 *
 * @param ids the applied revisions, some perhaps without a file
 */
public record Applied(Set<RevisionId> ids) {
  private static final Applied NONE = new Applied(Set.of());

  /** Copies the ids and keeps their order. */
  public Applied {
    ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
  }

  /** Returns the state of a database that no revision was applied to. */
  public static Applied none() {
    return NONE;
  }

  /**
   * Returns the state in which the given revisions, and all that they follow or depend on, are
   * applied.
   *
   * @throws SaascoreException DB_REVISION_UNKNOWN for ids that are not in the graph,
   *     OVERLAPPING_ROWS when one tip already contains another
   */
  public static Applied ofTips(RevisionGraph graph, Collection<RevisionId> tips) {
    List<RevisionId> unknown = tips.stream().filter(id -> !graph.contains(id)).toList();
    if (!unknown.isEmpty()) {
      throw Unknown.rows(unknown).asException();
    }
    Set<RevisionId> distinct = new LinkedHashSet<>(tips);
    Set<RevisionId> below = graph.ancestors(distinct, false);
    List<RevisionId> overlapping = new ArrayList<>(distinct);
    overlapping.retainAll(below);
    if (!overlapping.isEmpty()) {
      distinct.removeAll(below);
      throw Overlap.of("row", overlapping, distinct)
          .hint(
              "keep only the newest of each line, for example "
                  + Verb.STAMP.command(Ids.joined(distinct))
                  + " -Dsaascore.purge")
          .asException();
    }
    return new Applied(graph.ancestors(distinct, true));
  }

  /** Tells whether a revision is applied. */
  public boolean contains(RevisionId id) {
    return ids.contains(id);
  }

  /** Tells whether nothing is applied. */
  public boolean isEmpty() {
    return ids.isEmpty();
  }

  /** Returns the applied revisions that a graph does not know, in the database's order. */
  public List<RevisionId> unknownTo(RevisionGraph graph) {
    return ids.stream().filter(id -> !graph.contains(id)).toList();
  }
}
