package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the place in the graph for a revision that is about to be written. */
final class NewRevisionPlanner {
  private final RevisionGraph graph;
  private final TargetResolver resolver;

  NewRevisionPlanner(RevisionGraph graph) {
    this.graph = graph;
    this.resolver = new TargetResolver(graph);
  }

  List<RevisionId> parentsOfMerge(List<Target> targets, boolean splice) {
    List<RevisionId> parents = parents(targets, splice, Verb.MERGE);
    Set<RevisionId> below = graph.ids(graph.parents().beyond(graph.numbers(parents)));
    List<RevisionId> contained = parents.stream().filter(below::contains).toList();
    if (parents.size() < 2 || !contained.isEmpty()) {
      String why =
          contained.isEmpty()
              ? "The targets name " + (parents.isEmpty() ? "nothing" : Ids.quoted(parents)) + "."
              : Ids.quoted(contained) + " is already part of the other.";
      throw Problem.of(Code.NOTHING_TO_MERGE, "a merge needs two lines or more")
          .because(why)
          .hint(
              "mvn saascore:heads shows what can be merged; an ordinary revision is made by "
                  + Verb.REVISION.command())
          .asException();
    }
    return parents;
  }

  NewRevision place(Target head, boolean splice, List<String> dependsOn, List<String> labels) {
    Problems problems = new Problems();
    for (String label : labels) {
      checkLabel(BranchLabel.of(label), problems);
    }
    problems.throwIfAny();
    List<RevisionId> parents = parents(List.of(head), splice, Verb.REVISION);
    return new NewRevision(
        parents, dependsOn.stream().map(this::dependency).distinct().toList(), labels);
  }

  private List<RevisionId> parents(List<Target> targets, boolean splice, Verb verb) {
    Set<RevisionId> parents = new LinkedHashSet<>();
    for (Target target : targets) {
      graph.at(places(target, verb)).forEach(parent -> parents.add(parent.id()));
    }
    if (!splice) {
      for (RevisionId parent : parents) {
        requireHead(parent, verb);
      }
    }
    return new ArrayList<>(parents);
  }

  private int[] places(Target target, Verb verb) {
    if (target instanceof Target.Relative relative) {
      if (relative.symbol().isEmpty()) {
        throw Problem.of(Code.BAD_TARGET, "'" + target + "' counts from nothing")
            .because("A new revision does not depend on what a database has.")
            .hint("count from a place in the files, for example " + verb.command("head-1"))
            .asException();
      }
      int place = new Walk(graph, verb).fromSymbol(relative);
      return place == TargetResolver.BASE ? new int[0] : new int[] {place};
    }
    return resolver.many((Target.Absolute) target, verb);
  }

  private void requireHead(RevisionId parent, Verb verb) {
    if (!graph.isHead(parent)) {
      throw Problem.of(Code.NOT_A_HEAD, "revision '" + parent + "' is not a head")
          .because("It is followed by " + Ids.listed(graph.children(parent), 10) + ".")
          .hint(
              "name a head, or begin a new branch there: "
                  + verb.command(parent.value())
                  + " -Dsaascore.splice")
          .asException();
    }
  }

  private void checkLabel(BranchLabel label, Problems problems) {
    if (graph.labels().containsKey(label.value()) || graph.contains(RevisionId.of(label.value()))) {
      problems.add(
          Problem.of(Code.DUPLICATE_LABEL, "branch label '" + label + "' is already in use")
              .hint("branch labels are unique, and differ from all ids; choose another one"));
    }
  }

  /** Returns a label as it was typed, and anything else as a full id. */
  private String dependency(String text) {
    if (graph.labels().containsKey(text.strip())) {
      return text.strip();
    }
    Target target = Target.parse(text);
    int[] places = places(target, Verb.REVISION);
    if (places.length != 1) {
      throw Problem.of(
              Code.BAD_TARGET,
              "'%s' names %s revisions; a dependency is one".formatted(text, places.length))
          .hint("name an id or a branch label: -Dsaascore.dependsOn=...")
          .asException();
    }
    return graph.at(places[0]).id().value();
  }
}
