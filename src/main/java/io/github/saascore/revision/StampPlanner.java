package io.github.saascore.revision;

import static io.github.saascore.revision.TargetResolver.BASE;

import java.util.ArrayList;
import java.util.Arrays;
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
  private static final Target STANDING = new Target.Absolute(Optional.empty(), Target.CURRENT);

  private final RevisionGraph graph;
  private final TargetResolver resolver;
  private final Walk walk;

  StampPlanner(RevisionGraph graph) {
    this.graph = graph;
    this.resolver = new TargetResolver(graph);
    this.walk = new Walk(graph, Verb.STAMP);
  }

  /**
   * What a stamp would change.
   *
   * @param places the revisions that the targets name
   * @param tips the tips afterwards
   * @param lost what would no longer be recorded
   * @param gained what would be recorded in addition
   * @param forgotten the part of {@code lost} that no target is about
   * @param claimed the part of {@code gained} that no target is about
   */
  private record Move(
      BitSet places, BitSet tips, BitSet lost, BitSet gained, BitSet forgotten, BitSet claimed) {}

  Plan plan(Applied applied, List<Target> targets) {
    Move move = move(applied, targets);
    requireNoOverlap(move.places());
    requireNoLoss(applied, move);
    requireNoClaim(applied, move);
    return plan(applied, List.of(), move.lost(), move.gained());
  }

  private Move move(Applied applied, List<Target> targets) {
    BitSet active = graph.numbers(applied.ids());
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
        places.set(place);
        moved.or(and(tips, related(set(place))));
        mayGo.or(graph.children().closure(set(place)));
        mayCome.or(mayCome(place, tips));
      }
    }
    BitSet newTips = minus(tips, moved);
    newTips.or(places);
    BitSet lost = and(graph.allParents().closure(moved), active);
    lost.andNot(graph.allParents().closure(newTips));
    BitSet gained = minus(graph.allParents().closure(places), active);
    return new Move(places, newTips, lost, gained, minus(lost, mayGo), minus(gained, mayCome));
  }

  /**
   * Returns what naming a revision says to be there: what follows the tips below it, and its own
   * line, when that has no tip yet. With no tip that it has to do with, that is all below it.
   */
  private BitSet mayCome(int place, BitSet tips) {
    BitSet own = and(tips, related(set(place)));
    if (own.isEmpty()) {
      return graph.allParents().closure(set(place));
    }
    BitSet mayCome = graph.children().closure(own);
    if (!tips.intersects(resolver.lineage(place))) {
      mayCome.or(graph.parents().closure(set(place)));
    }
    mayCome.set(place);
    return mayCome;
  }

  /** Plans to forget everything, also what has no file, and to record the targets instead. */
  Plan purge(Applied applied, List<Target> targets) {
    BitSet known = graph.numbers(applied.ids());
    BitSet places = new BitSet();
    BitSet kept = new BitSet();
    for (Target target : targets) {
      if (target.equals(STANDING)) {
        kept.or(known);
      } else {
        for (int place : places(target, applied)) {
          places.set(place);
        }
      }
    }
    requireNoOverlap(places);
    // What is pending below something that is kept stays pending: it has not run.
    BitSet wanted = graph.allParents().closure(places);
    wanted.or(kept);
    List<RevisionId> gone = applied.unknownTo(graph);
    return plan(applied, gone, minus(known, wanted), minus(wanted, known));
  }

  /** Returns what the targets say is applied: what they name, and all that leads there. */
  Set<RevisionId> claimed(Applied applied, List<Target> targets) {
    BitSet places = new BitSet();
    for (Target target : targets) {
      if (!target.equals(STANDING)) {
        Arrays.stream(places(target, applied)).forEach(places::set);
      }
    }
    return graph.ids(graph.allParents().closure(places));
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
  private void requireNoLoss(Applied applied, Move move) {
    if (move.forgotten().isEmpty()) {
      return;
    }
    BitSet kept = minus(move.forgotten(), graph.allChildren().closure(move.places()));
    kept.or(move.tips());
    BitSet keepAll = newest(kept);
    String others = "forget the others: " + command(move.tips()) + " -Dsaascore.purge";
    throw Problem.of(
            Code.STAMP_LOSES_LINE,
            "this stamp would forget %s, which no target names".formatted(listed(move.forgotten())))
        .because("The database has what these revisions made; only their rows would be gone.")
        .hint(
            keepAll.equals(move.tips())
                ? others
                : "keep every line: " + accepted(applied, keepAll) + "\nor " + others)
        .asException();
  }

  private void requireNoClaim(Applied applied, Move move) {
    if (move.claimed().isEmpty()) {
      return;
    }
    BitSet all = graph.numbers(applied.ids());
    all.or(move.places());
    throw Problem.of(
            Code.STAMP_LOSES_LINE,
            "this stamp would claim %s, which was never recorded as applied"
                .formatted(listed(move.claimed())))
        .because(Ids.quoted(graph.ids(move.places())) + " contains it.")
        .hint(
            "run what is missing: %s\nor, when the database has it: %s -Dsaascore.purge"
                .formatted(
                    Verb.UPGRADE.command(Ids.joined(graph.ids(newest(move.claimed())))),
                    command(newest(all))))
        .asException();
  }

  /** Returns the command that leads to these tips, with a purge when nothing less does. */
  private String accepted(Applied applied, BitSet tips) {
    List<Target> targets =
        graph.ids(tips).stream().map(RevisionId::value).map(Target::parse).toList();
    Move move = move(applied, targets);
    boolean works = move.forgotten().isEmpty() && move.claimed().isEmpty();
    return command(tips) + (works ? "" : " -Dsaascore.purge");
  }

  /** Returns those that no other of them follows or depends on. */
  private BitSet newest(BitSet some) {
    return minus(some, graph.allParents().beyond(some));
  }

  private String listed(BitSet some) {
    return Ids.listed(graph.at(newest(some).stream().toArray()), 10);
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
