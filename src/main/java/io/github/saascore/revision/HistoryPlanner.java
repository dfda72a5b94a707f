package io.github.saascore.revision;

import static io.github.saascore.revision.TargetResolver.BASE;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Selects the revisions between two places. */
final class HistoryPlanner {
  private final RevisionGraph graph;
  private final TargetResolver resolver;
  private final Walk walk;

  HistoryPlanner(RevisionGraph graph) {
    this.graph = graph;
    this.resolver = new TargetResolver(graph);
    this.walk = new Walk(graph, Verb.HISTORY).stoppingAtTheEnds();
  }

  /** Returns the revisions of a range, newest first, both ends inclusive. */
  List<Revision> select(Range range, Applied applied) {
    BitSet from = range.from().map(end -> from(end, applied)).orElseGet(BitSet::new);
    BitSet to = range.to().map(end -> to(end, from, applied)).orElseGet(this::realHeads);
    branchOf(range.from()).ifPresent(branch -> to.and(resolver.members(branch)));
    BitSet wanted = graph.allParents().closure(to);
    BitSet outside = (BitSet) from.clone();
    outside.andNot(wanted);
    if (!outside.isEmpty()) {
      throw notAncestor(range, graph.at(outside.nextSetBit(0)), to);
    }
    if (!from.isEmpty()) {
      wanted.andNot(graph.allParents().beyond(from));
      wanted.and(graph.children().closure(from));
    }
    return graph.newestFirst(wanted);
  }

  private BitSet from(Target end, Applied applied) {
    if (end instanceof Target.Relative relative && relative.symbol().isEmpty()) {
      return relative.steps() < 0
          ? walk.downFromHeads(relative)
          : one(walk.upFrom(relative, new BitSet()));
    }
    return place(end, applied);
  }

  private BitSet to(Target end, BitSet from, Applied applied) {
    if (end instanceof Target.Relative relative && relative.symbol().isEmpty()) {
      return one(walk.upFrom(relative, from));
    }
    return place(end, applied);
  }

  private BitSet place(Target end, Applied applied) {
    if (end instanceof Target.Relative relative) {
      return one(walk.fromSymbol(relative));
    }
    Target.Absolute absolute = (Target.Absolute) end;
    if (absolute.symbol().equals(Target.CURRENT)) {
      return current(absolute, applied);
    }
    BitSet places = new BitSet();
    for (int place : resolver.many(absolute, Verb.HISTORY)) {
      places.set(place);
    }
    return places;
  }

  private BitSet current(Target.Absolute current, Applied applied) {
    Set<RevisionId> rows = graph.tips(applied.ids());
    BitSet known = graph.numbers(rows);
    if (known.isEmpty() && !rows.isEmpty()) {
      throw Unknown.rows(rows).asException();
    }
    current.branch().ifPresent(name -> known.and(resolver.lineage(resolver.branch(name))));
    return known;
  }

  private static Optional<String> branchOf(Optional<Target> end) {
    return end.flatMap(
        target ->
            target instanceof Target.Absolute absolute
                ? absolute.branch()
                : ((Target.Relative) target).branch());
  }

  private BitSet realHeads() {
    return graph.numbers(graph.realHeads().stream().map(Revision::id).toList());
  }

  private static BitSet one(int place) {
    BitSet set = new BitSet();
    if (place != BASE) {
      set.set(place);
    }
    return set;
  }

  private SaascoreException notAncestor(Range range, Revision from, BitSet to) {
    Set<RevisionId> ends = graph.ids(to);
    return Problem.of(
            Code.NOT_ANCESTOR,
            "the range '%s' is not one line: '%s' does not lead to %s"
                .formatted(range, from.id(), ends.isEmpty() ? "base" : Ids.quoted(ends)))
        .hint(
            "write the older end first; what leads to an end is listed by "
                + Verb.HISTORY.command(":" + (ends.isEmpty() ? from.id() : ends.iterator().next())))
        .asException();
  }
}
