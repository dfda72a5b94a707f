package io.github.saascore.engine.drift;

import io.github.saascore.engine.DatabaseState;
import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Planner;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks once at everything that a change of migrations can break, and says all of it.
 *
 * <p>Everything is tried in scratch databases; a database that is asked is only read.
 */
public final class Check {
  private final Scratch scratch;
  private final Sources sources;
  private final Optional<Asked> asked;
  private final List<String> notes;

  /**
   * Makes a check.
   *
   * @param asked the database whose records are compared with the files, if one can be asked
   * @param notes what cannot be looked at, and why
   */
  public Check(Scratch scratch, Sources sources, Optional<Asked> asked, List<String> notes) {
    this.scratch = scratch;
    this.sources = sources;
    this.asked = asked;
    this.notes = List.copyOf(notes);
  }

  /**
   * A database that was asked what is applied.
   *
   * @param name the database, for people
   * @param state what it said
   * @param complete whether nothing may be pending there
   */
  public record Asked(String name, DatabaseState state, boolean complete) {}

  /**
   * Checks.
   *
   * @throws SaascoreException only when the scratch server lacks something or is lost
   */
  public CheckResult run() {
    List<Problem> findings = new ArrayList<>();
    HeadsCheck.of(sources.graph()).ifPresent(findings::add);
    asked.ifPresent(database -> findings.addAll(ofDatabase(database)));
    try (RoundTrips walk = new RoundTrips(scratch, sources)) {
      List<RoundTrip> trips = walk.walk();
      trips.forEach(trip -> trip.problem().ifPresent(findings::add));
      boolean whole = RepeatablesCheck.isWhole(trips);
      if (whole) {
        ofRepeatables(walk.database(), trips).ifPresent(findings::add);
      }
      return new CheckResult(
          scratch.server().describe(),
          trips,
          whole ? sources.repeatables().size() : 0,
          Optional.empty(),
          asked.map(Asked::name),
          findings,
          notes);
    }
  }

  private List<Problem> ofDatabase(Asked database) {
    List<Problem> problems = new ArrayList<>(database.state().unsound());
    if (database.complete()) {
      try {
        new Planner(sources.graph()).requireAtHeads(database.state().applied());
      } catch (SaascoreException e) {
        e.problems().forEach(problem -> problems.add(problem.at(database.name())));
      }
    }
    return problems;
  }

  /** Repeatable scripts must work, work again, and let go of what downgrades drop. */
  private Optional<Problem> ofRepeatables(ScratchDatabase database, List<RoundTrip> trips) {
    if (sources.repeatables().isEmpty()) {
      return Optional.empty();
    }
    Optional<Problem> failed = RepeatablesCheck.run(database, sources);
    return failed.isPresent() || !RepeatablesCheck.canDescend(trips)
        ? failed
        : new Descent(database, sources).run(trips);
  }
}
