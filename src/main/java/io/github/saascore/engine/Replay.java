package io.github.saascore.engine;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Runner;
import io.github.saascore.postgres.Store;
import io.github.saascore.postgres.Unit;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Applies and undoes single revisions without a question, on a database whose contents are worth
 * nothing; it uses the very units of work that {@link Upgrade} and {@link Downgrade} run.
 */
public final class Replay implements AutoCloseable {
  private final Database database;
  private final Sources sources;
  private final Units units;
  private final Ways ways;
  private final UnaryOperator<Unit> shaping;
  private final BuildLock lock;
  private final Runner runner;

  /** Begins on an empty database: our tables are made there. */
  public Replay(Database database, Sources sources) {
    this(database, sources, UnaryOperator.identity());
  }

  /**
   * Begins on an empty database: our tables are made there.
   *
   * @param shaping makes what is run of each unit of work
   */
  public Replay(Database database, Sources sources, UnaryOperator<Unit> shaping) {
    this.database = database;
    this.sources = sources;
    this.shaping = shaping;
    this.units = new Units(sources, database.store(), database.javaBodies());
    this.ways = new Ways(sources);
    this.lock = database.lock();
    lock.acquire(database::waiting);
    this.runner = database.runner(lock, Existing.SKIP);
    runner.bootstrap();
  }

  /**
   * Applies one revision; those below it have to be applied. Of one without a transaction that was
   * left in the middle, the rest runs.
   *
   * @throws io.github.saascore.revision.SaascoreException as an upgrade would end
   */
  public void up(Revision revision) {
    RevisionId id = revision.id();
    Unit unit = units.up(id);
    run(runner, begun(id, unit).map(rest -> units.upFrom(id, rest)).orElse(unit));
  }

  /**
   * Undoes one revision, or the rest of it; those above it have to be undone.
   *
   * @throws io.github.saascore.revision.SaascoreException as a downgrade would end, also
   *     NO_DOWNGRADE and IRREVERSIBLE
   */
  public void down(RevisionId id) {
    Unit unit = wayBack(id);
    run(runner, begun(id, unit).map(rest -> wayBack(id, rest)).orElse(unit));
  }

  /**
   * Undoes one revision in a transaction that is rolled back, so that it stays applied.
   *
   * @param look sees the database without the revision, in the open transaction
   * @throws io.github.saascore.revision.SaascoreException as {@link #down} does
   */
  public void tryDown(RevisionId id, Runnable look) {
    runner.trial(shaping.apply(wayBack(id)), look);
  }

  /**
   * Runs all repeatable scripts.
   *
   * @throws io.github.saascore.revision.SaascoreException as an upgrade would end
   */
  public void repeatables(Sources sources) {
    sources.repeatables().forEach(script -> run(runner, units.repeat(script)));
  }

  /**
   * Runs all repeatable scripts once more, as after a change of theirs: what exists is no excuse.
   *
   * @throws io.github.saascore.revision.SaascoreException as an upgrade would end, also EXISTS
   */
  public void repeatablesAgain(Sources sources) {
    Runner strict = database.runner(lock, Existing.FAIL);
    sources.repeatables().forEach(script -> run(strict, units.repeat(script)));
  }

  private void run(Runner with, Unit unit) {
    with.run(shaping.apply(unit));
  }

  private Unit wayBack(RevisionId id) {
    return units.down(id, ways.ofFiles(List.of(id)).get(id));
  }

  private Unit wayBack(RevisionId id, Unit.Resumed begun) {
    return units.downFrom(id, ways.ofFiles(List.of(id)).get(id), begun, false);
  }

  private Optional<Unit.Resumed> begun(RevisionId id, Unit unit) {
    return unit.trail().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(new Store(database.session(), database.store()).unfinished().get(id))
            .map(progress -> new Unit.Resumed(progress, Optional.empty()));
  }

  /**
   * Tells whether it applies these sources. Equal ones would be as good, but to compare all files
   * costs more than to begin anew.
   */
  @SuppressWarnings("ReferenceEquality")
  public boolean isOf(Sources others) {
    return sources == others;
  }

  /** Returns the database that is worked on. */
  public Database database() {
    return database;
  }

  @Override
  public void close() {
    lock.close();
  }
}
