package io.github.saascore.engine.drift;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.List;
import java.util.Optional;

/** Tries repeatable scripts at the heads. */
final class RepeatablesCheck {
  private RepeatablesCheck() {}

  /** Runs all of them, and once more; returns what the first one failed with. */
  static Optional<Problem> run(ScratchDatabase database, Sources sources) {
    try {
      database.repeatables(sources);
      database.repeatablesAgain(sources);
      return Optional.empty();
    } catch (SaascoreException e) {
      return Optional.of(Blame.script(e));
    }
  }

  /** Tells whether the heads were reached, all of them, and every way back is sound. */
  static boolean canDescend(List<RoundTrip> trips) {
    return isWhole(trips) && trips.stream().noneMatch(trip -> trip.way() instanceof WayBack.Broken);
  }

  /** Tells whether all revisions could be applied. */
  static boolean isWhole(List<RoundTrip> trips) {
    return trips.stream()
        .noneMatch(
            trip ->
                trip.way() instanceof WayBack.Refused || trip.way() instanceof WayBack.Unreached);
  }
}
