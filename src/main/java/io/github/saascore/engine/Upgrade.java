package io.github.saascore.engine;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Resolve;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Brings a database up to the targets, and says where it stands then. */
public final class Upgrade {
  /** How often to plan anew when other builds change the database behind a pooler. */
  private static final int MOST_PLANS = 10;

  private final Database database;
  private final Sources sources;
  private final Options options;

  /**
   * Makes an upgrade.
   *
   * @param sources the files
   */
  public Upgrade(Database database, Sources sources, Options options) {
    this.database = database;
    this.sources = sources.naming(options.targets());
    this.options = options;
  }

  /**
   * How to upgrade.
   *
   * @param targets where to; usually {@code heads}
   * @param existing what to do with objects that exist already
   * @param transaction how many revisions one transaction holds
   * @param resolve the user's word on a revision that was left in the middle
   * @param guard agrees to what may be lost
   * @param matcher compares what exists with what the revisions make; without one, {@code MATCH}
   *     refuses what exists
   */
  public record Options(
      List<Target> targets,
      Existing existing,
      TransactionMode transaction,
      Optional<Resolve> resolve,
      Guard guard,
      Optional<Matcher> matcher) {

    /** Makes options without a matcher. */
    public Options(
        List<Target> targets,
        Existing existing,
        TransactionMode transaction,
        Optional<Resolve> resolve,
        Guard guard) {
      this(targets, existing, transaction, resolve, guard, Optional.empty());
    }

    /** Makes options for a database whose contents are worth nothing. */
    public Options(
        List<Target> targets,
        Existing existing,
        TransactionMode transaction,
        Optional<Resolve> resolve) {
      this(targets, existing, transaction, resolve, Guard.NONE);
    }

    /** Makes options for such a database, with no word on revisions left in the middle. */
    public Options(List<Target> targets, Existing existing, TransactionMode transaction) {
      this(targets, existing, transaction, Optional.empty());
    }

    /** Returns these options with a matcher. */
    public Options with(Matcher newMatcher) {
      return new Options(targets, existing, transaction, resolve, guard, Optional.of(newMatcher));
    }
  }

  /**
   * What an upgrade did.
   *
   * @param applied the revisions of which statements ran, in order
   * @param adopted the revisions that were recorded because all that they make was there, in order
   * @param implied the revisions that were recorded because all that they replace is applied
   * @param repeated the repeatable scripts that ran, in order
   * @param skipped what was left out because it exists
   * @param differences how what was left out by its name alone differs from what would be made
   * @param tables the tables that the database has now and had not before
   * @param standing where the database stands now
   * @param otherTool another tool's version table found beside an empty one of ours
   */
  public record Result(
      List<Revision> applied,
      List<Revision> adopted,
      List<Revision> implied,
      List<String> repeated,
      List<Skipped> skipped,
      List<String> differences,
      Set<String> tables,
      Standing standing,
      Optional<String> otherTool) {

    /** Tells whether the run changed nothing. */
    public boolean isNothing() {
      return applied.isEmpty() && adopted.isEmpty() && implied.isEmpty() && repeated.isEmpty();
    }
  }

  /**
   * Runs everything that is pending up to the targets.
   *
   * @throws io.github.saascore.revision.SaascoreException when something is wrong: before the first
   *     statement with everything that can be known then; later with the statement that the server
   *     refused
   */
  public Result run() {
    database.requireWhole();
    DatabaseState before = database.state(sources);
    Pending pending = pending(before, database.session().facts().storeExists());
    // A row that is not finished may belong to a build that is at work now: the lock tells.
    boolean whole = before.unfinished().isEmpty() && options.resolve().isEmpty();
    if (pending.isEmpty() && whole && before.implied().isEmpty()) {
      return new Result(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Set.of(),
          Standing.of(before),
          otherTool(before));
    }
    database.requireWritable();
    try (BuildLock lock = database.lock()) {
      lock.acquire(database::waiting);
      return underLock(database.runner(lock, options.existing()));
    }
  }

  private Result underLock(Runner runner) {
    database.requireWhole();
    if (!database.session().facts().storeExists()) {
      runner.bootstrap();
    }
    DatabaseState state = database.stateAfterRun(sources);
    Sources seen = state.sources();
    Matching matching = new Matching(database, seen, options.existing(), options.matcher());
    UpgradeRun run = new UpgradeRun(database, runner, seen, options.transaction(), matching);
    Recovery recovery = new Recovery(database, seen, state, options.resolve());
    Map<Revision, Unit> unfinished = recovery.beforeUpgrade();
    if (!unfinished.isEmpty()) {
      run.finish(agreed(unfinished));
      state = database.stateAfterRun(sources);
    }
    List<Revision> implied = new ArrayList<>(new Implied(database, runner).record(state));
    Pending pending = pending(state, true);
    Set<String> before = pending.isEmpty() ? Set.of() : database.tables();
    run.match(state, pending.revisions());
    DatabaseState after = pending.isEmpty() ? state : apply(run, pending);
    if (!pending.isEmpty()) {
      implied.addAll(new Implied(database, runner).record(after));
    }
    Set<String> made = new TreeSet<>(pending.isEmpty() ? Set.of() : database.tables());
    made.removeAll(before);
    return new Result(
        run.applied(),
        run.adopted(),
        implied,
        run.repeated(),
        run.skipped(),
        differences(run, after),
        made,
        Standing.of(after),
        otherTool(state));
  }

  /** What is left of a revision may destroy something, and so does taking it back. */
  private Map<Revision, Unit> agreed(Map<Revision, Unit> unfinished) {
    Guard.Work work = work(unfinished);
    Guard.Agreement agreement = options.guard().agree(work);
    options.guard().prepare(work);
    Map<Revision, Unit> units = new LinkedHashMap<>(unfinished);
    units.replaceAll(agreement::unit);
    return units;
  }

  private Guard.Work work(Map<Revision, Unit> units) {
    return new Guard.Work(
        Verb.UPGRADE, options.targets(), units, options.transaction().typed(options.resolve()));
  }

  /** What was left out by its name alone may be something else: that deserves a warning. */
  private List<String> differences(UpgradeRun run, DatabaseState after) {
    boolean asks = options.existing() == Existing.SKIP && !run.incomplete().isEmpty();
    return asks
        ? options.matcher().map(matcher -> differences(matcher, run, after)).orElse(List.of())
        : List.of();
  }

  /** The upgrade is done and stays done, whether or not the scratch database can be had. */
  private List<String> differences(Matcher matcher, UpgradeRun run, DatabaseState after) {
    try {
      return matcher.differences(database, sources, after.inOrder(), run.incomplete());
    } catch (SaascoreException e) {
      return List.of("nobody looked whether it is equal: " + e.problem().summary());
    }
  }

  /** Behind a pooler another build may change the database before our turn: plan anew then. */
  private DatabaseState apply(UpgradeRun run, Pending first) {
    Pending pending = first;
    for (int i = 0; i < MOST_PLANS; i++) {
      Guard.Work work = options.guard() == Guard.NONE ? work(Map.of()) : work(pending, run::units);
      Guard.Agreement agreed = options.guard().agree(work);
      options.guard().prepare(work);
      if (run.revisions(pending.revisions(), agreed)) {
        run.repeatables(pending.repeatables());
        break;
      }
      DatabaseState state = database.stateAfterRun(sources);
      run.see(state.sources());
      pending = pending(state, true);
    }
    return database.stateAfterRun(sources);
  }

  /**
   * Returns what would be applied, and runs nothing.
   *
   * @throws io.github.saascore.revision.SaascoreException for what a run would refuse before its
   *     first statement
   */
  public Guard.Work planned() {
    database.requireWhole();
    DatabaseState state = database.state(sources);
    Units units = new Units(state.sources(), database.store(), database.javaBodies());
    return work(
        pending(state, database.session().facts().storeExists()),
        all -> all.stream().map(revision -> units.up(revision.id())).toList());
  }

  private Guard.Work work(Pending pending, Function<List<Revision>, List<Unit>> units) {
    Map<Revision, Unit> work = new LinkedHashMap<>();
    List<Revision> revisions = pending.revisions();
    List<Unit> all = units.apply(revisions);
    for (int i = 0; i < revisions.size(); i++) {
      work.put(revisions.get(i), all.get(i));
    }
    return work(work);
  }

  private Pending pending(DatabaseState state, boolean storeExists) {
    return Pending.of(database, state, storeExists, options.targets());
  }

  private Optional<String> otherTool(DatabaseState state) {
    return state.rows().isEmpty() ? database.session().facts().otherTool() : Optional.empty();
  }
}
