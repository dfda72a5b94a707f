package io.github.saascore.postgres;

/** What to do with a statement that would create what exists already. */
public enum Existing {
  /** Leave the object as it is where it is equal, and stop where it is not. */
  MATCH,
  /** Leave the object as it is, by name alone, and say so. */
  SKIP,
  /** Stop with PostgreSQL's own error. */
  FAIL
}
