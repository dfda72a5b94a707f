package io.github.saascore.engine.drift;

import io.github.saascore.revision.Problem;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.script.TestData;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a rehearsal showed.
 *
 * @param server the scratch server, for example {@code PostgreSQL 18.6 at 127.0.0.1:5432}
 * @param trips every revision, up, down and up again, in the order of the walk
 * @param scripts how many scripts of test data were run
 * @param filled the tables that had rows in the end
 * @param findings what is wrong
 */
public record RehearsalResult(
    String server,
    List<RoundTrip> trips,
    int scripts,
    List<String> filled,
    List<Problem> findings) {

  /** Copies the lists. */
  public RehearsalResult {
    trips = List.copyOf(trips);
    filled = List.copyOf(filled);
    findings = List.copyOf(findings);
  }

  /** Tells whether nothing is wrong. */
  public boolean isSound() {
    return findings.isEmpty();
  }

  /**
   * Returns this together with another way through the same history.
   *
   * @param replaced the revisions that only the other way has
   * @param data the scripts that were run after them
   */
  RehearsalResult and(RehearsalResult other, List<RevisionId> replaced, TestData data) {
    List<RoundTrip> added =
        other.trips().stream().filter(trip -> replaced.contains(trip.revision().id())).toList();
    int loaded =
        added.stream()
            .filter(trip -> RepeatablesCheck.isWhole(List.of(trip)))
            .mapToInt(trip -> data.of(trip.revision().id()).size())
            .sum();
    return new RehearsalResult(
        server,
        Stream.concat(trips.stream(), added.stream()).toList(),
        scripts + loaded,
        union(filled, other.filled()),
        union(findings, other.findings()));
  }

  private static <T> List<T> union(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }
}
