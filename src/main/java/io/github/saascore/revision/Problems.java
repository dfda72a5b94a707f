package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.List;

/** Collects problems so that a user sees all of them at once; used by one thread. */
public final class Problems {
  private static final int FULL = 200;

  private final List<Problem> found = new ArrayList<>();

  /** Adds one problem. */
  public void add(Problem problem) {
    found.add(problem);
  }

  /** Adds all problems of an exception. */
  public void add(SaascoreException exception) {
    found.addAll(exception.problems());
  }

  /** Adds what was found here to others. */
  public void addTo(Problems others) {
    others.found.addAll(found);
  }

  /**
   * Tells whether so much was found that more would help nobody: who reads one file stops then, so
   * that a file full of errors costs no more time and memory than others.
   */
  public boolean isFull() {
    return found.size() >= FULL;
  }

  /** Tells whether nothing was found. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Throws all problems together, if there are any.
   *
   * @throws SaascoreException with every problem that was added, in order
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new SaascoreException(found);
    }
  }
}
