package io.github.saascore.revision;

import java.util.List;

/**
 * The place of a revision that is about to be written.
 *
 * @param parents the revisions it will follow: none for a new base, several for a merge
 * @param dependsOn what to write after {@code depends_on}: full ids, labels as they were typed
 * @param labels what to write after {@code branch_labels}
 */
public record NewRevision(List<RevisionId> parents, List<String> dependsOn, List<String> labels) {

  /** Copies the lists. */
  public NewRevision {
    parents = List.copyOf(parents);
    dependsOn = List.copyOf(dependsOn);
    labels = List.copyOf(labels);
  }
}
