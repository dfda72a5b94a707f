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
 * @param replaces the revisions that it does the work of, all in one, on a database that has none
 *     of them
 */
public record Revision(
    RevisionId id,
    List<RevisionId> parents,
    List<String> dependsOn,
    List<String> labels,
    String message,
    List<RevisionId> replaces) {

  /** Copies the lists; what is written twice counts once. */
  public Revision {
    parents = once(parents);
    dependsOn = once(dependsOn);
    labels = once(labels);
    replaces = once(replaces);
  }

  /** Makes a revision that replaces no others. */
  public Revision(
      RevisionId id,
      List<RevisionId> parents,
      List<String> dependsOn,
      List<String> labels,
      String message) {
    this(id, parents, dependsOn, labels, message, List.of());
  }

  private static <T> List<T> once(List<T> all) {
    return all.size() < 2 ? List.copyOf(all) : all.stream().distinct().toList();
  }

  /** Returns this revision at another place. */
  Revision after(List<RevisionId> newParents, List<String> newDependsOn) {
    return new Revision(id, newParents, newDependsOn, labels, message, replaces);
  }

  /** Tells whether several lines end in this revision. */
  public boolean isMerge() {
    return parents.size() > 1;
  }

  /** Tells whether this revision follows no other. */
  public boolean isBase() {
    return parents.isEmpty();
  }

  /** Tells whether this revision does the work of others. */
  public boolean isReplacement() {
    return !replaces.isEmpty();
  }
}
