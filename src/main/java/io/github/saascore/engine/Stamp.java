package io.github.saascore.engine;

import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.How;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Plan;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Step;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says which revisions count as applied, without running anything of them. */
public final class Stamp {
  private static final int MOST_PLANS = 10;

  private final Database database;
  private final Sources sources;
  private final List<Target> targets;
  private final boolean purge;

  /**
   * Makes a stamp.
   *
   * @param targets where the database shall stand
   * @param purge whether to forget all rows first, also those that have no file
   */
  public Stamp(Database database, Sources sources, List<Target> targets, boolean purge) {
    this.database = database;
    this.sources = sources.naming(targets);
    this.targets = List.copyOf(targets);
    this.purge = purge;
  }

  /**
   * What a stamp did.
   *
   * @param marked the revisions that count as applied from now on
   * @param unmarked the revisions that no longer do
   * @param standing where the database stands now
   */
  public record Result(List<Revision> marked, List<RevisionId> unmarked, Standing standing) {
    /** Tells whether the run changed nothing. */
    public boolean isNothing() {
      return marked.isEmpty() && unmarked.isEmpty();
    }
  }

  /**
   * Moves the rows, all in one transaction.
   *
   * @throws io.github.saascore.revision.SaascoreException when a target is wrong, a line of
   *     revisions would be lost or invented silently, or a target is or follows a revision that was
   *     left in the middle
   */
  public Result run() {
    database.requireWhole();
    DatabaseState before = database.state(sources);
    // A row that is not finished may belong to a build that is at work now: the lock tells.
    if (before.unfinished().isEmpty() && plan(before).isEmpty()) {
      return new Result(List.of(), List.of(), Standing.of(before));
    }
    database.requireWritable();
    try (BuildLock lock = database.lock()) {
      lock.acquire(database::waiting);
      database.requireWhole();
      Runner runner = database.runner(lock, Existing.FAIL);
      if (!database.session().facts().storeExists()) {
        runner.bootstrap();
      }
      return write(runner);
    }
  }

  /** Behind a pooler another build may change the database before our turn: plan anew then. */
  private Result write(Runner runner) {
    for (int i = 0; i < MOST_PLANS; i++) {
      DatabaseState state = database.stateAfterRun(sources);
      Plan plan = plan(state);
      if (runner.ours("stamp", sql(plan, state.sources()), state.recorded())) {
        return result(plan);
      }
    }
    throw Problem.of(Code.LOCKED, "other builds change the database again and again")
        .hint("let them finish and run the same goal again; nothing was changed")
        .asException();
  }

  private Plan plan(DatabaseState state) {
    return plan(database, state, targets, purge);
  }

  /**
   * Plans a stamp of a database in this state.
   *
   * @throws io.github.saascore.revision.SaascoreException when the stamp would be refused
   */
  static Plan plan(Database database, DatabaseState state, List<Target> targets, boolean purge) {
    if (!purge) {
      UnknownRows.requireNone(database, state);
    }
    Planner planner = new Planner(state.sources().graph());
    Plan plan = planner.stamp(state.applied(), targets, purge);
    Set<RevisionId> claimed = planner.claimedByStamp(state.applied(), targets);
    Problems problems = new Problems();
    state.unfinished().stream()
        .filter(row -> claimed.contains(row.revision().id()))
        .forEach(row -> problems.add(inTheMiddle(state, row)));
    problems.throwIfAny();
    return plan;
  }

  /** The commands name the revision: what is to be stamped must not run with it. */
  private static Problem inTheMiddle(DatabaseState state, AppliedRevision row) {
    RevisionId id = row.revision().id();
    String ways =
        row.state() == AppliedRevision.State.STARTED
            ? "go on with it: %1$s\nor take it back: %2$s -Dsaascore.resolve=%3$s:undo"
            : """
            go on with undoing it: %2$s
            or undo it and apply it again: %1$s -Dsaascore.resolve=%3$s:undo\
            """;
    return state
        .unfinished(row)
        .hint(ways.formatted(Verb.UPGRADE.command(id.value()), state.undoing(id), id));
  }

  private String sql(Plan plan, Sources seen) {
    StringBuilder sql = new StringBuilder();
    plan.steps().forEach(step -> sql.append(sql(database.store(), seen, plan, step)));
    return sql.toString();
  }

  /** Returns the SQL of one step of a stamp. */
  static String sql(StoreSql store, Sources sources, Plan plan, Step step) {
    String id = step.id().value();
    return step instanceof Step.Mark mark
        ? store.stamped(recorded(sources, mark.revision()))
            + Units.replaced(store, sources, step.id(), How.STAMPED)
            + store.event("stamp", id, 0)
        : Units.forgotten(store, forgotten(sources, plan, step.id()))
            + store.event("unstamp", id, 0);
  }

  /** Returns whose rows go together with one, without those that the plan keeps. */
  private static Set<RevisionId> forgotten(Sources sources, Plan plan, RevisionId id) {
    Set<RevisionId> rows = new LinkedHashSet<>(sources.rowsOf(id));
    rows.removeAll(plan.after().ids());
    return rows;
  }

  private static StoreSql.Recorded recorded(Sources sources, Revision revision) {
    return sources
        .file(revision.id())
        .map(Units::recorded)
        .orElseGet(() -> Units.recorded(revision));
  }

  private Result result(Plan plan) {
    List<Revision> marked =
        plan.steps().stream()
            .filter(Step.Mark.class::isInstance)
            .map(step -> ((Step.Mark) step).revision())
            .toList();
    List<RevisionId> unmarked =
        plan.steps().stream().filter(Step.Unmark.class::isInstance).map(Step::id).toList();
    return new Result(marked, unmarked, Standing.of(database.stateAfterRun(sources)));
  }
}
