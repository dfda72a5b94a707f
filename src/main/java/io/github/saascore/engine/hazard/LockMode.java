package io.github.saascore.engine.hazard;

import java.util.Arrays;

/**
 * The modes in which a table can be locked, the stronger later (PostgreSQL manual, "Table-Level
 * Locks").
 */
public enum LockMode {
  /** Taken by reading queries; conflicts with ACCESS EXCLUSIVE only. */
  ACCESS_SHARE("AccessShareLock"),
  /** Taken by SELECT FOR UPDATE and its kin. */
  ROW_SHARE("RowShareLock"),
  /** Taken by everything that writes rows. */
  ROW_EXCLUSIVE("RowExclusiveLock"),
  /** Keeps out VACUUM and changes of the schema. */
  SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock"),
  /** Keeps out writers. */
  SHARE("ShareLock"),
  /** Keeps out writers, and a second lock of its kind. */
  SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock"),
  /** Lets nothing in but plain reading. */
  EXCLUSIVE("ExclusiveLock"),
  /** Lets nothing in. */
  ACCESS_EXCLUSIVE("AccessExclusiveLock");

  private final String catalogName;

  LockMode(String catalogName) {
    this.catalogName = catalogName;
  }

  /** Returns the mode that {@code pg_locks.mode} names. */
  static LockMode named(String catalogName) {
    return Arrays.stream(values())
        .filter(mode -> mode.catalogName.equals(catalogName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no lock mode: " + catalogName));
  }

  /** Returns the words of the manual, for example {@code ACCESS EXCLUSIVE}. */
  public String words() {
    return name().replace('_', ' ');
  }

  /** Tells whether plain SELECTs wait for it. */
  public boolean blocksReads() {
    return this == ACCESS_EXCLUSIVE;
  }

  /** Tells whether INSERT, UPDATE and DELETE wait for it. */
  public boolean blocksWrites() {
    return compareTo(SHARE) >= 0;
  }
}
