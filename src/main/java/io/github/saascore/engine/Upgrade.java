package io.github.saascore.engine;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Resolve;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.Skipped;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.Target;
import io.github.saascore.revision.Verb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    this.sources = sources;
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
   */
  public record Options(
      List<Target> targets,
      Existing existing,
      TransactionMode transaction,
      Optional<Resolve> resolve,
      Guard guard) {

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
  }

  /**
   * What an upgrade did.
   *
   * @param applied the revisions that were applied, in order
   * @param repeated the repeatable scripts that ran, in order
   * @param skipped what was left out because it exists
   * @param tables the tables that the database has now and had not before
   * @param standing where the database stands now
   * @param otherTool another tool's version table found beside an empty one of ours
   */
  public record Result(
      List<Revision> applied,
      List<String> repeated,
      List<Skipped> skipped,
      Set<String> tables,
      Standing standing,
      Optional<String> otherTool) {

    /** Tells whether the run changed nothing. */
    public boolean isNothing() {
      return applied.isEmpty() && repeated.isEmpty();
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
    DatabaseState before = database.state(sources);
    Pending pending = pending(before, database.session().facts().storeExists());
    // A row that is not finished may belong to a build that is at work now: the lock tells.
    boolean whole = before.unfinished().isEmpty() && options.resolve().isEmpty();
    if (pending.isEmpty() && whole) {
      return new Result(
          List.of(), List.of(), List.of(), Set.of(), Standing.of(before), otherTool(before));
    }
    database.requireWritable();
    try (BuildLock lock = database.lock()) {
      lock.acquire(database::waiting);
      return underLock(database.runner(lock, options.existing()));
    }
  }

  private Result underLock(Runner runner) {
    if (!database.session().facts().storeExists()) {
      runner.bootstrap();
    }
    DatabaseState state = database.stateAfterRun(sources);
    UpgradeRun run = new UpgradeRun(database, runner, sources, options.transaction());
    Recovery recovery = new Recovery(database, sources, state, options.resolve());
    Map<Revision, Unit> unfinished = recovery.beforeUpgrade();
    if (!unfinished.isEmpty()) {
      run.finish(unfinished);
      state = database.stateAfterRun(sources);
    }
    Pending pending = pending(state, true);
    Set<String> before = pending.isEmpty() ? Set.of() : database.tables();
    DatabaseState after = pending.isEmpty() ? state : apply(run, pending);
    Set<String> made = new TreeSet<>(pending.isEmpty() ? Set.of() : database.tables());
    made.removeAll(before);
    return new Result(
        run.applied(), run.repeated(), run.skipped(), made, Standing.of(after), otherTool(state));
  }

  /** Behind a pooler another build may change the database before our turn: plan anew then. */
  private DatabaseState apply(UpgradeRun run, Pending first) {
    Pending pending = first;
    for (int i = 0; i < MOST_PLANS; i++) {
      Guard.Work work =
          options.guard() == Guard.NONE
              ? new Guard.Work(Verb.UPGRADE, options.targets(), Map.of())
              : work(pending);
      Map<Revision, Unit> agreed = options.guard().agree(work);
      options.guard().prepare(work);
      if (run.revisions(pending.revisions(), agreed)) {
        run.repeatables(pending.repeatables());
        break;
      }
      pending = pending(database.stateAfterRun(sources), true);
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
    return work(pending(database.state(sources), database.session().facts().storeExists()));
  }

  private Guard.Work work(Pending pending) {
    Units units = new Units(sources, database.store(), database.javaBodies());
    Map<Revision, Unit> work = new LinkedHashMap<>();
    pending.revisions().forEach(revision -> work.put(revision, units.up(revision.id())));
    return new Guard.Work(Verb.UPGRADE, options.targets(), work);
  }

  private Pending pending(DatabaseState state, boolean storeExists) {
    return Pending.of(database, sources, state, storeExists, options.targets());
  }

  private Optional<String> otherTool(DatabaseState state) {
    return state.rows().isEmpty() ? database.session().facts().otherTool() : Optional.empty();
  }
}
