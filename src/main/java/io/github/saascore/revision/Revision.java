package io.github.saascore.revision;

import java.util.List;

/**
 * One node of the revision graph.
 *
 * @param id its name
 * @param parents the revisions it follows; none for a root, several for a merge
 * @param dependsOn ids or labels that must be applied before, as written
 * @param labels the branch labels it carries
 * @param message what it is for
 */
public record Revision(
    RevisionId id,
    List<RevisionId> parents,
    List<String> dependsOn,
    List<String> labels,
    String message) {

  /** Takes copies of the lists. */
  public Revision {
    parents = List.copyOf(parents);
    dependsOn = List.copyOf(dependsOn);
    labels = List.copyOf(labels);
  }
}
