package io.github.saascore.revision;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what a person probably meant by a name that does not exist. */
public final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  /**
   * Returns up to three of the known names that are closest to the typed one, closest first; empty
   * when none is close enough to be worth a line.
   */
  public static List<String> closest(String typed, Collection<String> known) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, typed.length() / 3);
    return known.stream()
        .distinct()
        .map(name -> new Guess(name, distance(wanted, name.toLowerCase(Locale.ROOT), limit)))
        .filter(guess -> guess.distance() <= limit)
        .sorted(Comparator.comparingInt(Guess::distance).thenComparing(Guess::name))
        .limit(MOST)
        .map(Guess::name)
        .toList();
  }

  /** Returns a question such as {@code did you mean 'a' or 'b'?}, or nothing without a guess. */
  public static Optional<String> didYouMean(String typed, Collection<String> known) {
    List<String> names = closest(typed, known);
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(names.stream().collect(Collectors.joining("' or '", "did you mean '", "'?")));
  }

  private record Guess(String name, int distance) {}

  /** Counts edits, a swap of neighbours being one; a long common beginning counts as one edit. */
  private static int distance(String a, String b, int limit) {
    if (b.startsWith(a) || (a.length() > 3 && b.length() > 3 && a.startsWith(b))) {
      return a.equals(b) ? 0 : 1;
    }
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (isSwap(a, b, i, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean isSwap(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
