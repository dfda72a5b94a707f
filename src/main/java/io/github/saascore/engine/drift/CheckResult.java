package io.github.saascore.engine.drift;

import io.github.saascore.engine.hazard.LintResult;
import io.github.saascore.revision.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a check found.
 *
 * @param server the scratch server, for example {@code PostgreSQL 18.6 at 127.0.0.1:5432}
 * @param trips every revision, there and back, in the order of the walk
 * @param replaced the revisions that replace others, beside those
 * @param repeatables how many repeatable scripts were run
 * @param model the name of the model that the replayed history was compared with
 * @param database the database whose records were compared with the files
 * @param hazards the hazards of what is pending, or else of the newest revisions
 * @param findings what is wrong, in the order of the checks
 * @param notes what was not looked at, and why
 */
public record CheckResult(
    String server,
    List<RoundTrip> trips,
    List<Replaced> replaced,
    int repeatables,
    Optional<String> model,
    Optional<String> database,
    Optional<LintResult> hazards,
    List<Problem> findings,
    List<String> notes) {

  /** Copies the lists. */
  public CheckResult {
    trips = List.copyOf(trips);
    replaced = List.copyOf(replaced);
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** Tells whether nothing is wrong. */
  public boolean isSound() {
    return findings.isEmpty();
  }

  /** Returns the trips of a new database, and then those of files that were replaced. */
  public List<RoundTrip> allTrips() {
    return Stream.concat(trips.stream(), replaced.stream().flatMap(each -> each.trips().stream()))
        .toList();
  }

  /** Returns how many ways back an earlier check has found out. */
  public int known() {
    return (int) allTrips().stream().filter(RoundTrip::known).count();
  }

  /** Returns how many ways back are of a kind. */
  public int count(Class<? extends WayBack> kind) {
    return (int) allTrips().stream().filter(trip -> kind.isInstance(trip.way())).count();
  }
}
