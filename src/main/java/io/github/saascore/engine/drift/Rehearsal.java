package io.github.saascore.engine.drift;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Snapshot;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes every revision up, down and up again in a scratch database, with rows in its tables, and
 * compares the schema and the rows at each step; then the whole history down from its heads.
 *
 * <p>The scripts of test data that belong to a revision run after its own trip, so that their rows
 * are there in all trips above it. Where revisions were replaced by one, the way over their own
 * files is walked too: databases in the middle of them go it.
 */
public final class Rehearsal {
  private final Scratch scratch;
  private final Sources sources;
  private final TestData data;
  private final boolean lossesFail;
  private Snapshot here;

  /**
   * Prepares a rehearsal.
   *
   * @param lossesFail whether a revision that loses rows or values is a finding
   */
  public Rehearsal(Scratch scratch, Sources sources, TestData data, boolean lossesFail) {
    this.scratch = scratch;
    this.sources = sources;
    this.data = data;
    this.lossesFail = lossesFail;
  }

  /**
   * Rehearses.
   *
   * @throws SaascoreException when a script of test data fails, or the scratch server lacks
   *     something or is lost
   */
  public RehearsalResult run() {
    RehearsalResult result = walk();
    for (Revision replacement : sources.replacements().comparable()) {
      Sources old = sources.without(replacement.id());
      RehearsalResult other = new Rehearsal(scratch, old, data, lossesFail).walk();
      result = result.and(other, replacement.replaces(), data);
    }
    return result;
  }

  private RehearsalResult walk() {
    try (Climb climb = new Climb(scratch, sources, this::load)) {
      here = climb.database().snapshot();
      List<RoundTrip> trips = new ArrayList<>();
      Order.of(sources).forEach(revision -> trips.add(trip(climb, revision)));
      List<String> filled = Contents.read(climb.database().database()).filled();
      List<Problem> findings = new ArrayList<>(findings(trips));
      findings.addAll(atTheHeads(climb.database(), trips));
      int scripts =
          climb.applied().stream().mapToInt(revision -> data.of(revision.id()).size()).sum();
      return new RehearsalResult(scratch.server().describe(), trips, scripts, filled, findings);
    }
  }

  private void load(ScratchDatabase database, Revision revision) {
    for (TestData.Script script : data.of(revision.id())) {
      database.run("the test data " + script.path().getFileName(), script.statements());
    }
  }

  private RoundTrip trip(Climb climb, Revision revision) {
    MigrationFile file = sources.files().get(revision.id());
    RoundTrip bare = new RoundTrip(revision, file.path().toString(), new WayBack.Reversible());
    Contents rows = Contents.read(climb.database().database());
    Identities places = Identities.read(climb.database().database());
    Optional<WayBack> hindered = climb.up(file);
    if (hindered.isPresent()) {
      return bare.with(hindered.get());
    }
    WayBack way =
        Sections.verdict(file).orElseGet(() -> there(climb.database(), bare, file, rows, places));
    climb.settle(revision);
    if (way instanceof WayBack.Broken) {
      climb.startAgain();
    }
    here = climb.database().snapshot();
    return bare.with(way);
  }

  private WayBack there(
      ScratchDatabase database, RoundTrip trip, MigrationFile file, Contents rows, Identities at) {
    try {
      Snapshot up = database.snapshot();
      Contents upRows = Contents.read(database.database());
      List<Identities.Place> destroyed = at.missingIn(Identities.read(database.database()));
      database.down(sources, file.revision().id());
      Difference rest = difference(database.snapshot(), here);
      if (isDifferent(rest)) {
        return new WayBack.Broken(NotRestored.of(file, rest));
      }
      Contents downRows = Contents.read(database.database());
      again(database, file);
      Difference other = difference(database.snapshot(), up);
      if (isDifferent(other)) {
        return new WayBack.Broken(NotRestored.again(file, other));
      }
      Contents againRows = Contents.read(database.database());
      return RowProblems.doubled(trip, rows, upRows, downRows, againRows)
          .<WayBack>map(WayBack.Broken::new)
          .orElseGet(() -> judged(file, rows, downRows, destroyed));
    } catch (SaascoreException e) {
      return new WayBack.Broken(Blame.script(e));
    }
  }

  private void again(ScratchDatabase database, MigrationFile file) {
    try {
      database.up(sources, List.of(file.revision()));
    } catch (SaascoreException e) {
      throw new SaascoreException(NotRestored.notAgain(file, Blame.script(e)), e);
    }
  }

  /** What was destroyed while it was empty would have been lost, had there been anything. */
  private static WayBack judged(
      MigrationFile file, Contents before, Contents after, List<Identities.Place> destroyed) {
    List<String> losses = new ArrayList<>(before.lostIn(after));
    destroyed.stream()
        .filter(place -> before.rows(place.table()) == 0)
        .forEach(place -> losses.add(place.describes()));
    Sections.emptied(file.upgrade()).stream()
        .filter(loss -> !before.hasRows(loss.name()))
        .forEach(loss -> losses.add(loss.describes()));
    return losses.isEmpty() ? new WayBack.Reversible() : new WayBack.Lossy(losses);
  }

  private static Difference difference(Snapshot from, Snapshot to) {
    return Difference.between(from, to, DifferenceOptions.everything());
  }

  private static boolean isDifferent(Difference difference) {
    return !difference.isEmpty();
  }

  private List<Problem> findings(List<RoundTrip> trips) {
    List<Problem> findings = new ArrayList<>();
    for (RoundTrip trip : trips) {
      trip.problem().ifPresent(findings::add);
      if (lossesFail && trip.way() instanceof WayBack.Lossy lossy) {
        findings.add(RowProblems.lost(trip, lossy));
      }
    }
    return findings;
  }

  private List<Problem> atTheHeads(ScratchDatabase database, List<RoundTrip> trips) {
    if (!RepeatablesCheck.isWhole(trips)) {
      return List.of();
    }
    Optional<Problem> failed = RepeatablesCheck.run(database, sources);
    if (failed.isEmpty() && RepeatablesCheck.canDescend(trips)) {
      failed = new Descent(database, sources).run(trips);
    }
    return failed.map(List::of).orElse(List.of());
  }
}
