package io.github.saascore.engine.drift;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Order;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.engine.seed.Moving;
import io.github.saascore.engine.seed.SeedReader;
import io.github.saascore.engine.seed.Seeds;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Target;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.DifferenceOptions;
import io.github.saascore.schema.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks through files that were replaced, which databases in the middle of them still need, and
 * compares what they make with what the revision makes that replaces them.
 */
final class ReplacedCheck {
  private final Scratch scratch;
  private final Sources sources;
  private final KnownWays known;

  ReplacedCheck(Scratch scratch, Sources sources, KnownWays known) {
    this.scratch = scratch;
    this.sources = sources;
    this.known = known;
  }

  /**
   * Looks at all revisions that replace others whose files are there.
   *
   * @throws SaascoreException only when the scratch server lacks something or is lost
   */
  List<Replaced> run() {
    return sources.replacements().comparable().stream().map(this::look).toList();
  }

  private record Made(Snapshot snapshot, Seeds seeds) {
    static Made in(ScratchDatabase database) {
      return new Made(database.snapshot(), SeedReader.read(database.database().session()));
    }
  }

  private Replaced look(Revision replacement) {
    Sources old = sources.without(replacement.id());
    List<Revision> order = Order.upTo(old, targets(replacement.replaces()));
    try (RoundTrips walk = new RoundTrips(scratch, old, known)) {
      List<RoundTrip> trips = walk.walk(order);
      List<RoundTrip> own =
          trips.stream()
              .filter(trip -> replacement.replaces().contains(trip.revision().id()))
              .toList();
      List<Problem> findings =
          new ArrayList<>(own.stream().flatMap(trip -> trip.problem().stream()).toList());
      if (!RepeatablesCheck.isWhole(trips)) {
        return new Replaced(replacement, own, findings, List.of());
      }
      return compared(replacement, own, findings, old, order, Made.in(walk.database()));
    }
  }

  private Replaced compared(
      Revision replacement,
      List<RoundTrip> trips,
      List<Problem> findings,
      Sources old,
      List<Revision> order,
      Made wanted) {
    Made made;
    try (ScratchDatabase database = scratch.open()) {
      database.up(sources, Order.upTo(sources, targets(List.of(replacement.id()))));
      made = Made.in(database);
    } catch (SaascoreException e) {
      // The walk through the history of a new database says so already.
      Blame.script(e);
      return new Replaced(replacement, trips, findings, List.of());
    }
    Difference rest =
        Difference.between(made.snapshot(), wanted.snapshot(), DifferenceOptions.everything());
    if (!rest.isEmpty()) {
      findings.add(problem(replacement, rest));
    }
    List<String> rows = wanted.seeds().lackingIn(made.seeds(), Moving.nothing());
    if (!rows.isEmpty()) {
      rows = wanted.seeds().lackingIn(made.seeds(), moving(old, order, wanted.seeds()));
    }
    return new Replaced(replacement, trips, findings, rows);
  }

  private Moving moving(Sources old, List<Revision> order, Seeds seeds) {
    try (ScratchDatabase database = scratch.open()) {
      database.up(old, order);
      return Moving.between(seeds, SeedReader.read(database.database().session()));
    }
  }

  private Problem problem(Revision replacement, Difference rest) {
    return Problem.of(
            Code.SQUASH_DIFFERS,
            "revision %s makes another schema than the %d revisions that it replaces"
                .formatted(replacement.id(), replacement.replaces().size()))
        .at(sources.files().get(replacement.id()).path().toString())
        .because(DifferenceLines.capped(rest, "missing", "surplus"))
        .hint(
            "change it until it makes the same; what is to change for all databases is a revision"
                + " of its own: mvn saascore:revision -Dsaascore.message=...");
  }

  private static List<Target> targets(List<RevisionId> ids) {
    return ids.stream().map(id -> Target.parse(id.value())).toList();
  }
}
