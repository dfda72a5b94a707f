package io.github.saascore.engine.drift;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;

/** Says that a script which was generated is of no use, and that a person has to write it. */
public final class ByHand {
  private ByHand() {}

  /**
   * Returns what to throw for a script that failed.
   *
   * @param failure what it failed with; a failure that is not the script's fault, or that says
   *     already what to write by hand, is returned as it is
   * @param what what that shows
   * @param hint what to do
   */
  public static SaascoreException of(SaascoreException failure, String what, String hint) {
    Problem problem = failure.problem();
    return problem.code() == Code.BY_HAND || problem.code().isOutside()
        ? failure
        : new SaascoreException(
            Problem.of(Code.BY_HAND, what + ": " + problem.summary())
                .because(problem.reason().orElse(""))
                .hint(hint),
            failure);
  }
}
