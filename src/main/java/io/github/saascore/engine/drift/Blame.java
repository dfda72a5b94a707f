package io.github.saascore.engine.drift;

import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;

/** Tells failures of scripts, which are findings, from those of the server. */
final class Blame {
  private Blame() {}

  /**
   * Returns what is wrong with a script, with something to do about it.
   *
   * @throws SaascoreException the same one, where the script is not to blame
   */
  static Problem script(SaascoreException e) {
    if (e.problem().code().isOutside()) {
      throw e;
    }
    Problem problem = e.problem();
    return problem.hint().isPresent()
        ? problem
        : problem.hint("mend the statement, then look again: mvn saascore:check");
  }
}
