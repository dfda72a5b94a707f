package io.github.saascore.bench;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * What one run of a command cost.
 *
 * @param wall seconds from its start to its end
 * @param cpu seconds of processor time of the command and everything it started
 * @param peak megabytes of memory (VmHWM) of the largest of these processes
 * @param trips how often the server was waited for; empty where it was not counted
 * @param failed whether the command ended with an error
 */
record Figures(double wall, double cpu, double peak, OptionalInt trips, boolean failed) {

  /** Returns these figures with the number of round trips. */
  Figures withTrips(int counted) {
    return new Figures(wall, cpu, peak, OptionalInt.of(counted), failed);
  }

  /** Returns the median of each figure by itself. */
  static Figures median(List<Figures> all) {
    return new Figures(
        median(all, Figures::wall),
        median(all, Figures::cpu),
        median(all, Figures::peak),
        all.stream()
            .map(Figures::trips)
            .filter(OptionalInt::isPresent)
            .findFirst()
            .orElseGet(OptionalInt::empty),
        all.stream().anyMatch(Figures::failed));
  }

  /** Returns the median of one figure. */
  static double median(List<Figures> all, ToDoubleFunction<Figures> figure) {
    return median(all.stream().mapToDouble(figure).toArray());
  }

  /** Returns the median of some numbers. */
  static double median(double... numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
