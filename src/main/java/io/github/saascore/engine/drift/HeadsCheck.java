package io.github.saascore.engine.drift;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionGraph;
import io.github.saascore.revision.Verb;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges whether the lines of a history come together. */
final class HeadsCheck {
  private HeadsCheck() {}

  /**
   * Returns the problem of a history that ends in several heads, unless each of them is in a branch
   * with a label of its own: whoever gives labels wants several lines.
   */
  static Optional<Problem> of(RevisionGraph graph) {
    List<Revision> heads = graph.realHeads();
    if (heads.size() < 2 || heads.stream().allMatch(head -> hasOwnLabel(head, heads, graph))) {
      return Optional.empty();
    }
    String listed =
        heads.stream()
            .map(head -> head.id() + (head.message().isBlank() ? "" : ": " + head.message()))
            .collect(Collectors.joining("\n"));
    return Optional.of(
        Problem.of(Code.MULTIPLE_HEADS, "the revisions end in %d heads".formatted(heads.size()))
            .because(listed)
            .hint(
                Verb.MERGE.command("heads")
                    + " -Dsaascore.message=\"merge both lines\"\n"
                    + "or, where they are meant to stay apart, give each line a name in one of its"
                    + " headers: -- branch_labels: <name>"));
  }

  private static boolean hasOwnLabel(Revision head, List<Revision> heads, RevisionGraph graph) {
    return graph.labelsOf(head.id()).stream()
        .anyMatch(
            label ->
                heads.stream()
                    .filter(other -> !other.equals(head))
                    .noneMatch(other -> graph.labelsOf(other.id()).contains(label)));
  }
}
