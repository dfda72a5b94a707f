package io.github.saascore.engine.care;

/** Where dropped tables and columns are kept. */
final class Trash {
  /** The schema of the trash. */
  static final String SCHEMA = "saascore_trash";

  private Trash() {}
}
