package io.github.saascore.report;

import io.github.saascore.engine.drift.RoundTrip;
import io.github.saascore.engine.drift.WayBack;
import io.github.saascore.revision.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Writes ways back and problems as JSON. */
final class WaysJson {
  private WaysJson() {}

  /**
   * Returns for each revision {@code revision}, {@code message}, {@code file}, {@code way} (the
   * word), {@code losses}, {@code reason} and {@code problem} (or null).
   */
  static List<JsonObject> of(Collection<RoundTrip> trips) {
    return trips.stream().map(WaysJson::trip).toList();
  }

  private static JsonObject trip(RoundTrip trip) {
    WayBack way = trip.way();
    return new JsonObject()
        .put("revision", trip.revision().id().value())
        .put("message", trip.revision().message())
        .put("file", trip.place())
        .put("way", way.word())
        .put("losses", way instanceof WayBack.Lossy lossy ? lossy.losses() : List.of())
        .put("reason", reason(way))
        .put("problem", trip.problem().map(WaysJson::problem));
  }

  private static Optional<String> reason(WayBack way) {
    if (way instanceof WayBack.Irreversible irreversible) {
      return Optional.of(irreversible.reason());
    }
    return way instanceof WayBack.Unreached unreached
        ? Optional.of(unreached.below().value())
        : Optional.empty();
  }

  /** Returns {@code code}, {@code summary}, {@code where}, {@code reason} and {@code hint}. */
  static JsonObject problem(Problem problem) {
    return new JsonObject()
        .put("code", problem.code().text())
        .put("summary", problem.summary())
        .put("where", problem.where())
        .put("reason", problem.reason())
        .put("hint", problem.hint());
  }
}
