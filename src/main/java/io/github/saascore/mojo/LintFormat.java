package io.github.saascore.mojo;

/** How hazards are written. */
enum LintFormat {
  /** For people. */
  TEXT,
  /** For scripts. */
  JSON,
  /** For code hosts. */
  SARIF
}
