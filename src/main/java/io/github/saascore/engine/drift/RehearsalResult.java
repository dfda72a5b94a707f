package io.github.saascore.engine.drift;

import io.github.saascore.revision.Problem;
import java.util.List;

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
}
