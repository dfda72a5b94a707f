package io.github.saascore.engine.drift;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.StatementShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks a history up in a scratch database, parents first, and proves at each step that the way
 * back leads to where the step began.
 *
 * <p>A downgrade is tried right after its upgrade, in a transaction that is rolled back; one that
 * cannot stand in a transaction is run, and its upgrade again. As each downgrade restores exactly
 * what its upgrade found, all of them together lead back to the empty database, in the reverse
 * order. Branches are walked in the one order in which an upgrade applies them.
 *
 * <p>Usually a digest of the catalogs tells that nothing differs. Only where it does not, the
 * schema before is made once more, in a second database, and both are read in full.
 */
public final class RoundTrips implements AutoCloseable {
  private final Scratch scratch;
  private final Sources sources;
  private final Past past;
  private final List<Revision> applied = new ArrayList<>();
  private final Map<RevisionId, RevisionId> unreachable = new LinkedHashMap<>();
  private ScratchDatabase database;
  private String here;

  /** Prepares a walk: an empty scratch database is made. */
  public RoundTrips(Scratch scratch, Sources sources) {
    this.scratch = scratch;
    this.sources = sources;
    this.past = new Past(scratch, sources);
    this.database = scratch.open();
    this.here = database.state();
  }

  /**
   * Walks through all revisions; one that cannot be applied ends its line, not the walk.
   *
   * @return one trip for each revision, in the order of the walk
   * @throws SaascoreException only when the scratch server lacks something or is lost
   */
  public List<RoundTrip> walk() {
    return Order.of(sources).stream()
        .map(
            revision -> {
              MigrationFile file = sources.files().get(revision.id());
              return new RoundTrip(revision, file.path().toString(), trip(file));
            })
        .toList();
  }

  /** Returns the database at the end of the walk, with all that could be applied. */
  public ScratchDatabase database() {
    return database;
  }

  private WayBack trip(MigrationFile file) {
    Revision revision = file.revision();
    Optional<RevisionId> below =
        sources.graph().allParents(revision.id()).stream()
            .flatMap(parent -> Optional.ofNullable(unreachable.get(parent.id())).stream())
            .findFirst();
    if (below.isPresent()) {
      unreachable.put(revision.id(), below.get());
      return new WayBack.Unreached(below.get());
    }
    String before = here;
    try {
      database.up(sources, List.of(revision));
    } catch (SaascoreException e) {
      unreachable.put(revision.id(), revision.id());
      Problem problem = Blame.script(e);
      if (isStepwise(file.upgrade())) {
        startAgain(List.copyOf(applied));
      }
      return new WayBack.Refused(problem);
    }
    here = database.state();
    WayBack way = back(file, before);
    applied.add(revision);
    return way;
  }

  private WayBack back(MigrationFile file, String before) {
    if (file.downgrade() instanceof Body.None) {
      return new WayBack.Unwritten();
    }
    if (file.downgrade() instanceof Body.Irreversible irreversible) {
      return new WayBack.Irreversible(irreversible.reason());
    }
    return isStepwise(file.downgrade()) ? backAndForth(file, before) : tried(file, before);
  }

  private WayBack tried(MigrationFile file, String before) {
    List<Snapshot> differing = new ArrayList<>();
    try {
      database.tryDown(
          sources, file.revision().id(), () -> differing(before).ifPresent(differing::add));
    } catch (SaascoreException e) {
      return new WayBack.Broken(Blame.script(e));
    }
    return judged(file, differing.stream().findFirst());
  }

  private WayBack backAndForth(MigrationFile file, String before) {
    Revision revision = file.revision();
    List<Revision> until = new ArrayList<>(applied);
    until.add(revision);
    WayBack way;
    try {
      database.down(sources, revision.id());
      way = judged(file, differing(before));
      if (!(way instanceof WayBack.Broken)) {
        database.up(sources, List.of(revision));
      }
    } catch (SaascoreException e) {
      way = new WayBack.Broken(Blame.script(e));
    }
    if (way instanceof WayBack.Broken) {
      startAgain(until);
    } else {
      here = database.state();
    }
    return way;
  }

  private Optional<Snapshot> differing(String before) {
    return database.state().equals(before) ? Optional.empty() : Optional.of(database.snapshot());
  }

  /**
   * Judges a way back.
   *
   * @param after the schema that it led to, where it may differ from the one before the upgrade
   */
  private WayBack judged(MigrationFile file, Optional<Snapshot> after) {
    List<String> losses = new ArrayList<>();
    if (after.isPresent()) {
      Past.Before then = past.before(file.revision(), applied);
      Difference rest =
          Difference.between(after.get(), then.snapshot(), DifferenceOptions.everything());
      if (!rest.isEmpty() || !rest.refusals().isEmpty()) {
        return new WayBack.Broken(NotRestored.of(file, rest));
      }
      losses.addAll(then.destroyed());
    }
    losses.addAll(emptied(file.upgrade()));
    return losses.isEmpty() ? new WayBack.Reversible() : new WayBack.Lossy(losses);
  }

  /** Returns the tables that an upgrade empties, which leaves no trace in the catalogs. */
  private static List<String> emptied(Body upgrade) {
    return upgrade instanceof Body.Sql sql
        ? sql.statements().stream()
            .flatMap(statement -> statement.shape().destroys().stream())
            .filter(loss -> loss.kind().equals("rows"))
            .map(StatementShape.Loss::describes)
            .distinct()
            .toList()
        : List.of();
  }

  private void startAgain(List<Revision> until) {
    database.close();
    database = scratch.open();
    database.up(sources, until);
    here = database.state();
  }

  private static boolean isStepwise(Body body) {
    return body instanceof Body.Sql sql && !sql.options().transactional();
  }

  @Override
  public void close() {
    try {
      past.close();
    } finally {
      database.close();
    }
  }
}
