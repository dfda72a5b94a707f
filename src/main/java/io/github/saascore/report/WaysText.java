package io.github.saascore.report;

import io.github.saascore.engine.drift.RoundTrip;
import io.github.saascore.engine.drift.WayBack;
import io.github.saascore.revision.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what was found out about the ways back from revisions. */
final class WaysText {
  private WaysText() {}

  /** Returns how many ways are of each kind, for example {@code 97 reversible, 3 lossy}. */
  static String counts(Collection<RoundTrip> trips) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    trips.forEach(trip -> counts.merge(trip.way().word(), 1, Integer::sum));
    return String.join(
        ", ",
        counts.entrySet().stream()
            .map(entry -> Words.number(entry.getValue()) + " " + entry.getKey())
            .toList());
  }

  /** Returns an aligned line for each of the first revisions of which there is more to say. */
  static List<String> notable(Collection<RoundTrip> trips, Style style) {
    List<RoundTrip> notable =
        trips.stream().filter(trip -> !(trip.way() instanceof WayBack.Reversible)).toList();
    List<String> lines = all(notable.subList(0, Math.min(notable.size(), Words.SHOWN)), style);
    if (notable.size() > Words.SHOWN) {
      lines.add("  and " + Words.number(notable.size() - Words.SHOWN) + " more");
    }
    return lines;
  }

  /** Returns an aligned line for each revision. */
  static List<String> all(Collection<RoundTrip> trips, Style style) {
    int words = trips.stream().mapToInt(trip -> trip.way().word().length()).max().orElse(0);
    int ids =
        trips.stream().mapToInt(trip -> trip.revision().id().value().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (RoundTrip trip : trips) {
      String word = trip.way().word();
      String id = trip.revision().id().value();
      lines.add(
          "  %s%s  %s%s  %s"
              .formatted(
                  set(word, trip.way(), style),
                  " ".repeat(words - word.length()),
                  style.strong(id),
                  " ".repeat(ids - id.length()),
                  said(trip))
              .stripTrailing());
    }
    return lines;
  }

  private static String set(String word, WayBack way, Style style) {
    if (way instanceof WayBack.Reversible) {
      return style.ok(word);
    }
    return way instanceof WayBack.Broken || way instanceof WayBack.Refused
        ? style.fail(word)
        : style.warn(word);
  }

  private static String said(RoundTrip trip) {
    String message = Words.oneLine(trip.revision().message());
    String more = Words.oneLine(trip.problem().map(Problem::summary).orElse(more(trip.way())));
    return more.isEmpty() || message.isEmpty() ? message + more : message + ": " + more;
  }

  private static String more(WayBack way) {
    if (way instanceof WayBack.Lossy lossy) {
      return "loses " + Words.listed(lossy.losses(), Words.SHOWN);
    }
    if (way instanceof WayBack.Irreversible irreversible) {
      return irreversible.reason();
    }
    if (way instanceof WayBack.Unwritten) {
      return "its file has no downgrade section";
    }
    if (way instanceof WayBack.Unreached unreached) {
      return "stands above " + unreached.below() + ", which cannot be applied";
    }
    return "";
  }
}
