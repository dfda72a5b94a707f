package io.github.saascore.engine.hazard;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a session sees of its database at one moment, and what it holds of it.
 *
 * @param catalog the objects
 * @param locks the modes in which the session holds each relation
 * @param scans how often each relation was read from end to end in this transaction
 * @param lockTimeout the limit of waits for locks, as the server writes it; {@code 0} is none
 */
record Moment(
    Catalog catalog, Map<Long, Set<LockMode>> locks, Map<Long, Long> scans, String lockTimeout) {
  /** Nobody has looked. */
  static final Moment UNSEEN = new Moment(Catalog.EMPTY, Map.of(), Map.of(), "0");

  /** Copies the maps. */
  Moment {
    locks = Map.copyOf(locks);
    scans = Map.copyOf(scans);
  }

  /** Returns this moment with locks that were seen from beside. */
  Moment withLocks(Map<Long, Set<LockMode>> more) {
    Map<Long, Set<LockMode>> all = new HashMap<>(locks);
    all.putAll(more);
    return new Moment(catalog, all, scans, lockTimeout);
  }
}
