package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Reads names into numbers and finds everything that keeps revisions from being a graph, so that a
 * user sees all of it at once.
 */
final class GraphCheck {
  private final List<Revision> revisions;
  private final IntFunction<Optional<String>> place;
  private final Map<RevisionId, Integer> index = new LinkedHashMap<>();
  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private final Problems problems = new Problems();
  private final Edges parents;
  private final Edges allParents;

  /** Checks the revisions; {@code place} tells where the one with a number is written. */
  GraphCheck(List<Revision> revisions, IntFunction<Optional<String>> place) {
    this.revisions = revisions;
    this.place = place;
    indexIds();
    indexLabels();
    int[][] versioned = new int[revisions.size()][];
    int[][] all = new int[revisions.size()][];
    for (int i = 0; i < versioned.length; i++) {
      versioned[i] = parentsOf(i);
      all[i] = withDependencies(i, versioned[i]);
    }
    this.parents = Edges.of(versioned);
    this.allParents = Edges.of(all);
    findCycles();
    problems.throwIfAny();
  }

  Map<RevisionId, Integer> index() {
    return index;
  }

  Map<String, Integer> labels() {
    return labels;
  }

  Edges parents() {
    return parents;
  }

  Edges allParents() {
    return allParents;
  }

  private void indexIds() {
    for (int i = 0; i < revisions.size(); i++) {
      RevisionId id = revisions.get(i).id();
      Integer first = index.putIfAbsent(id, i);
      if (first != null) {
        Problem twice =
            Problem.of(Code.DUPLICATE_REVISION, "revision '" + id + "' exists twice")
                .hint("give one of the two a new id, and correct what follows it");
        report(i, place.apply(first).map(at -> twice.because("The other is " + at)).orElse(twice));
      }
    }
  }

  private void indexLabels() {
    for (int i = 0; i < revisions.size(); i++) {
      for (String label : revisions.get(i).labels()) {
        indexLabel(i, label);
      }
    }
  }

  private void indexLabel(int revision, String label) {
    String subject = "branch label '" + label + "' of revision '" + name(revision) + "' ";
    Optional<String> fault = Names.fault(label);
    if (fault.isPresent()) {
      report(revision, Problem.of(Code.BAD_IDENTIFIER, subject + fault.get()));
      return;
    }
    Integer first = labels.putIfAbsent(label, revision);
    String hint = "branch labels are unique; choose another one";
    if (first != null) {
      String summary = subject + "is already used by revision '" + name(first) + "'";
      report(revision, Problem.of(Code.DUPLICATE_LABEL, summary).hint(hint));
    } else if (index.containsKey(RevisionId.of(label))) {
      String summary = subject + "is also the id of a revision";
      report(revision, Problem.of(Code.DUPLICATE_LABEL, summary).hint(hint));
    }
  }

  private int[] parentsOf(int revision) {
    List<Integer> found = new ArrayList<>();
    for (RevisionId parent : revisions.get(revision).parents()) {
      Integer number = index.get(parent);
      if (number == null) {
        missing(revision, "down_revision", parent.value());
      } else if (isSelf(revision, number)) {
        selfLoop(revision, "follows itself");
      } else {
        found.add(number);
      }
    }
    return ints(found);
  }

  private int[] withDependencies(int revision, int[] versioned) {
    if (revisions.get(revision).dependsOn().isEmpty()) {
      return versioned;
    }
    Set<Integer> found = new LinkedHashSet<>();
    Arrays.stream(versioned).forEach(found::add);
    for (String name : revisions.get(revision).dependsOn()) {
      Optional<Integer> number = numberOf(name);
      if (number.isEmpty()) {
        missing(revision, "depends_on", name);
      } else if (isSelf(revision, number.get())) {
        selfLoop(revision, "depends on itself");
      } else {
        found.add(number.get());
      }
    }
    return ints(found);
  }

  private Optional<Integer> numberOf(String name) {
    if (Names.fault(name).isPresent()) {
      return Optional.empty();
    }
    Integer byId = index.get(RevisionId.of(name));
    return Optional.ofNullable(byId == null ? labels.get(name) : byId);
  }

  /** Tells whether a number stands for this revision, or for the first file with the same id. */
  private boolean isSelf(int revision, int number) {
    return revisions.get(revision).id().equals(revisions.get(number).id());
  }

  private void missing(int revision, String header, String name) {
    List<String> known = new ArrayList<>(index.keySet().stream().map(RevisionId::value).toList());
    known.remove(name(revision));
    known.addAll(labels.keySet());
    String question = Suggestions.didYouMean(name, known).map(text -> text + "\nor ").orElse("");
    report(
        revision,
        Problem.of(
                Code.PARENT_FILE_MISSING,
                "revision '%s' names '%s' as %s, but no file has that revision"
                    .formatted(name(revision), name, header))
            .hint(
                question
                    + "add the missing file (git log --all -- '*%s*' finds it in other branches),"
                        .formatted(name)
                    + "\nor correct %s of '%s'".formatted(header, name(revision))));
  }

  private void selfLoop(int revision, String what) {
    report(
        revision,
        Problem.of(Code.SELF_LOOP, "revision '" + name(revision) + "' " + what)
            .hint("name the revision that it really follows, or none for a base"));
  }

  private void findCycles() {
    List<List<Integer>> versioned = Cycles.in(parents);
    versioned.forEach(cycle -> reportCycle(cycle, "revisions follow each other in a circle: "));
    for (List<Integer> cycle : Cycles.in(allParents)) {
      if (!follows(cycle)) {
        reportCycle(cycle, "revisions depend on each other in a circle: ");
      }
    }
  }

  /** Tells whether a circle is made of parents alone. */
  private boolean follows(List<Integer> cycle) {
    for (int i = 0; i < cycle.size(); i++) {
      int parent = cycle.get(i);
      int child = cycle.get((i + 1) % cycle.size());
      if (Arrays.stream(parents.of(child)).noneMatch(each -> each == parent)) {
        return false;
      }
    }
    return true;
  }

  private void reportCycle(List<Integer> cycle, String what) {
    String path =
        cycle.stream().map(this::name).collect(Collectors.joining(" -> "))
            + " -> "
            + name(cycle.get(0));
    report(
        cycle.get(0),
        Problem.of(Code.CYCLE, what + path)
            .hint("correct down_revision or depends_on of one of them"));
  }

  private void report(int revision, Problem problem) {
    problems.add(place.apply(revision).map(problem::at).orElse(problem));
  }

  private String name(int revision) {
    return revisions.get(revision).id().value();
  }

  private static int[] ints(Collection<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
