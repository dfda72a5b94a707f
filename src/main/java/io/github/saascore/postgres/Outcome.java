package io.github.saascore.postgres;

import java.util.List;

/** How a unit of work ended when it did not fail. */
public sealed interface Outcome {

  /**
   * It ran and is committed.
   *
   * @param millis how long it took, measured here
   * @param skipped what was left out because it exists
   */
  record Done(long millis, List<Skipped> skipped) implements Outcome {}

  /** Another build did it between our plan and our turn. */
  record DoneElsewhere() implements Outcome {}
}
