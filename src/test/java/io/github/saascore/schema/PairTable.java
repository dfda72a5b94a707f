package io.github.saascore.schema;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Stream;

/** Prints how the pairs of a suite ended. */
final class PairTable {
  static final String HEAD =
      String.format(
          "%-16s %6s %9s %11s %11s %8s %7s %6s %9s",
          "suite",
          "pairs",
          "exact up",
          "exact down",
          "exact anew",
          "refused",
          "failed",
          "wrong",
          "unloaded");

  private PairTable() {}

  static String line(String suite, Collection<PairRun.Result> results) {
    return String.format(
        "%-16s %6d %9d %11d %11d %8d %7d %6d %9d",
        suite,
        results.size(),
        exact(results, PairRun.Result::up),
        exact(results, PairRun.Result::down),
        exact(results, PairRun.Result::anew),
        count(results, PairRun.Outcome.REFUSED),
        count(results, PairRun.Outcome.FAILED),
        count(results, PairRun.Outcome.WRONG),
        count(results, PairRun.Outcome.UNLOADED));
  }

  /** Returns what was refused of a pair, a line a refusal. */
  static Stream<String> refusals(PairRun.Result result) {
    return result.ways().stream()
        .filter(way -> way.outcome() == PairRun.Outcome.REFUSED)
        .map(way -> "  refused in " + result.pair().name() + ": " + way.detail())
        .distinct();
  }

  private static long exact(
      Collection<PairRun.Result> results, Function<PairRun.Result, PairRun.Way> way) {
    return results.stream()
        .filter(result -> way.apply(result).outcome() == PairRun.Outcome.EXACT)
        .count();
  }

  private static long count(Collection<PairRun.Result> results, PairRun.Outcome outcome) {
    return results.stream()
        .filter(result -> result.ways().stream().anyMatch(way -> way.outcome() == outcome))
        .count();
  }
}
