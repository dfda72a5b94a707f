package io.github.saascore.engine;

import io.github.saascore.postgres.BuildLock;
import io.github.saascore.postgres.Existing;
import io.github.saascore.postgres.Runner;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import java.util.List;

/**
 * Applies and undoes single revisions without a question, on a database whose contents are worth
 * nothing; it uses the very units of work that {@link Upgrade} and {@link Downgrade} run.
 */
public final class Replay implements AutoCloseable {
  private final Database database;
  private final Sources sources;
  private final Units units;
  private final Ways ways;
  private final BuildLock lock;
  private final Runner runner;

  /** Begins on an empty database: our tables are made there. */
  public Replay(Database database, Sources sources) {
    this.database = database;
    this.sources = sources;
    this.units = new Units(sources, database.store(), database.javaBodies());
    this.ways = new Ways(sources);
    this.lock = database.lock();
    lock.acquire(database::waiting);
    this.runner = database.runner(lock, Existing.SKIP);
    runner.bootstrap();
  }

  /**
   * Applies one revision; those below it have to be applied.
   *
   * @throws io.github.saascore.revision.SaascoreException as an upgrade would end
   */
  public void up(Revision revision) {
    runner.run(units.up(revision.id()));
  }

  /**
   * Undoes one revision; those above it have to be undone.
   *
   * @throws io.github.saascore.revision.SaascoreException as a downgrade would end, also
   *     NO_DOWNGRADE and IRREVERSIBLE
   */
  public void down(RevisionId id) {
    runner.run(units.down(id, ways.ofFiles(List.of(id)).get(id)));
  }

  /**
   * Undoes one revision in a transaction that is rolled back, so that it stays applied.
   *
   * @param look sees the database without the revision, in the open transaction
   * @throws io.github.saascore.revision.SaascoreException as {@link #down} does
   */
  public void tryDown(RevisionId id, Runnable look) {
    runner.trial(units.down(id, ways.ofFiles(List.of(id)).get(id)), look);
  }

  /**
   * Runs all repeatable scripts.
   *
   * @throws io.github.saascore.revision.SaascoreException as an upgrade would end
   */
  public void repeatables(Sources sources) {
    sources.repeatables().forEach(script -> runner.run(units.repeat(script)));
  }

  /**
   * Runs all repeatable scripts once more, as after a change of theirs: what exists is no excuse.
   *
   * @throws io.github.saascore.revision.SaascoreException as an upgrade would end, also EXISTS
   */
  public void repeatablesAgain(Sources sources) {
    Runner strict = database.runner(lock, Existing.FAIL);
    sources.repeatables().forEach(script -> strict.run(units.repeat(script)));
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
