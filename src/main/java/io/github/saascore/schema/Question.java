package io.github.saascore.schema;

import java.util.List;

/**
 * A drop and an add that are likely one rename: only a person knows.
 *
 * @param dropped what would be dropped, with its data
 * @param candidates what would be added and has the same shape
 * @param hints what to type for {@code saascore.rename}: one rename for each candidate, then the
 *     hint that says to drop and add on purpose
 */
public record Question(Address dropped, List<Address> candidates, List<Rename> hints) {

  /** Copies the lists. */
  public Question {
    candidates = List.copyOf(candidates);
    hints = List.copyOf(hints);
  }

  /** Returns the question, for people. */
  public String text() {
    String names =
        String.join(" or ", candidates.stream().map(address -> address.qualified()).toList());
    return "is " + dropped + " to be renamed to " + names + ", or to be dropped?";
  }
}
