package io.github.saascore.engine.hazard;

/** How bad a hazard is; the worse comes later. */
public enum Severity {
  /** Good to know; nothing has to be done. */
  NOTE,
  /** Hurts in some cases: look at it. */
  WARN,
  /** Blocks an application, loses data, or fails. */
  ERROR
}
