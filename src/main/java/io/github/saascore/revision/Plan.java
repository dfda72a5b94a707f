package io.github.saascore.revision;

import java.util.List;

/**
 * What will be done, as a value that can be shown before it runs.
 *
 * @param verb the goal that asked for it
 * @param steps the steps in the order to run them
 * @param before what is applied when the plan is made
 * @param after what will be applied when every step is done
 */
public record Plan(Verb verb, List<Step> steps, Applied before, Applied after) {

  /** Copies the steps. */
  public Plan {
    steps = List.copyOf(steps);
  }

  /** Tells whether there is nothing to do. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }
}
