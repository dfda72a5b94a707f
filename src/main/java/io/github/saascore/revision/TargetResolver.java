package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks targets up in a graph. */
public final class TargetResolver {
  /** Stands for the state before the first revision where revisions are numbers. */
  static final int BASE = -1;

  private static final int SHORTEST_PREFIX = 4;
  private static final int MOST_LISTED = 10;

  private final RevisionGraph graph;

  /** Makes a resolver for one graph. */
  public TargetResolver(RevisionGraph graph) {
    this.graph = graph;
  }

  /**
   * Returns the revisions that a target names, for showing them: none for {@code base}, perhaps
   * several for {@code heads} and {@code current}. Counts without a symbol start at what is
   * applied.
   *
   * @throws SaascoreException NOT_FOUND, AMBIGUOUS_PREFIX, NO_SUCH_BRANCH, NOT_IN_BRANCH,
   *     MULTIPLE_HEADS, AMBIGUOUS_RELATIVE, RELATIVE_OUT_OF_RANGE
   */
  public List<Revision> resolve(Target target, Applied applied) {
    if (target instanceof Target.Relative relative) {
      Walk walk = new Walk(graph, Verb.SHOW);
      if (relative.symbol().isEmpty() && relative.steps() < 0) {
        return graph.at(walk.downFromHeads(relative).stream().toArray());
      }
      int place = walk.from(relative, applied);
      return place == BASE ? List.of() : List.of(graph.at(place));
    }
    Target.Absolute absolute = (Target.Absolute) target;
    if (absolute.symbol().equals(Target.CURRENT)) {
      return graph.lineTips(applied.ids()).stream()
          .map(graph::find)
          .flatMap(Optional::stream)
          .filter(each -> absolute.branch().map(name -> isIn(each, name)).orElse(true))
          .toList();
    }
    return graph.at(many(absolute, Verb.SHOW));
  }

  private boolean isIn(Revision revision, String branch) {
    return lineage(branch(branch)).get(graph.number(revision.id()));
  }

  /** Returns the numbers of what an absolute target names; none for base. */
  int[] many(Target.Absolute target, Verb verb) {
    if (!target.symbol().equals(Target.HEADS)) {
      int one = one(target, verb);
      return one == BASE ? new int[0] : new int[] {one};
    }
    if (target.branch().isEmpty()) {
      return numbers(graph.realHeads());
    }
    BitSet lineage = lineage(branch(target.branch().get()));
    return Arrays.stream(numbers(graph.heads())).filter(lineage::get).toArray();
  }

  /** Returns the number of the single revision that an absolute target names, or BASE. */
  int one(Target.Absolute target, Verb verb) {
    Optional<BitSet> lineage = target.branch().map(name -> lineage(branch(name)));
    return switch (target.symbol()) {
      case Target.BASE -> BASE;
      case Target.HEADS -> single(target, many(target, verb), verb);
      case Target.HEAD -> {
        int[] heads = numbers(graph.heads());
        yield single(
            target,
            Arrays.stream(heads)
                .filter(head -> lineage.map(line -> line.get(head)).orElse(true))
                .toArray(),
            verb);
      }
      default -> named(target, lineage);
    };
  }

  private int single(Target target, int[] heads, Verb verb) {
    if (heads.length > 1) {
      List<Revision> several = graph.at(heads);
      throw Problem.of(
              Code.MULTIPLE_HEADS,
              "'%s' is one of %d heads: %s"
                  .formatted(target, heads.length, Ids.listed(several, MOST_LISTED)))
          .hint(
              "name one: %s\n%s"
                  .formatted(
                      verb.command(headName(several.get(0))),
                      (verb == Verb.UPGRADE || verb == Verb.STAMP
                              ? "or take all: " + verb.command(Target.HEADS) + "\n"
                              : "")
                          + "or join them: "
                          + Verb.MERGE.command(Target.HEADS)))
          .asException();
    }
    return heads.length == 0 ? BASE : heads[0];
  }

  /** Returns the shortest thing to type for a head: a label that leads to it alone, or its id. */
  private String headName(Revision head) {
    return graph.labelsOf(head.id()).stream()
        .filter(label -> headsIn(label) == 1)
        .map(label -> label + "@" + Target.HEAD)
        .findFirst()
        .orElse(head.id().value());
  }

  private long headsIn(String label) {
    BitSet lineage = lineage(branch(label));
    return Arrays.stream(numbers(graph.heads())).filter(lineage::get).count();
  }

  private int named(Target.Absolute target, Optional<BitSet> lineage) {
    String symbol = target.symbol();
    Optional<Integer> exact = exact(symbol);
    int found = exact.isPresent() ? exact.get() : byPrefix(symbol, lineage);
    if (lineage.isPresent() && !lineage.get().get(found)) {
      String branch = target.branch().orElseThrow();
      throw Problem.of(
              Code.NOT_IN_BRANCH,
              "revision '%s' is not in branch '%s'".formatted(graph.at(found).id(), branch))
          .because(
              "In the branch are: "
                  + Ids.listed(graph.at(lineage.get().stream().toArray()), MOST_LISTED))
          .hint("name it without the branch: -Dsaascore.target=" + graph.at(found).id())
          .asException();
    }
    return found;
  }

  private Optional<Integer> exact(String symbol) {
    if (Names.fault(symbol).isPresent()) {
      return Optional.empty();
    }
    RevisionId id = RevisionId.of(symbol);
    return graph.contains(id)
        ? Optional.of(graph.number(id))
        : Optional.ofNullable(graph.labels().get(symbol));
  }

  private int byPrefix(String symbol, Optional<BitSet> lineage) {
    if (symbol.length() < SHORTEST_PREFIX) {
      throw notFound(symbol);
    }
    List<Revision> matches =
        beginningWith(symbol).stream()
            .filter(each -> lineage.map(line -> line.get(graph.number(each.id()))).orElse(true))
            .toList();
    if (matches.isEmpty()) {
      throw notFound(symbol);
    }
    if (matches.size() > 1) {
      throw Problem.of(
              Code.AMBIGUOUS_PREFIX,
              "%d revisions begin with '%s': %s"
                  .formatted(matches.size(), symbol, Ids.listed(matches, MOST_LISTED)))
          .hint("type more of it, for example -Dsaascore.target=" + matches.get(0).id())
          .asException();
    }
    return graph.number(matches.get(0).id());
  }

  private List<Revision> beginningWith(String text) {
    return graph.all().stream().filter(each -> each.id().value().startsWith(text)).toList();
  }

  /** Returns the revision that a branch name stands for: where a label is written, or the id's. */
  int branch(String name) {
    Integer label = graph.labels().get(name);
    if (label != null) {
      return label;
    }
    try {
      return named(new Target.Absolute(Optional.empty(), name), Optional.empty());
    } catch (SaascoreException e) {
      List<String> labels = List.copyOf(graph.labels().keySet());
      throw Problem.of(Code.NO_SUCH_BRANCH, "there is no branch '" + name + "'")
          .because(e.problem().summary())
          .hint(
              Suggestions.didYouMean(name, labels)
                  .orElse(
                      labels.isEmpty()
                          ? "no branch has a label; name it by one of its revision ids"
                          : "branch labels are: " + String.join(", ", labels)))
          .asException();
    }
  }

  /**
   * Returns the revisions that carry a label, or a label of the revision that is named; the lineage
   * of the revision when it has none.
   */
  BitSet members(String branch) {
    int revision = branch(branch);
    Set<String> wanted =
        graph.labels().containsKey(branch)
            ? Set.of(branch)
            : graph.labelsOf(graph.at(revision).id());
    if (wanted.isEmpty()) {
      return lineage(revision);
    }
    BitSet members = new BitSet();
    for (int i = 0; i < graph.all().size(); i++) {
      if (!Collections.disjoint(graph.labelsOf(graph.at(i).id()), wanted)) {
        members.set(i);
      }
    }
    return members;
  }

  /** Returns the revisions of a branch: all that lead to a revision and all that follow it. */
  BitSet lineage(int branch) {
    BitSet start = new BitSet();
    start.set(branch);
    BitSet lineage = graph.parents().closure(start);
    lineage.or(graph.children().closure(start));
    return lineage;
  }

  /** Says that nothing has a name, and what was probably meant. */
  SaascoreException notFound(String name) {
    Problem problem = Problem.of(Code.NOT_FOUND, "there is no revision or branch '" + name + "'");
    if (name.equals(Target.CURRENT) || name.equals("bases")) {
      return problem
          .because("'" + name + "' does not name a single place to go to.")
          .hint("legal words are head, heads and base; mvn saascore:current shows what is applied")
          .asException();
    }
    List<Revision> begun = beginningWith(name);
    if (name.length() < SHORTEST_PREFIX && !begun.isEmpty()) {
      return problem
          .because("The beginning of an id needs at least four characters.")
          .hint("type more of one of: " + Ids.listed(begun, MOST_LISTED))
          .asException();
    }
    List<String> known =
        new ArrayList<>(graph.all().stream().map(each -> each.id().value()).toList());
    known.addAll(graph.labels().keySet());
    return problem
        .hint(
            Suggestions.didYouMean(name, known)
                .orElse("mvn saascore:history lists all revisions and labels"))
        .asException();
  }

  private int[] numbers(List<Revision> revisions) {
    return revisions.stream().mapToInt(each -> graph.number(each.id())).toArray();
  }
}
