package io.github.saascore.revision;

import static io.github.saascore.revision.TargetResolver.BASE;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Finds the places that relative targets count to, one revision at a time. */
final class Walk {
  private static final int MOST_LISTED = 10;

  private final RevisionGraph graph;
  private final TargetResolver resolver;
  private final Verb verb;
  private final boolean stopsAtTheEnds;

  /** Makes a walk that refuses to go past the first and the last revision. */
  Walk(RevisionGraph graph, Verb verb) {
    this(graph, verb, false);
  }

  private Walk(RevisionGraph graph, Verb verb, boolean stopsAtTheEnds) {
    this.graph = graph;
    this.resolver = new TargetResolver(graph);
    this.verb = verb;
    this.stopsAtTheEnds = stopsAtTheEnds;
  }

  /** Returns a walk that stops at the first and the last revision, as history does. */
  Walk stoppingAtTheEnds() {
    return new Walk(graph, verb, true);
  }

  /** Returns the place to count to: from its symbol, or else from what is applied. */
  int from(Target.Relative target, Applied applied) {
    if (target.symbol().isPresent()) {
      return fromSymbol(target);
    }
    return target.steps() < 0
        ? down(target, topOf(target, applied))
        : upFrom(target, graph.numbers(graph.tips(applied.ids())));
  }

  /** Returns the revision that an upgrade counts to; base is none. */
  int upgradeFrom(Target.Relative target, BitSet rows) {
    int place = target.symbol().isPresent() ? fromSymbol(target) : upFrom(target, rows);
    if (place == BASE) {
      throw outOfRange(target, "It leads to base, where nothing is applied.");
    }
    return place;
  }

  /** Returns the place to count to from the named one. */
  int fromSymbol(Target.Relative target) {
    String symbol = target.symbol().orElseThrow();
    int start = resolver.one(new Target.Absolute(target.branch(), symbol), verb);
    return target.steps() < 0 ? down(target, start) : up(target, start);
  }

  /** Returns the place to count up to from the row of the branch, or the single row. */
  int upFrom(Target.Relative target, BitSet rows) {
    if (target.steps() <= 0) {
      throw outOfRange(target, "An upgrade counts upwards, from 1.");
    }
    BitSet starts = rows;
    if (target.branch().isPresent()) {
      BitSet lineage = resolver.lineage(resolver.branch(target.branch().get()));
      starts = (BitSet) rows.clone();
      starts.and(lineage);
      if (starts.isEmpty()) {
        BitSet active = graph.allParents().closure(rows);
        active.and(lineage);
        starts = (BitSet) active.clone();
        starts.andNot(graph.allParents().beyond(active));
      }
    }
    if (starts.cardinality() > 1) {
      throw severalRows(target, graph.at(starts.stream().toArray()));
    }
    return up(target, starts.isEmpty() ? BASE : starts.nextSetBit(0));
  }

  /** Returns the single applied revision that a count downwards starts from. */
  int topOf(Target.Relative target, Applied applied) {
    if (target.steps() >= 0) {
      throw outOfRange(target, "A downgrade counts downwards, from -1.");
    }
    BitSet rows = graph.numbers(graph.tips(applied.ids()));
    if (target.branch().isPresent()) {
      BitSet lineage = resolver.lineage(resolver.branch(target.branch().get()));
      rows.and(lineage);
      if (rows.isEmpty()) {
        rows = graph.numbers(graph.lineTips(applied.ids()));
        rows.and(lineage);
      }
    }
    if (rows.cardinality() > 1) {
      throw severalRows(target, graph.at(rows.stream().toArray()));
    }
    if (rows.isEmpty()) {
      String of = target.branch().map(name -> " of branch '" + name + "'").orElse("");
      throw outOfRange(target, "Nothing" + of + " is applied.");
    }
    return rows.nextSetBit(0);
  }

  /** Returns the places some steps below the heads, or below those of the branch; base is none. */
  BitSet downFromHeads(Target.Relative target) {
    BitSet heads = graph.numbers(graph.realHeads().stream().map(Revision::id).toList());
    target.branch().ifPresent(name -> heads.and(resolver.members(name)));
    BitSet places = new BitSet();
    heads.stream()
        .map(head -> down(target, head))
        .filter(place -> place != BASE)
        .forEach(places::set);
    return places;
  }

  /** Returns the place some steps above the start. */
  int up(Target.Relative target, int start) {
    Optional<BitSet> lineage = target.branch().map(name -> resolver.lineage(resolver.branch(name)));
    int place = start;
    for (int i = 0; i < target.steps(); i++) {
      int[] next = place == BASE ? bases() : graph.children().of(place);
      if (lineage.isPresent()) {
        next = Arrays.stream(next).filter(lineage.get()::get).toArray();
      }
      if (next.length == 0) {
        if (stopsAtTheEnds) {
          return place;
        }
        throw outOfRange(target, "From " + name(start) + " only " + i + " steps lead up.");
      }
      place = onlyOne(target, place, next, "followed by");
    }
    return place;
  }

  /** Returns the place some steps below the start. */
  int down(Target.Relative target, int start) {
    int place = start;
    for (int i = 0; i < -target.steps(); i++) {
      if (place == BASE) {
        if (stopsAtTheEnds) {
          return BASE;
        }
        throw outOfRange(target, "From " + name(start) + " only " + i + " steps lead down.");
      }
      int[] next = graph.parents().of(place);
      place = next.length == 0 ? BASE : onlyOne(target, place, next, "a merge of");
    }
    return place;
  }

  private int[] bases() {
    return graph.bases().stream().mapToInt(base -> graph.number(base.id())).toArray();
  }

  private int onlyOne(Target.Relative target, int place, int[] next, String relation) {
    if (next.length > 1) {
      List<Revision> candidates = graph.at(next);
      throw Problem.of(
              Code.AMBIGUOUS_RELATIVE,
              "'%s' is ambiguous: %s is %s %s"
                  .formatted(target, name(place), relation, Ids.listed(candidates, MOST_LISTED)))
          .hint("name the one you mean: " + verb.command(candidates.get(0).id().value()))
          .asException();
    }
    return next[0];
  }

  private SaascoreException severalRows(Target.Relative target, List<Revision> rows) {
    String count = (target.steps() < 0 ? "" : "+") + target.steps();
    Revision first = rows.get(0);
    String branch =
        graph.labelsOf(first.id()).stream()
            .filter(label -> onlyIn(label, first, rows))
            .findFirst()
            .orElse(first.id().value());
    return Problem.of(
            Code.AMBIGUOUS_RELATIVE,
            "'%s' is ambiguous: %d lines are applied, at %s"
                .formatted(target, rows.size(), Ids.listed(rows, MOST_LISTED)))
        .hint("name the line to move: " + verb.command(branch + "@" + count))
        .asException();
  }

  private boolean onlyIn(String label, Revision row, List<Revision> rows) {
    BitSet lineage = resolver.lineage(resolver.branch(label));
    return rows.stream()
        .filter(each -> lineage.get(graph.number(each.id())))
        .map(Revision::id)
        .toList()
        .equals(List.of(row.id()));
  }

  private SaascoreException outOfRange(Target.Relative target, String why) {
    return Problem.of(Code.RELATIVE_OUT_OF_RANGE, "'" + target + "' does not lead to a revision")
        .because(why)
        .hint("mvn saascore:history shows what there is to count")
        .asException();
  }

  private String name(int place) {
    return place == BASE ? "base" : "'" + graph.at(place).id() + "'";
  }
}
