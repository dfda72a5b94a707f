package io.github.saascore.engine.hazard;

import java.util.HashSet;
import java.util.Set;

/**
 * What was there before, so that it may have rows and readers: only that can be blocked or lost.
 *
 * @param oids relations and schemas
 */
record Base(Set<Long> oids) {
  /** Copies the set. */
  Base {
    oids = Set.copyOf(oids);
  }

  /** Returns all that a catalog has. */
  static Base of(Catalog catalog) {
    Set<Long> oids = new HashSet<>(catalog.relations().keySet());
    oids.addAll(catalog.schemas().keySet());
    return new Base(oids);
  }

  /** Returns this base with more that counts as old. */
  Base with(Set<Long> more) {
    Set<Long> all = new HashSet<>(oids);
    all.addAll(more);
    return new Base(all);
  }

  boolean has(long oid) {
    return oids.contains(oid);
  }
}
