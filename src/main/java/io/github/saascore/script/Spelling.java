package io.github.saascore.script;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a misspelled one was meant to be. */
final class Spelling {
  private static final int LONGEST = 40;

  private Spelling() {}

  /** Returns the nearest word, if it is near: at most a third of its letters differ. */
  static Optional<String> nearest(String written, Collection<String> known) {
    String word = normal(written);
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> distance(word, normal(candidate)) <= candidate.length() / 3)
        .min(Comparator.comparingInt(candidate -> distance(word, normal(candidate))));
  }

  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** The number of letters to add, remove or change. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
