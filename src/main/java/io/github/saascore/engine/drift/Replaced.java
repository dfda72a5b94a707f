package io.github.saascore.engine.drift;

import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import java.util.List;

/**
 * A revision that replaces others, beside those.
 *
 * @param revision the revision
 * @param trips those that it replaces, there and back
 * @param findings what is wrong with them, or what the revision makes otherwise
 * @param rows which rows it makes otherwise, for people; that may be meant so
 */
public record Replaced(
    Revision revision, List<RoundTrip> trips, List<Problem> findings, List<String> rows) {

  /** Copies the lists. */
  public Replaced {
    trips = List.copyOf(trips);
    findings = List.copyOf(findings);
    rows = List.copyOf(rows);
  }
}
