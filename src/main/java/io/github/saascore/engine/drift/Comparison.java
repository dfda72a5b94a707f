package io.github.saascore.engine.drift;

import io.github.saascore.schema.Difference;

/**
 * A database beside what it should be.
 *
 * @param against what it was compared with
 * @param name what that is called, for people
 * @param difference what leads from the database there
 */
public record Comparison(Against against, String name, Difference difference) {

  /** What a database can be compared with. */
  public enum Against {
    /** What its applied revisions make. */
    REVISIONS,
    /** What the model says. */
    MODEL
  }

  /** Returns whether nothing differs. */
  public boolean isEmpty() {
    return difference.isEmpty() && difference.refusals().isEmpty();
  }
}
