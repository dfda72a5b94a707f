package io.github.saascore.mojo;

/** What becomes of hazards. */
enum LintLevel {
  /** They stop the run. */
  FAIL,
  /** They are told. */
  WARN,
  /** Nobody looks for them. */
  OFF
}
