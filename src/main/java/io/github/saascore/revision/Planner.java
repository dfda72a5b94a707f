package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns targets into plans; the same questions always get the same answers. */
public final class Planner {
  private final RevisionGraph graph;

  /** Makes a planner for one graph. */
  public Planner(RevisionGraph graph) {
    this.graph = graph;
  }

  /**
   * Plans to apply what leads to the targets and is not applied yet, parents and dependencies
   * first, missing ancestors of applied revisions included.
   *
   * @throws SaascoreException DB_REVISION_UNKNOWN, TARGET_MISSING, and all that a target that is
   *     not found or not unique throws
   */
  public Plan upgrade(Applied applied, List<Target> targets) {
    requireTargets(targets, Verb.UPGRADE, Target.HEADS);
    requireKnown(applied);
    BitSet active = graph.numbers(applied.ids());
    BitSet rows = graph.numbers(graph.tips(applied.ids()));
    Walk walk = new Walk(graph, Verb.UPGRADE);
    BitSet wanted = new BitSet();
    for (Target target : targets) {
      if (target instanceof Target.Relative relative) {
        wanted.set(walk.upgradeFrom(relative, rows));
      } else {
        TargetResolver resolver = new TargetResolver(graph);
        for (int place : resolver.many((Target.Absolute) target, Verb.UPGRADE)) {
          wanted.set(place);
        }
      }
    }
    BitSet needed = graph.allParents().closure(wanted);
    needed.andNot(active);
    List<Revision> newestFirst = graph.newestFirst(needed);
    List<Step> steps = new ArrayList<>(newestFirst.size());
    newestFirst.forEach(revision -> steps.add(new Step.Up(revision)));
    Collections.reverse(steps);
    Set<RevisionId> after = new LinkedHashSet<>(applied.ids());
    steps.forEach(step -> after.add(step.id()));
    return new Plan(Verb.UPGRADE, steps, applied, new Applied(after));
  }

  /**
   * Plans to undo what stands above the target, and all that depends on it, newest first. Build the
   * graph from the files and the stored rows, so that revisions without a file can be undone too.
   *
   * @throws SaascoreException DB_REVISION_UNKNOWN for rows that have no lineage,
   *     TARGET_NOT_APPLIED, and all that a target that is not found or not unique throws
   */
  public Plan downgrade(Applied applied, Target target) {
    requireKnown(applied);
    return new DowngradePlanner(graph).plan(applied, target);
  }

  /** Returns what to type for a downgrade that undoes a revision and what follows it, no more. */
  public Target undoing(RevisionId id) {
    return new DowngradePlanner(graph).undoing(id);
  }

  /**
   * Plans to record other revisions as applied without running anything; with {@code purge} all
   * rows go first, and what they say does not matter. Then {@code current} names what is applied
   * and known, so that only rows without a file go.
   *
   * @throws SaascoreException STAMP_LOSES_LINE when another line would be forgotten or claimed,
   *     OVERLAPPING_ROWS when one target contains another, DB_REVISION_UNKNOWN, TARGET_MISSING, and
   *     all that a target that is not found or not unique throws
   */
  public Plan stamp(Applied applied, List<Target> targets, boolean purge) {
    requireTargets(targets, Verb.STAMP, Target.HEADS);
    StampPlanner planner = new StampPlanner(graph);
    if (purge) {
      return planner.purge(applied, targets);
    }
    requireKnown(applied);
    return planner.plan(applied, targets);
  }

  /**
   * Returns what the targets of a stamp say is applied, whether a row says so already or not;
   * {@code current} says nothing.
   */
  public Set<RevisionId> claimedByStamp(Applied applied, List<Target> targets) {
    return new StampPlanner(graph).claimed(applied, targets);
  }

  /** Says in one line why an empty plan has nothing to do, given the targets that led to it. */
  public String whyNothing(Plan plan, List<Target> targets) {
    String names = targets.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", "));
    boolean isBase =
        targets.stream()
            .allMatch(
                each ->
                    each instanceof Target.Absolute absolute
                        && absolute.symbol().equals(Target.BASE));
    return switch (plan.verb()) {
      case UPGRADE ->
          isBase
              ? "an upgrade never goes down to base; %s does"
                  .formatted(Verb.DOWNGRADE.command(Target.BASE))
              : names + (targets.size() == 1 ? " is" : " are") + " already applied";
      case DOWNGRADE -> isBase ? "nothing is applied" : "nothing above " + names + " is applied";
      case STAMP -> names + (targets.size() == 1 ? " is" : " are") + " already recorded";
      case MERGE, REVISION, SQUASH, SHOW, HISTORY -> "there is nothing to do";
    };
  }

  /**
   * Returns the parents of a revision that merges the targets.
   *
   * @throws SaascoreException NOTHING_TO_MERGE, NOT_A_HEAD without {@code splice}, and all that a
   *     target that is not found or not unique throws
   */
  public List<RevisionId> merge(List<Target> targets, boolean splice) {
    requireTargets(targets, Verb.MERGE, Target.HEADS);
    return new NewRevisionPlanner(graph).parentsOfMerge(targets, splice);
  }

  /**
   * Returns the place of a new revision: on top of the given head, or the only one.
   *
   * @param head where to put it; {@code base} begins a new line
   * @param splice whether the parent need not be a head
   * @param dependsOn ids, beginnings of ids, labels
   * @param labels the branch labels to write
   * @throws SaascoreException MULTIPLE_HEADS, NOT_A_HEAD, DUPLICATE_LABEL, BAD_IDENTIFIER, and all
   *     that a target that is not found or not unique throws
   */
  public NewRevision newRevision(
      Optional<Target> head, boolean splice, List<String> dependsOn, List<String> labels) {
    Target parent = head.orElseGet(() -> Target.parse(Target.HEAD));
    return new NewRevisionPlanner(graph).place(parent, splice, dependsOn, labels);
  }

  /**
   * Returns what a revision replaces that does the work of all revisions up to one of them.
   *
   * @param range from base to the newest one that is replaced
   * @throws SaascoreException RANGE_REQUIRED for a range that begins elsewhere, BAD_REPLACES for
   *     less than two revisions, and all that a target that is not found or not unique throws
   */
  public Squash squash(Range range) {
    return new SquashPlanner(graph).plan(range);
  }

  /**
   * Returns the revisions of a range, or all, newest first; both ends are included, and a count
   * that leads past an end stops there.
   *
   * @throws SaascoreException NOT_ANCESTOR when the ends are not on one line, and all that a target
   *     that is not found or not unique throws
   */
  public List<Revision> history(Optional<Range> range, Applied applied) {
    return new HistoryPlanner(graph)
        .select(range.orElseGet(() -> new Range(Optional.empty(), Optional.empty())), applied);
  }

  /** Returns what is not applied yet, in the order in which an upgrade to all heads applies it. */
  public List<Revision> pending(Applied applied) {
    return graph.topological().stream().filter(each -> !applied.contains(each.id())).toList();
  }

  /**
   * Checks that every revision is applied, dependencies counting as what they are.
   *
   * @throws SaascoreException DB_NOT_AT_HEADS with what is missing, DB_REVISION_UNKNOWN when the
   *     database has more than the files
   */
  public void requireAtHeads(Applied applied) {
    require(applied, Code.DB_NOT_AT_HEADS, "the database is not at the heads");
  }

  /**
   * Checks that the database has all that a generated revision would build on.
   *
   * @throws SaascoreException DB_NOT_UP_TO_DATE with what is missing, DB_REVISION_UNKNOWN when the
   *     database has more than the files
   */
  public void requireUpToDate(Applied applied) {
    require(applied, Code.DB_NOT_UP_TO_DATE, "the database is not up to date");
  }

  private void require(Applied applied, Code code, String summary) {
    requireKnown(applied);
    List<Revision> pending = pending(applied);
    if (!pending.isEmpty()) {
      throw Problem.of(code, summary)
          .because("Not applied: " + Ids.listed(pending, 10))
          .hint(Verb.UPGRADE.command(Target.HEADS))
          .asException();
    }
  }

  private void requireKnown(Applied applied) {
    List<RevisionId> unknown = applied.unknownTo(graph);
    if (!unknown.isEmpty()) {
      throw Unknown.rows(unknown).asException();
    }
  }

  private static void requireTargets(List<Target> targets, Verb verb, String example) {
    if (targets.isEmpty()) {
      throw Problem.of(Code.TARGET_MISSING, verb.goal() + " needs a target")
          .hint("for example " + verb.command(example))
          .asException();
    }
  }
}
