package io.github.saascore.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Everything that was measured, and the table of it. */
final class Results {
  private final Map<Key, List<Figures>> measured = new LinkedHashMap<>();

  /**
   * What was measured.
   *
   * @param work in a few words
   * @param set how large the set is
   * @param contender who did it
   */
  record Key(String work, int set, String contender) {}

  /** Takes a run. */
  void add(String work, int set, String contender, Figures figures) {
    measured.computeIfAbsent(new Key(work, set, contender), key -> new ArrayList<>()).add(figures);
    System.out.printf(
        Locale.ROOT,
        "%-34s %5d %-9s wall %7.2f s  CPU %6.2f s  peak %5.0f MB%s%s%n",
        work,
        set,
        contender,
        figures.wall(),
        figures.cpu(),
        figures.peak(),
        figures.trips().isPresent() ? "  trips " + figures.trips().getAsInt() : "",
        figures.failed() ? "  FAILED" : "");
  }

  /** Returns the runs of one contender. */
  List<Figures> runs(String work, int set, String contender) {
    return measured.getOrDefault(new Key(work, set, contender), List.of());
  }

  /** Returns the median run of one contender, if it ran and did not fail. */
  Optional<Figures> median(String work, int set, String contender) {
    return Optional.of(runs(work, set, contender))
        .filter(runs -> !runs.isEmpty())
        .map(Figures::median)
        .filter(figures -> !figures.failed());
  }

  /** Returns the median, over the pairs of runs, of ours divided by another's. */
  Optional<Double> ratio(String work, int set, String peer, ToDoubleFunction<Figures> figure) {
    List<Figures> ours = runs(work, set, OwnPlugin.NAME);
    List<Figures> theirs = runs(work, set, peer);
    int pairs = Math.min(ours.size(), theirs.size());
    if (pairs == 0 || median(work, set, peer).isEmpty()) {
      return Optional.empty();
    }
    double[] ratios = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      ratios[i] = figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i));
    }
    return Optional.of(Figures.median(ratios));
  }

  /**
   * Returns the median, over the pairs of runs, of what ours took more than the empty goal.
   *
   * @return in the unit of the figure; empty where both did not run
   */
  Optional<Double> overEmptyGoal(String work, int set, ToDoubleFunction<Figures> figure) {
    return median(over(work, set, figure));
  }

  /** Returns the median, over the rounds, of {@link #overEmptyGoal} divided by another's whole. */
  Optional<Double> ratioOverEmptyGoal(
      String work, int set, String peer, ToDoubleFunction<Figures> figure) {
    List<Double> over = over(work, set, figure);
    List<Figures> theirs = runs(work, set, peer);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(over.size(), theirs.size()); i++) {
      ratios.add(over.get(i) / figure.applyAsDouble(theirs.get(i)));
    }
    return median(ratios);
  }

  private List<Double> over(String work, int set, ToDoubleFunction<Figures> figure) {
    List<Figures> ours = runs(work, set, OwnPlugin.NAME);
    List<Figures> empty = runs(work, set, EmptyGoal.NAME);
    List<Double> over = new ArrayList<>();
    for (int i = 0; i < Math.min(ours.size(), empty.size()); i++) {
      over.add(figure.applyAsDouble(ours.get(i)) - figure.applyAsDouble(empty.get(i)));
    }
    return over;
  }

  private static Optional<Double> median(List<Double> numbers) {
    return Optional.of(numbers)
        .filter(all -> !all.isEmpty())
        .map(all -> Figures.median(all.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  /** Returns the table in Markdown: medians, and ours divided by each other one's. */
  String table() {
    StringBuilder text =
        new StringBuilder(
            """
            | work | set | tool | wall s | CPU s | peak MB | round trips | ours ÷ it: wall | CPU | runs |
            | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """);
    measured.forEach((key, runs) -> text.append(row(key, runs)));
    return text.toString();
  }

  private String row(Key key, List<Figures> runs) {
    Figures median = Figures.median(runs);
    String trips = median.trips().isPresent() ? "" + median.trips().getAsInt() : "";
    if (median.failed()) {
      return "| %s | %d | %s | fails after %.1f | | %.0f | %s | | | %d |%n"
          .formatted(
              key.work, key.set, key.contender, median.wall(), median.peak(), trips, runs.size());
    }
    boolean own = key.contender.equals(OwnPlugin.NAME);
    return "| %s | %d | %s | %.2f | %.2f | %.0f | %s | %s | %s | %d |%n"
        .formatted(
            key.work,
            key.set,
            key.contender,
            median.wall(),
            median.cpu(),
            median.peak(),
            trips,
            own ? "" : text(ratio(key.work, key.set, key.contender, Figures::wall)),
            own ? "" : text(ratio(key.work, key.set, key.contender, Figures::cpu)),
            runs.size());
  }

  private static String text(Optional<Double> ratio) {
    return ratio.map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse("");
  }
}
