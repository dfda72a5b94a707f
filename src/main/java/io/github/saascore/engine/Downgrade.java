package io.github.saascore.engine;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Outcome;
import io.github.saascore.postgres.Resolve;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Plan;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Step;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a database down to a target; every way back is found before the first step runs. */
public final class Downgrade {
  private final Database database;
  private final Sources sources;
  private final Options options;

  /** Makes a downgrade. */
  public Downgrade(Database database, Sources sources, Options options) {
    this.database = database;
    this.sources = sources.naming(List.of(options.target()));
    this.options = options;
  }

  /**
   * How to downgrade.
   *
   * @param target where to
   * @param transaction how many revisions one transaction holds
   * @param guard agrees to what may be lost
   * @param resolve the user's word on a revision that was left in the middle
   */
  public record Options(
      Target target, TransactionMode transaction, Guard guard, Optional<Resolve> resolve) {

    /** Makes options that say nothing of revisions that were left in the middle. */
    public Options(Target target, TransactionMode transaction, Guard guard) {
      this(target, transaction, guard, Optional.empty());
    }
  }

  /**
   * What a downgrade did.
   *
   * @param undone the revisions that were undone, in order
   * @param standing where the database stands now
   */
  public record Result(List<Revision> undone, Standing standing) {
    /** Tells whether the run changed nothing. */
    public boolean isNothing() {
      return undone.isEmpty();
    }
  }

  /**
   * Undoes everything above the target.
   *
   * @throws io.github.saascore.revision.SaascoreException when a step has no way back, when losing
   *     data was not confirmed, or with the statement that the server refused
   */
  public Result run() {
    database.requireWhole();
    DatabaseState before = database.state(sources);
    // A row that is not finished may belong to a build that is at work now: the lock tells.
    boolean whole = before.unfinished().isEmpty();
    Guard.Work planned = whole ? work(before) : guarded(Map.of());
    Optional<Guard.Agreement> agreed = Optional.empty();
    if (whole) {
      if (planned.units().isEmpty()) {
        return new Result(List.of(), Standing.of(before));
      }
      database.requireWritable();
      agreed = Optional.of(options.guard().agree(planned));
    }
    try (BuildLock lock = database.lock()) {
      boolean waited = lock.acquire(database::waiting);
      database.requireWhole();
      DatabaseState state = database.state(sources);
      Guard.Work work = work(state);
      if (waited || !work.units().keySet().equals(planned.units().keySet())) {
        // Another build has worked meanwhile: what was said of the loss is no longer true.
        agreed = Optional.empty();
      }
      Guard.Agreement agreement = agreed.orElseGet(() -> options.guard().agree(work));
      options.guard().prepare(work);
      Map<Revision, Unit> units = new LinkedHashMap<>(work.units());
      units.replaceAll(agreement::unit);
      Runner runner = database.runner(lock, Existing.FAIL);
      new Implied(database, runner).record(state);
      List<Revision> undone = run(runner, units);
      return new Result(undone, Standing.of(database.state(sources)));
    }
  }

  /**
   * Returns what would be undone, and runs nothing.
   *
   * @throws io.github.saascore.revision.SaascoreException when a step has no way back
   */
  public Guard.Work planned() {
    database.requireWhole();
    return work(database.state(sources));
  }

  private Guard.Work guarded(Map<Revision, Unit> units) {
    return new Guard.Work(
        Verb.DOWNGRADE,
        List.of(options.target()),
        units,
        options.transaction().typed(options.resolve()));
  }

  private Guard.Work work(DatabaseState state) {
    Sources seen = state.sources();
    Recovery recovery = new Recovery(database, seen, state, options.resolve());
    Plan plan = new Planner(state.graph()).downgrade(state.applied(), options.target());
    List<Revision> revisions =
        plan.steps().stream().map(step -> ((Step.Down) step).revision()).toList();
    List<RevisionId> ids = revisions.stream().map(Revision::id).toList();
    recovery.requireOnly(ids);
    LostRows.requireNone(state, revisions);
    Map<RevisionId, Units.Way> ways = new Ways(seen).of(ids, database);
    Map<Revision, Unit> work = new LinkedHashMap<>();
    for (Revision revision : revisions) {
      work.put(revision, recovery.down(revision.id(), ways.get(revision.id())));
    }
    database.requireRunnable(List.copyOf(work.values()));
    return guarded(work);
  }

  private List<Revision> run(Runner runner, Map<Revision, Unit> work) {
    List<Revision> undone = new ArrayList<>();
    runner.warnOfQueues(() -> List.copyOf(work.values()));
    List<Revision> revisions = List.copyOf(work.keySet());
    FailureLog log = new FailureLog(runner, "downgrade", work.size());
    if (options.transaction() == TransactionMode.ALL) {
      Units.requireTransactional(List.copyOf(work.values()));
      List<Outcome> outcomes =
          log.together(options.target().toString(), () -> List.copyOf(work.values()));
      for (int i = 0; i < revisions.size(); i++) {
        note(revisions.get(i), outcomes.get(i), undone, work.size());
      }
      return undone;
    }
    for (Revision revision : revisions) {
      Outcome outcome = log.run(revision.id().value(), undone.size(), () -> work.get(revision));
      note(revision, outcome, undone, work.size());
    }
    return undone;
  }

  private void note(Revision revision, Outcome outcome, List<Revision> undone, int of) {
    if (outcome instanceof Outcome.Done done) {
      undone.add(revision);
      database.listener().accept(new Event.Downgraded(revision, done.millis(), undone.size(), of));
    } else {
      database.listener().accept(new Event.DoneElsewhere(revision));
    }
  }
}
