package io.github.saascore.engine;

import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Plan;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Step;
import io.github.saascore.revision.Target;
import io.github.saascore.script.RepeatableScript;
import java.util.ArrayList;
import java.util.List;

/**
 * What an upgrade has to do.
 *
 * @param plan the revisions to apply
 * @param repeatables the scripts that changed since they last ran, when the database will then be
 *     at all heads: a script may need what the newest revision makes
 */
record Pending(Plan plan, List<RepeatableScript> repeatables) {

  /**
   * Finds what is pending and checks all of it.
   *
   * @throws SaascoreException with everything that is wrong with the state, the targets or the
   *     pending files
   */
  static Pending of(
      Database database, DatabaseState state, boolean storeExists, List<Target> targets) {
    state.requireSound();
    UnknownRows.requireNone(database, state);
    Sources sources = state.sources();
    Plan plan = new Planner(sources.graph()).upgrade(state.applied(), targets);
    Pending pending = new Pending(plan, List.of());
    LostRows.requireNone(state, pending.revisions());
    requireRunnable(database, sources, pending.revisions());
    boolean complete =
        sources.graph().realHeads().stream().allMatch(head -> plan.after().contains(head.id()));
    return complete ? new Pending(plan, database.changed(sources, storeExists)) : pending;
  }

  private static void requireRunnable(
      Database database, Sources sources, List<Revision> revisions) {
    Units units = new Units(sources, database.store(), database.javaBodies());
    Problems problems = new Problems();
    List<Unit> all = new ArrayList<>();
    for (Revision revision : revisions) {
      try {
        all.add(units.up(revision.id()));
      } catch (SaascoreException e) {
        problems.add(e);
      }
    }
    problems.throwIfAny();
    database.requireRunnable(all);
  }

  /** Returns the revisions to apply, in order. */
  List<Revision> revisions() {
    return plan.steps().stream().map(step -> ((Step.Up) step).revision()).toList();
  }

  /** Tells whether there is nothing to do. */
  boolean isEmpty() {
    return plan.isEmpty() && repeatables.isEmpty();
  }
}
