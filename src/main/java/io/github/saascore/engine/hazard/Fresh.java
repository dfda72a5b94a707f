package io.github.saascore.engine.hazard;

/** Which tables count as new, so that they have no rows and no readers yet. */
public enum Fresh {
  /** Those that the same revision makes: another one may be deployed weeks later. */
  REVISION,
  /** Those that any of the linted revisions makes: all are deployed together. */
  RUN
}
