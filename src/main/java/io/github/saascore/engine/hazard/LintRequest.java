package io.github.saascore.engine.hazard;

import io.github.saascore.engine.DatabaseState;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.revision.Applied;
import io.github.saascore.revision.OfflinePlanner;
import io.github.saascore.revision.Plan;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Step;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import io.github.saascore.script.RepeatableScript;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be linted.
 *
 * @param sources the files
 * @param earlier the revisions that are there before, in order; what they make counts as old
 * @param linted the revisions to look at, in the order in which an upgrade runs them
 * @param repeatables the repeatable scripts to look at: they would run behind the revisions
 * @param options how to look
 */
public record LintRequest(
    Sources sources,
    List<Revision> earlier,
    List<Revision> linted,
    List<RepeatableScript> repeatables,
    Options options) {
  /**
   * How to look.
   *
   * @param rules the rules that are on
   * @param direction which sections
   * @param fresh which tables count as new
   */
  public record Options(Rules rules, Direction direction, Fresh fresh) {
    /** Returns what holds unless somebody says otherwise. */
    public static Options standard() {
      return new Options(Rules.standard(), Direction.UP, Fresh.REVISION);
    }
  }

  /** Copies the lists. */
  public LintRequest {
    earlier = List.copyOf(earlier);
    linted = List.copyOf(linted);
    repeatables = List.copyOf(repeatables);
  }

  /** Tells whether there is nothing to look at. */
  public boolean isNothing() {
    return linted.isEmpty() && repeatables.isEmpty();
  }

  /** Returns a request for all revisions of the files. */
  public static LintRequest all(Sources sources, Options options) {
    return new LintRequest(sources, List.of(), Order.of(sources), sources.repeatables(), options);
  }

  /** Returns a request for the newest revision of each line. */
  public static LintRequest heads(Sources sources, Options options) {
    Set<RevisionId> heads =
        sources.graph().realHeads().stream().map(Revision::id).collect(Collectors.toSet());
    Map<Boolean, List<Revision>> parts =
        Order.of(sources).stream()
            .collect(Collectors.partitioningBy(revision -> heads.contains(revision.id())));
    return new LintRequest(
        sources, parts.get(false), parts.get(true), sources.repeatables(), options);
  }

  /**
   * Returns a request for what an upgrade of a database to targets would run.
   *
   * @param changed the repeatable scripts that have changed since they ran
   * @throws io.github.saascore.revision.SaascoreException for targets that make no sense
   */
  public static LintRequest pending(
      DatabaseState state, List<RepeatableScript> changed, List<Target> targets, Options options) {
    Sources seen = state.sources();
    return of(seen, new Planner(seen.graph()).upgrade(state.applied(), targets), changed, options);
  }

  /**
   * Returns a request for a part of the history.
   *
   * @param range from where to where, for example {@code base:heads} or {@code head-3:head}
   * @throws io.github.saascore.revision.SaascoreException for ranges that make no sense
   */
  public static LintRequest range(Sources sources, String range, Options options) {
    Sources seen = sources.naming(OfflinePlanner.targets(Verb.UPGRADE, range));
    return of(
        seen,
        new OfflinePlanner(seen.graph()).plan(Verb.UPGRADE, range, false),
        seen.repeatables(),
        options);
  }

  /** Repeatable scripts run where the upgrade ends at all heads. */
  private static LintRequest of(
      Sources sources, Plan plan, List<RepeatableScript> repeatables, Options options) {
    Applied before = plan.before();
    List<Revision> earlier =
        Order.of(sources).stream().filter(revision -> before.contains(revision.id())).toList();
    List<Revision> linted = plan.steps().stream().map(step -> ((Step.Up) step).revision()).toList();
    boolean complete =
        sources.graph().realHeads().stream().allMatch(head -> plan.after().contains(head.id()));
    return new LintRequest(sources, earlier, linted, complete ? repeatables : List.of(), options);
  }
}
