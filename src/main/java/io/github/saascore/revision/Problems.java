package io.github.saascore.revision;

import java.util.ArrayList;
import java.util.List;

/** Collects problems so that a user sees all of them at once; used by one thread. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** Adds one problem. */
  public void add(Problem problem) {
    found.add(problem);
  }

  /** Adds all problems of an exception. */
  public void add(SaascoreException exception) {
    found.addAll(exception.problems());
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
