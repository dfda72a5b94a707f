package io.github.saascore.revision;

import static io.github.saascore.revision.TargetResolver.BASE;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans a change of what is recorded.
 *
 * <p>Each target moves the lines it belongs to: tips above it move down to it, tips below it move
 * up. Alembic lets such a move swallow or claim another line without a word (a merge stamped down
 * to one parent forgets the other parent); here it is refused, and the lines are named.
 */
final class StampPlanner {
  private final RevisionGraph graph;
  private final TargetResolver resolver;
  private final Walk walk;

  StampPlanner(RevisionGraph graph) {
    this.graph = graph;
    this.resolver = new TargetResolver(graph);
    this.walk = new Walk(graph, Verb.STAMP);
  }

  Plan plan(Applied applied, List<Target> targets) {
    BitSet tips = graph.numbers(graph.tips(applied.ids()));
    BitSet moved = new BitSet();
    BitSet mayGo = new BitSet();
    BitSet mayCome = new BitSet();
    BitSet places = new BitSet();
    for (Target target : targets) {
      int[] found = places(target, applied);
      if (found.length == 0) {
        BitSet line = lineOfBase(target);
        moved.or(and(tips, related(line)));
        mayGo.or(line);
      }
      for (int place : found) {
        BitSet start = set(place);
        BitSet own = and(tips, related(start));
        places.or(start);
        moved.or(own);
        mayGo.or(graph.children().closure(start));
        mayCome.or(
            own.isEmpty() ? graph.allParents().closure(start) : graph.children().closure(own));
      }
    }
    requireNoOverlap(places);
    BitSet newTips = (BitSet) tips.clone();
    newTips.andNot(moved);
    newTips.or(places);
    return move(applied, moved, newTips, places, mayGo, mayCome);
  }

  /** Plans to forget everything, also what has no file, and to record the targets instead. */
  Plan purge(Applied applied, List<Target> targets) {
    BitSet places = new BitSet();
    for (Target target : targets) {
      for (int place : places(target, applied)) {
        places.set(place);
      }
    }
    requireNoOverlap(places);
    BitSet wanted = graph.allParents().closure(places);
    List<RevisionId> gone = applied.unknownTo(graph);
    BitSet known = graph.numbers(applied.ids());
    return plan(applied, gone, minus(known, wanted), minus(wanted, known));
  }

  private Plan move(
      Applied applied, BitSet moved, BitSet newTips, BitSet places, BitSet mayGo, BitSet mayCome) {
    BitSet active = graph.numbers(applied.ids());
    BitSet kept = graph.allParents().closure(newTips);
    BitSet lost = minus(and(graph.allParents().closure(moved), active), kept);
    BitSet gained = minus(graph.allParents().closure(places), active);
    requireNoLoss(minus(lost, mayGo), newTips, places, mayGo);
    requireNoClaim(minus(gained, mayCome), places);
    return plan(applied, List.of(), lost, gained);
  }

  private Plan plan(Applied applied, List<RevisionId> unknown, BitSet lost, BitSet gained) {
    List<Step> steps = new ArrayList<>();
    unknown.forEach(id -> steps.add(new Step.Unmark(id)));
    graph.newestFirst(lost).forEach(revision -> steps.add(new Step.Unmark(revision.id())));
    List<Revision> marks = graph.newestFirst(gained);
    for (int i = marks.size() - 1; i >= 0; i--) {
      steps.add(new Step.Mark(marks.get(i)));
    }
    Set<RevisionId> after = new LinkedHashSet<>(applied.ids());
    unknown.forEach(after::remove);
    after.removeAll(graph.ids(lost));
    after.addAll(graph.ids(gained));
    return new Plan(Verb.STAMP, steps, applied, new Applied(after));
  }

  private int[] places(Target target, Applied applied) {
    if (target instanceof Target.Relative relative) {
      int place = walk.from(relative, applied);
      return place == BASE ? new int[0] : new int[] {place};
    }
    return resolver.many((Target.Absolute) target, Verb.STAMP);
  }

  /** Returns what a target that means base takes away: everything, or the line of its branch. */
  private BitSet lineOfBase(Target target) {
    Optional<String> branch =
        target instanceof Target.Absolute absolute
            ? absolute.branch()
            : ((Target.Relative) target).branch();
    if (branch.isPresent()) {
      return resolver.lineage(resolver.branch(branch.get()));
    }
    BitSet all = new BitSet();
    all.set(0, graph.all().size());
    return all;
  }

  /** Returns all that leads to some revisions or follows them, dependencies included. */
  private BitSet related(BitSet some) {
    BitSet related = graph.allParents().closure(some);
    related.or(graph.allChildren().closure(some));
    return related;
  }

  private void requireNoOverlap(BitSet places) {
    BitSet contained = and(places, graph.allParents().beyond(places));
    if (!contained.isEmpty()) {
      BitSet newest = minus(places, contained);
      throw Overlap.of("target", graph.ids(contained), graph.ids(newest))
          .hint("name only the newest: " + command(newest))
          .asException();
    }
  }

  /** Names what would be forgotten, and the targets that keep all of it that can stay. */
  private void requireNoLoss(BitSet lost, BitSet newTips, BitSet places, BitSet mayGo) {
    if (lost.isEmpty()) {
      return;
    }
    BitSet kept = minus(lost, graph.allChildren().closure(places));
    kept.or(newTips);
    String keepAll = command(minus(kept, graph.allParents().beyond(kept)));
    boolean namesAll = minus(mayGo, graph.children().closure(places)).isEmpty();
    BitSet lines = minus(lost, graph.allParents().beyond(lost));
    throw Problem.of(
            Code.STAMP_LOSES_LINE,
            "this stamp would forget %s, which no target names"
                .formatted(Ids.listed(graph.at(lines.stream().toArray()), 10)))
        .because("The database has what these revisions made; only their rows would be gone.")
        .hint(
            "keep every line: %s%s\nor forget the others: %s -Dsaascore.purge"
                .formatted(keepAll, namesAll ? "" : " -Dsaascore.purge", command(newTips)))
        .asException();
  }

  private void requireNoClaim(BitSet claimed, BitSet places) {
    if (claimed.isEmpty()) {
      return;
    }
    BitSet lines = minus(claimed, graph.allParents().beyond(claimed));
    throw Problem.of(
            Code.STAMP_LOSES_LINE,
            "this stamp would claim %s, which was never recorded as applied"
                .formatted(Ids.listed(graph.at(lines.stream().toArray()), 10)))
        .because("%s contains it.".formatted(Ids.quoted(graph.ids(places))))
        .hint(
            "run what is missing: %s\nor, when the database has it, record it first: %s\n%s"
                .formatted(
                    Verb.UPGRADE.command(Ids.joined(graph.ids(lines))),
                    command(lines),
                    "then: " + command(places)))
        .asException();
  }

  private String command(BitSet targets) {
    return Verb.STAMP.command(targets.isEmpty() ? Target.BASE : Ids.joined(graph.ids(targets)));
  }

  private static BitSet set(int number) {
    BitSet set = new BitSet();
    set.set(number);
    return set;
  }

  private static BitSet and(BitSet a, BitSet b) {
    BitSet both = (BitSet) a.clone();
    both.and(b);
    return both;
  }

  private static BitSet minus(BitSet a, BitSet b) {
    BitSet rest = (BitSet) a.clone();
    rest.andNot(b);
    return rest;
  }
}
