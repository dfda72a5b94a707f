package io.github.saascore.engine.hazard;

import io.github.saascore.script.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one statement did in the scratch database.
 *
 * @param statement the statement
 * @param frame what stood around it
 * @param before what the session saw before it, with the locks of earlier statements
 * @param after what the session saw when it was done
 * @param refusal the server's error, if it refused; nothing of the statement has stayed then
 * @param notices what the server said beside
 */
record Observation(
    Statement statement,
    Frame frame,
    Moment before,
    Moment after,
    Optional<Refusal> refusal,
    List<Notice> notices) {

  /** What stands around a statement. */
  enum Frame {
    /** One transaction with the other statements of its section. */
    SECTION,
    /** A transaction of its own. */
    OWN,
    /**
     * No transaction: its scans were gone when it was done, and its locks were seen from beside.
     */
    BARE,
    /** It was not run at all: it would have changed more than the scratch database. */
    NOT_RUN
  }

  /**
   * A notice or warning.
   *
   * @param state its SQLSTATE
   */
  record Notice(String state, String message) {}

  /** Copies the notices. */
  Observation {
    notices = List.copyOf(notices);
  }

  /** Returns the strongest lock that the statement newly took on each relation it found. */
  Map<Long, LockMode> locks() {
    Map<Long, LockMode> taken = new TreeMap<>();
    after
        .locks()
        .forEach(
            (relation, modes) -> {
              Set<LockMode> added = EnumSet.copyOf(modes);
              added.removeAll(before.locks().getOrDefault(relation, Set.of()));
              if (before.catalog().relations().containsKey(relation)) {
                strongest(added).ifPresent(mode -> taken.put(relation, mode));
              }
            });
    return taken;
  }

  /** Returns the strongest lock that earlier statements of the transaction hold on a relation. */
  Optional<LockMode> held(long relation) {
    return strongest(before.locks().getOrDefault(relation, Set.of()));
  }

  private static Optional<LockMode> strongest(Collection<LockMode> modes) {
    return modes.stream().max(LockMode::compareTo);
  }

  /** Returns the relations that were there before and have another file now. */
  List<Long> rewritten() {
    List<Long> rewritten = new ArrayList<>();
    before
        .catalog()
        .relations()
        .forEach(
            (oid, relation) -> {
              long now = after.catalog().relation(oid).map(Catalog.Relation::file).orElse(0L);
              if (now != 0 && relation.file() != 0 && now != relation.file()) {
                rewritten.add(oid);
              }
            });
    rewritten.sort(Long::compare);
    return rewritten;
  }

  /** Returns how often the statement read each table it found from end to end. */
  Map<Long, Long> scans() {
    Map<Long, Long> scans = new TreeMap<>();
    before
        .scans()
        .forEach(
            (relation, count) -> {
              boolean table =
                  before.catalog().relation(relation).filter(Catalog.Relation::hasRows).isPresent();
              long more = after.scans().getOrDefault(relation, count) - count;
              if (table && more > 0) {
                scans.put(relation, more);
              }
            });
    return scans;
  }
}
