package io.github.saascore.engine.drift;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Revision;
import io.github.saascore.schema.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * A second scratch database, one revision behind the first: it still has what the first one had
 * before. It is made when it is first needed, and only goes forward.
 */
final class Past implements AutoCloseable {
  private final Scratch scratch;
  private final Sources sources;
  private Optional<ScratchDatabase> database = Optional.empty();
  private int applied;

  Past(Scratch scratch, Sources sources) {
    this.scratch = scratch;
    this.sources = sources;
  }

  /**
   * The moment before a revision.
   *
   * @param snapshot the schema
   * @param destroyed the tables and columns that the revision's upgrade then drops
   */
  record Before(Snapshot snapshot, List<Identities.Place> destroyed) {}

  /**
   * Returns what was before a revision.
   *
   * @param below what had been applied before it, in order; longer at every call
   */
  Before before(Revision revision, List<Revision> below) {
    ScratchDatabase here = database.orElseGet(scratch::open);
    database = Optional.of(here);
    here.up(sources, below.subList(applied, below.size()));
    Snapshot snapshot = here.snapshot();
    Identities before = Identities.read(here.database());
    here.up(sources, List.of(revision));
    applied = below.size() + 1;
    return new Before(snapshot, before.missingIn(Identities.read(here.database())));
  }

  @Override
  public void close() {
    database.ifPresent(ScratchDatabase::close);
  }
}
