package io.github.saascore.engine.adopt;

/** What a database tells, by one object, about a moment of the history. */
enum Presence {
  /** The database is past it. */
  PRESENT,
  /** The database is before it. */
  ABSENT,
  /** The object was the same before and after, if perhaps not in between. */
  EITHER,
  /** The object never was as it is in the database. */
  STRANGE
}
