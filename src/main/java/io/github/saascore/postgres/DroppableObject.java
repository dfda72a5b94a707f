package io.github.saascore.postgres;

import java.util.Optional;

/**
 * One object that a drop of its schema is about: it goes as a whole, with all that belongs to it.
 *
 * @param kind what it is
 * @param address where the catalog lists it
 * @param schema the schema it lives in; empty for what lives in the database as a whole
 * @param identity the quoted name, qualified with the schema, as a DROP statement needs it
 * @param owner the role that owns it
 * @param size what is lost with it
 * @param locks an estimate of the entries of the lock table that dropping it takes
 * @param lockable whether the role may lock it before, which shuts out new dependents
 * @param ownRecord whether it is a table of ours ({@link StoreSql#TABLES}), which goes last
 * @param obstacle why it cannot or shall not be dropped; empty if it can
 */
public record DroppableObject(
    ObjectKind kind,
    ObjectAddress address,
    Optional<String> schema,
    String identity,
    String owner,
    Size size,
    int locks,
    boolean lockable,
    boolean ownRecord,
    Optional<Obstacle> obstacle) {

  /**
   * How much an object holds, as the server estimates it.
   *
   * @param rows the rows; -1 if the table was never analyzed
   * @param bytes the bytes of the table with its indexes and TOAST data
   */
  public record Size(long rows, long bytes) {
    /** The size of what holds no data. */
    public static final Size NONE = new Size(0, 0);

    /** The number of rows of a table that was never analyzed. */
    public static final long UNKNOWN_ROWS = -1;
  }

  /** Returns this object with the reason why it stays. */
  public DroppableObject withObstacle(Obstacle newObstacle) {
    return new DroppableObject(
        kind,
        address,
        schema,
        identity,
        owner,
        size,
        locks,
        lockable,
        ownRecord,
        Optional.of(newObstacle));
  }

  /** Returns kind and name for a reader, for example {@code table public.users}. */
  public String text() {
    return kind.label() + " " + identity;
  }
}
