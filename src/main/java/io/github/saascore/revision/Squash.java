package io.github.saascore.revision;

import java.util.List;

/**
 * What a revision takes over that does the work of all revisions from base up to one of them.
 *
 * @param replaced those revisions, parents first
 * @param dependsOn what they depend on beside each other, as ids
 * @param labels their branch labels
 */
public record Squash(List<Revision> replaced, List<String> dependsOn, List<String> labels) {

  /** Copies the lists. */
  public Squash {
    replaced = List.copyOf(replaced);
    dependsOn = List.copyOf(dependsOn);
    labels = List.copyOf(labels);
  }

  /** Returns the newest of the revisions, which all others lead to. */
  public Revision newest() {
    return replaced.get(replaced.size() - 1);
  }

  /** Returns the new revision. */
  public Revision revision(RevisionId id, String message) {
    return new Revision(
        id, List.of(), dependsOn, labels, message, replaced.stream().map(Revision::id).toList());
  }
}
