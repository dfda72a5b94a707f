package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a case against the package. The cases know version rows, the tips alone, as Alembic stores
 * them; here every applied revision is stored, so rows are spread before and reduced afterwards.
 */
final class GraphCaseRunner {
  private final GraphCase testCase;
  private final RevisionGraph graph;
  private final Applied applied;
  private final Planner planner;

  GraphCaseRunner(GraphCase testCase) {
    this.testCase = testCase;
    this.graph = testCase.graph();
    this.applied = applied();
    this.planner = new Planner(graph);
  }

  /**
   * What came out.
   *
   * @param steps kinds and ids in order
   * @param rows the tips afterwards, sorted
   * @param revisions what was listed, or the parents of a new revision
   * @param lines what a command would print, in Alembic's form
   */
  record Outcome(
      List<List<String>> steps, List<String> rows, List<String> revisions, List<String> lines) {}

  RevisionGraph graph() {
    return graph;
  }

  /** Runs the command; what it refuses comes out as an exception. */
  Outcome run() {
    return switch (testCase.command()) {
      case "load" -> listed(graph.heads());
      case "resolve" ->
          listed(
              new TargetResolver(graph)
                  .resolve(Target.parse(testCase.target().orElseThrow()), applied));
      case "upgrade", "downgrade", "stamp" -> planned(plan());
      case "history" -> history();
      case "heads" -> heads();
      case "branches" ->
          listed(
              planner.history(Optional.empty(), applied).stream()
                  .filter(each -> graph.isBranchPoint(each.id()))
                  .toList());
      case "current" -> current();
      case "revision" -> created();
      case "merge" -> ofIds(planner.merge(testCase.targets(), testCase.option("splice")));
      default -> throw new AssertionError("unknown command " + testCase.command());
    };
  }

  /** Only an upgrade looks at rows so strictly; the others must work with what is there. */
  private Applied applied() {
    if (testCase.command().equals("upgrade")) {
      return Applied.ofTips(graph, testCase.rows());
    }
    Set<RevisionId> ids = new LinkedHashSet<>(graph.ancestors(testCase.rows(), true));
    ids.addAll(testCase.rows());
    return new Applied(ids);
  }

  private Plan plan() {
    Verb verb = Verb.valueOf(testCase.command().toUpperCase(Locale.ROOT));
    boolean purge = testCase.option("purge");
    if (testCase.option("sql")) {
      return new OfflinePlanner(graph).plan(verb, testCase.target().orElse(""), purge);
    }
    List<Target> targets = testCase.targets();
    return switch (verb) {
      case UPGRADE -> planner.upgrade(applied, targets);
      case DOWNGRADE -> planner.downgrade(applied, targets.get(0));
      default -> planner.stamp(applied, targets, purge);
    };
  }

  private Outcome planned(Plan plan) {
    List<List<String>> steps =
        plan.steps().stream()
            .map(
                step ->
                    List.of(
                        step.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                        step.id().value()))
            .toList();
    return new Outcome(steps, rows(plan.after()), List.of(), List.of());
  }

  private List<String> rows(Applied state) {
    return graph.tips(state.ids()).stream().map(RevisionId::value).sorted().toList();
  }

  private Outcome history() {
    List<Revision> found = planner.history(testCase.target().map(Target::parseRange), applied);
    Set<RevisionId> marked =
        testCase.option("indicate_current") ? graph.tips(applied.ids()) : Set.of();
    List<String> lines = new ArrayList<>();
    for (Revision each : found) {
      String parents =
          each.isBase()
              ? "<base>"
              : each.parents().stream().map(RevisionId::value).collect(Collectors.joining(", "));
      String depends =
          each.dependsOn().isEmpty() ? "" : " (" + String.join(", ", each.dependsOn()) + ")";
      lines.add(
          parents
              + depends
              + " -> "
              + each.id()
              + labels(each)
              + head(each)
              + (marked.contains(each.id()) ? " (current)" : "")
              + tree(each)
              + ", "
              + each.message());
    }
    return new Outcome(List.of(), rows(applied), values(found), lines);
  }

  private Outcome heads() {
    List<Revision> found =
        testCase.option("resolve_dependencies") ? graph.realHeads() : graph.heads();
    return new Outcome(
        List.of(),
        rows(applied),
        values(found),
        found.stream().map(each -> each.id() + labels(each) + head(each)).toList());
  }

  private Outcome current() {
    if (testCase.option("check_heads")) {
      planner.requireAtHeads(applied);
    }
    List<String> lines =
        graph.lineTips(applied.ids()).stream()
            .map(
                id ->
                    graph
                        .find(id)
                        .map(each -> id + head(each) + tree(each))
                        .orElse(id + " (no file)"))
            .toList();
    return new Outcome(List.of(), rows(applied), List.of(), lines);
  }

  private Outcome created() {
    if (testCase.option("autogenerate")) {
      planner.requireUpToDate(applied);
    }
    NewRevision made =
        planner.newRevision(
            testCase.optionTexts("head").stream().findFirst().map(Target::parse),
            testCase.option("splice"),
            testCase.optionTexts("depends_on"),
            testCase.optionTexts("branch_label"));
    List<String> lines = Stream.of(made.dependsOn(), made.labels()).map(Objects::toString).toList();
    return new Outcome(
        List.of(), rows(applied), made.parents().stream().map(RevisionId::value).toList(), lines);
  }

  private Outcome listed(List<Revision> found) {
    return new Outcome(List.of(), rows(applied), values(found), List.of());
  }

  private Outcome ofIds(List<RevisionId> ids) {
    return new Outcome(
        List.of(), rows(applied), ids.stream().map(RevisionId::value).toList(), List.of());
  }

  private static List<String> values(List<Revision> revisions) {
    return revisions.stream().map(each -> each.id().value()).toList();
  }

  private String labels(Revision revision) {
    Set<String> labels = graph.labelsOf(revision.id());
    return labels.isEmpty() ? "" : " (" + String.join(", ", labels) + ")";
  }

  private String head(Revision revision) {
    if (!graph.isHead(revision.id())) {
      return "";
    }
    return graph.isEffectiveHead(revision.id()) ? " (effective head)" : " (head)";
  }

  private String tree(Revision revision) {
    return (graph.isBranchPoint(revision.id()) ? " (branchpoint)" : "")
        + (graph.isMergePoint(revision.id()) ? " (mergepoint)" : "");
  }
}
