package io.github.saascore.engine.drift;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ways back that an earlier check has found good: what it has proved holds for as long as nothing
 * differs that it depends on. That is what the conditions say, and the checksums of the revision
 * and of all that were applied before it, in their order.
 *
 * @param conditions what else decides, for example the versions of server and plugin; none where
 *     that cannot be told, and then nothing is known and nothing kept
 * @param ways what was found out, reversible or lossy, by the digest of a trail that ends with the
 *     revision
 */
public record KnownWays(Optional<String> conditions, Map<String, WayBack> ways) {

  /** Takes a copy of the ways. */
  public KnownWays {
    ways = Map.copyOf(ways);
  }

  /** Returns that nothing is known, and nothing to be kept. */
  public static KnownWays none() {
    return new KnownWays(Optional.empty(), Map.of());
  }

  /** Returns the trail of an empty database. */
  Trail start() {
    return Trail.from(conditions);
  }

  /** Returns what is known of the last revision of a trail. */
  Optional<WayBack> of(Trail trail) {
    return trail.digest().map(ways::get);
  }

  /** Returns what a check has found out, or known, that is worth to be known the next time. */
  public KnownWays learnt(CheckResult result) {
    Map<String, WayBack> learnt = new LinkedHashMap<>();
    for (RoundTrip trip : result.allTrips()) {
      if (trip.way() instanceof WayBack.Reversible || trip.way() instanceof WayBack.Lossy) {
        trip.trail().digest().ifPresent(digest -> learnt.put(digest, trip.way()));
      }
    }
    return new KnownWays(conditions, learnt);
  }
}
