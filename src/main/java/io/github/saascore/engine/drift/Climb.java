package io.github.saascore.engine.drift;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.MigrationFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The way up through a history in a scratch database, parents first: a revision that cannot be
 * applied ends its own line, not the climb.
 */
final class Climb implements AutoCloseable {
  private final Scratch scratch;
  private final Sources sources;
  private final BiConsumer<ScratchDatabase, Revision> then;
  private final List<Revision> applied = new ArrayList<>();
  private final Map<RevisionId, RevisionId> unreachable = new LinkedHashMap<>();
  private ScratchDatabase database;

  /**
   * Begins at base, in an empty scratch database.
   *
   * @param then is done with each revision that stays applied, also when a part of the way is
   *     climbed again
   */
  Climb(Scratch scratch, Sources sources, BiConsumer<ScratchDatabase, Revision> then) {
    this.scratch = scratch;
    this.sources = sources;
    this.then = then;
    this.database = atBase();
  }

  /** Our own tables are there from the beginning: a digest before the first revision has them. */
  private ScratchDatabase atBase() {
    ScratchDatabase empty = scratch.open();
    try {
      empty.begin(sources);
      return empty;
    } catch (RuntimeException e) {
      empty.close();
      throw e;
    }
  }

  /** Returns the database as it is now; after a fall it is another one. */
  ScratchDatabase database() {
    return database;
  }

  /** Returns the revisions that are settled, in the order in which they were applied. */
  List<Revision> applied() {
    return List.copyOf(applied);
  }

  /** Applies a revision, or says why that cannot be. */
  Optional<WayBack> up(MigrationFile file) {
    Revision revision = file.revision();
    Optional<RevisionId> below =
        sources.graph().allParents(revision.id()).stream()
            .flatMap(parent -> Optional.ofNullable(unreachable.get(parent.id())).stream())
            .findFirst();
    if (below.isPresent()) {
      unreachable.put(revision.id(), below.get());
      return Optional.of(new WayBack.Unreached(below.get()));
    }
    try {
      database.up(sources, List.of(revision));
      return Optional.empty();
    } catch (SaascoreException e) {
      unreachable.put(revision.id(), revision.id());
      Problem problem = Blame.script(e);
      if (Sections.isStepwise(file.upgrade())) {
        startAgain();
      }
      return Optional.of(new WayBack.Refused(problem));
    }
  }

  /** Says that the newest revision stays applied. */
  void settle(Revision revision) {
    then.accept(database, revision);
    applied.add(revision);
  }

  /** Climbs anew to the settled revisions, as the database is no longer what it should be. */
  void startAgain() {
    database.close();
    database = atBase();
    for (Revision revision : applied) {
      database.up(sources, List.of(revision));
      then.accept(database, revision);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
