package io.github.saascore.engine.drift;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.script.MigrationFile;
import java.util.ArrayList;
import java.util.List;
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
 * <p>Where an earlier check has found a way back good, and nothing differs that it depends on, the
 * revision is only applied.
 *
 * <p>Usually a digest of the catalogs tells that nothing differs. Only where it does not, the
 * schema before is made once more, in a second database, and both are read in full.
 */
final class RoundTrips implements AutoCloseable {
  private final Sources sources;
  private final KnownWays known;
  private final Past past;
  private final Climb climb;
  private Trail trail;

  /** The state of the schema; it is read when it is first needed. */
  private Optional<String> here = Optional.empty();

  /** Prepares a walk: an empty scratch database is made. */
  RoundTrips(Scratch scratch, Sources sources, KnownWays known) {
    this.sources = sources;
    this.known = known;
    this.trail = known.start();
    this.past = new Past(scratch, sources);
    this.climb = new Climb(scratch, sources, (database, revision) -> {});
  }

  /**
   * Walks through all revisions; one that cannot be applied ends its line, not the walk.
   *
   * @return one trip for each revision, in the order of the walk
   * @throws SaascoreException only when the scratch server lacks something or is lost
   */
  List<RoundTrip> walk() {
    return walk(Order.of(sources));
  }

  /**
   * Walks through some revisions, parents first, as {@link #walk()} does.
   *
   * @throws SaascoreException only when the scratch server lacks something or is lost
   */
  List<RoundTrip> walk(List<Revision> order) {
    return order.stream().map(revision -> trip(sources.files().get(revision.id()))).toList();
  }

  /**
   * Goes up without a look back, as far as revisions can be applied.
   *
   * @return whether that were all of them
   */
  boolean climb(List<Revision> order) {
    for (Revision revision : order) {
      MigrationFile file = sources.files().get(revision.id());
      trail = trail.then(file);
      if (applied(file).isPresent()) {
        return false;
      }
      climb.settle(revision);
    }
    return true;
  }

  /** Returns the database at the end of the walk, with all that could be applied. */
  ScratchDatabase database() {
    return climb.database();
  }

  private RoundTrip trip(MigrationFile file) {
    trail = trail.then(file);
    Optional<WayBack> before = known.of(trail);
    WayBack way = before.map(found -> up(file, found)).orElseGet(() -> thereAndBack(file));
    boolean isApplied = !(way instanceof WayBack.Refused || way instanceof WayBack.Unreached);
    return new RoundTrip(
        file.revision(), file.path().toString(), way, trail, isApplied && before.isPresent());
  }

  /** Applies a revision of whose way back nothing is left to find out. */
  private WayBack up(MigrationFile file, WayBack way) {
    Optional<WayBack> hindered = applied(file);
    if (hindered.isEmpty()) {
      climb.settle(file.revision());
    }
    return hindered.orElse(way);
  }

  private Optional<WayBack> applied(MigrationFile file) {
    here = Optional.empty();
    return climb.up(file);
  }

  private WayBack thereAndBack(MigrationFile file) {
    Optional<WayBack> verdict = Sections.verdict(file);
    if (verdict.isPresent()) {
      return up(file, verdict.get());
    }
    String before = state();
    Optional<WayBack> hindered = applied(file);
    if (hindered.isPresent()) {
      return hindered.get();
    }
    WayBack way = back(file, before);
    climb.settle(file.revision());
    if (way instanceof WayBack.Broken && Sections.isStepwise(file.downgrade())) {
      climb.startAgain();
      here = Optional.empty();
    }
    return way;
  }

  private String state() {
    here = here.or(() -> Optional.of(database().state()));
    return here.get();
  }

  private WayBack back(MigrationFile file, String before) {
    try {
      return Sections.isStepwise(file.downgrade())
          ? backAndForth(file, before)
          : judged(file, tried(file, before));
    } catch (SaascoreException e) {
      return new WayBack.Broken(Blame.script(e));
    }
  }

  /** Returns the schema that a downgrade leads to, where it may differ from the one before. */
  private Optional<Snapshot> tried(MigrationFile file, String before) {
    List<Snapshot> differing = new ArrayList<>();
    database()
        .tryDown(sources, file.revision().id(), () -> differing(before).ifPresent(differing::add));
    return differing.stream().findFirst();
  }

  private WayBack backAndForth(MigrationFile file, String before) {
    database().down(sources, file.revision().id());
    WayBack way = judged(file, differing(before));
    if (!(way instanceof WayBack.Broken)) {
      database().up(sources, List.of(file.revision()));
      here = Optional.empty();
    }
    return way;
  }

  private Optional<Snapshot> differing(String before) {
    return database().state().equals(before)
        ? Optional.empty()
        : Optional.of(database().snapshot());
  }

  /**
   * Judges a way back.
   *
   * @param after the schema that it led to, where it may differ from the one before the upgrade
   */
  private WayBack judged(MigrationFile file, Optional<Snapshot> after) {
    List<String> losses = new ArrayList<>();
    if (after.isPresent()) {
      Past.Before then = past.before(file.revision(), climb.applied());
      Difference rest =
          Difference.between(after.get(), then.snapshot(), DifferenceOptions.everything());
      if (!rest.isEmpty()) {
        return new WayBack.Broken(NotRestored.of(file, rest));
      }
      then.destroyed().forEach(place -> losses.add(place.describes()));
    }
    Sections.emptied(file.upgrade()).forEach(loss -> losses.add(loss.describes()));
    return losses.isEmpty() ? new WayBack.Reversible() : new WayBack.Lossy(losses);
  }

  @Override
  public void close() {
    try {
      past.close();
    } finally {
      climb.close();
    }
  }
}
