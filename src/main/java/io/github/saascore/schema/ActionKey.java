package io.github.saascore.schema;

import java.util.Comparator;

/**
 * One step of a plan: the smallest piece that is put in order.
 *
 * @param step what is done
 * @param address to which object
 */
record ActionKey(Step step, Address address) implements Comparable<ActionKey> {

  /** What can be done to an object. */
  enum Step {
    DROP,
    CREATE,
    ALTER,
    /** Drops the old version of a type after its columns have moved to the new one. */
    CLEANUP
  }

  private static final Comparator<ActionKey> ORDER =
      Comparator.comparingInt(ActionKey::phase)
          .thenComparing(key -> key, ActionKey::byKind)
          .thenComparing(ActionKey::address)
          .thenComparing(ActionKey::step);

  static ActionKey drop(Address address) {
    return new ActionKey(Step.DROP, address);
  }

  static ActionKey create(Address address) {
    return new ActionKey(Step.CREATE, address);
  }

  static ActionKey alter(Address address) {
    return new ActionKey(Step.ALTER, address);
  }

  static ActionKey cleanup(Address address) {
    return new ActionKey(Step.CLEANUP, address);
  }

  /** What loses data or may still be used goes last, what is in the way of others goes first. */
  private int phase() {
    if (address.kind() == Kind.DEFAULT_PRIVILEGES) {
      return 3;
    }
    return switch (step) {
      case CREATE, ALTER -> 1;
      case CLEANUP -> 2;
      case DROP -> address.kind().compareTo(Kind.COLUMN) <= 0 ? 2 : 0;
    };
  }

  private static int byKind(ActionKey first, ActionKey second) {
    int order = first.address.kind().compareTo(second.address.kind());
    return first.creates() ? order : -order;
  }

  private boolean creates() {
    return step == Step.CREATE || step == Step.ALTER;
  }

  @Override
  public int compareTo(ActionKey other) {
    return ORDER.compare(this, other);
  }
}
