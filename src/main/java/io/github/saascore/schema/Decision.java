package io.github.saascore.schema;

import java.util.List;

/**
 * What happens to one object.
 *
 * @param fate in short
 * @param statements what changes it where it stays
 * @param breaking whether what depends on it has to be away while it changes
 * @param retired for a type that is made again: whether columns move from the old one to the new
 *     one
 */
record Decision(Fate fate, List<Ddl> statements, boolean breaking, boolean retired) {

  /** The ways an object can go. */
  enum Fate {
    CREATE,
    DROP,
    AGAIN,
    ALTER
  }

  static Decision of(Fate fate) {
    return new Decision(fate, List.of(), false, false);
  }

  boolean drops() {
    return fate == Fate.DROP || fate == Fate.AGAIN;
  }

  boolean creates() {
    return fate == Fate.CREATE || fate == Fate.AGAIN;
  }
}
