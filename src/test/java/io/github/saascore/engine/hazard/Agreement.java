package io.github.saascore.engine.hazard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Counts verdicts by tool and family. */
record Agreement(List<Verdict> verdicts) {
  /**
   * How often we agree.
   *
   * @param agreed verdicts in which both say the same
   * @param all all verdicts
   */
  record Share(long agreed, long all) {
    double value() {
      return all == 0 ? 1 : (double) agreed / all;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%d of %d, %.1f %%", agreed, all, 100 * value());
    }
  }

  /** Returns the verdicts that a server decides, on families that are ours. */
  private List<Verdict> decided() {
    return verdicts.stream()
        .filter(verdict -> Families.isDecided(verdict.family()))
        .filter(verdict -> verdict.undecidable().isEmpty())
        .toList();
  }

  /** Returns the agreement with each tool on the families that a server decides. */
  Map<String, Share> perTool() {
    Map<String, Share> shares = new TreeMap<>();
    decided().stream()
        .map(verdict -> verdict.one().tool())
        .distinct()
        .forEach(tool -> shares.put(tool, share(verdict -> verdict.one().tool().equals(tool))));
    return shares;
  }

  private Share share(Predicate<Verdict> which) {
    List<Verdict> those = decided().stream().filter(which).toList();
    return new Share(those.stream().filter(Verdict::agrees).count(), those.size());
  }

  /** Returns the verdicts in which we do not agree although a server decides. */
  List<Verdict> disagreements() {
    return decided().stream().filter(verdict -> !verdict.agrees()).toList();
  }

  /** Returns the verdicts on families that are ours about scripts that no server can run. */
  List<Verdict> undecidable() {
    return verdicts.stream()
        .filter(verdict -> Families.isDecided(verdict.family()))
        .filter(verdict -> verdict.undecidable().isPresent())
        .filter(verdict -> verdict.expected() || verdict.found())
        .toList();
  }

  /** Returns a line for each tool and family. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(line("tool", "family", "wanted", "agreed", "unwanted", "agreed", "decided by"));
    verdicts.stream()
        .map(verdict -> List.of(verdict.one().tool(), verdict.family()))
        .distinct()
        .sorted(Comparator.comparing(key -> String.join(" ", key)))
        .forEach(key -> lines.add(row(key.get(0), key.get(1))));
    perTool().forEach((tool, share) -> lines.add(tool + ": " + share));
    return lines;
  }

  /** Returns a row of a table for people. */
  String row(String tool) {
    Predicate<Verdict> its = verdict -> verdict.one().tool().equals(tool);
    Share wanted = share(its.and(Verdict::expected));
    Share unwanted = share(its.and(verdict -> !verdict.expected()));
    return "| %s | %d | %d | %d | %d |"
        .formatted(tool, wanted.all(), wanted.agreed(), unwanted.all(), unwanted.agreed());
  }

  private String row(String tool, String family) {
    List<Verdict> those =
        verdicts.stream()
            .filter(verdict -> verdict.undecidable().isEmpty())
            .filter(verdict -> verdict.one().tool().equals(tool))
            .filter(verdict -> verdict.family().equals(family))
            .toList();
    List<Verdict> wanted = those.stream().filter(Verdict::expected).toList();
    List<Verdict> unwanted = those.stream().filter(verdict -> !verdict.expected()).toList();
    return line(
        tool,
        family,
        "" + wanted.size(),
        "" + wanted.stream().filter(Verdict::agrees).count(),
        "" + unwanted.size(),
        "" + unwanted.stream().filter(Verdict::agrees).count(),
        decider(family));
  }

  private static String decider(String family) {
    if (Families.NOT_OURS.containsKey(family)) {
      return "nobody: " + Families.NOT_OURS.get(family);
    }
    return Families.BY_WORDS.contains(family) ? "words" : "server";
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-18s %-50s %6s %6s %8s %6s  %s", cells).stripTrailing();
  }
}
