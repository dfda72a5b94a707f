package io.github.saascore.engine.drift;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.Refusal;
import java.util.List;

/** Turns what SQL cannot do on its own into problems. */
public final class Refusals {
  private Refusals() {}

  /**
   * Refuses to go on with a difference that no script makes.
   *
   * @param where what the change comes from
   * @throws io.github.saascore.revision.SaascoreException BY_HAND with all of them
   */
  static void require(Difference difference, String where) {
    require(difference.refusals(), where);
  }

  /** Does the same for parts of a way. */
  public static void require(List<Refusal> refusals, String where) {
    Problems problems = new Problems();
    refusals.forEach(
        refusal ->
            problems.add(
                Problem.of(Code.BY_HAND, "no script can be generated for " + refusal.what())
                    .at(where)
                    .because(refusal.reason())
                    .hint(
                        "write this part by hand, in a revision before: mvn saascore:revision"
                            + " -Dsaascore.message=...")));
    problems.throwIfAny();
  }
}
