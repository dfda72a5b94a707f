package io.github.saascore.engine.hazard;

/** Which sections of the files are linted. */
public enum Direction {
  /** The upgrades. */
  UP,
  /** The downgrades, in their order after all upgrades. */
  DOWN,
  /** Both. */
  BOTH
}
