package io.github.saascore.engine.drift;

import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import java.util.Optional;

/**
 * One revision, there and back.
 *
 * @param revision the revision
 * @param place its file
 * @param way what was found out about its way back
 * @param trail what it was tried in
 * @param known whether an earlier check has found it out
 */
public record RoundTrip(Revision revision, String place, WayBack way, Trail trail, boolean known) {

  /** Makes a trip of which nothing is kept. */
  public RoundTrip(Revision revision, String place, WayBack way) {
    this(revision, place, way, new Trail(Optional.empty()), false);
  }

  /** Returns the same revision with another verdict. */
  RoundTrip with(WayBack newWay) {
    return new RoundTrip(revision, place, newWay, trail, known);
  }

  /** Returns what is wrong with the revision or its way back, if anything is. */
  public Optional<Problem> problem() {
    if (way instanceof WayBack.Refused refused) {
      return Optional.of(refused.problem());
    }
    return way instanceof WayBack.Broken broken ? Optional.of(broken.problem()) : Optional.empty();
  }
}
