package io.github.saascore.revision;

import java.util.List;

/**
 * A migration's place in the graph, without its script.
 *
 * @param id its name
 * @param parents the revisions it follows: none for a base, several for a merge
 * @param dependsOn revisions of other lines that must be applied before it: ids or labels as they
 *     are written
 * @param labels the branch labels written at this revision
 * @param message what it is about; may be empty
 */
public record Revision(
    RevisionId id,
    List<RevisionId> parents,
    List<String> dependsOn,
    List<String> labels,
    String message) {

  /** Copies the lists; a parent, dependency or label that is written twice counts once. */
  public Revision {
    parents = once(parents);
    dependsOn = once(dependsOn);
    labels = once(labels);
  }

  private static <T> List<T> once(List<T> all) {
    return all.size() < 2 ? List.copyOf(all) : all.stream().distinct().toList();
  }

  /** Tells whether several lines end in this revision. */
  public boolean isMerge() {
    return parents.size() > 1;
  }

  /** Tells whether this revision follows no other. */
  public boolean isBase() {
    return parents.isEmpty();
  }
}
