package io.github.saascore.postgres;

import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.function.Supplier;

/** Adds the place to problems of code that cannot know it. */
final class Located {
  private Located() {}

  /** Returns the result; every problem without a place gets this one. */
  static <T> T at(String place, Supplier<T> action) {
    try {
      return action.get();
    } catch (SaascoreException e) {
      throw new SaascoreException(
          e.problems().stream().map(problem -> located(problem, place)).toList());
    }
  }

  private static Problem located(Problem problem, String place) {
    return problem.where().isPresent() ? problem : problem.at(place);
  }
}
