package io.github.saascore.postgres;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the server says of itself and of our role; every plain role may ask for all of it.
 *
 * @param role the role that does the work
 * @param rights what that role may do, by the server's own functions
 * @param schema the schema of our tables
 * @param room how much of what is limited is in use
 * @param habits how texts and times are read
 * @param writing what keeps the server from taking writes
 */
public record Vitals(
    Role role,
    Map<Right, Boolean> rights,
    Schema schema,
    Room room,
    Habits habits,
    Writing writing) {

  /** Takes a copy of the rights. */
  public Vitals {
    rights = rights.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(rights));
  }

  /** Tells whether the role has a right; what the server does not know of is not granted. */
  public boolean may(Right right) {
    return rights.getOrDefault(right, false);
  }

  /** Returns a command that the owner of the database may run, and says so where that is not we. */
  public String byOwner(String command) {
    return role.ownsDatabase() ? command : by(command, "role " + Quote.name(role.databaseOwner()));
  }

  /** Returns a command that only a superuser may run, and says so where our role is none. */
  public String bySuperuser(String command) {
    return role.superuser() ? command : by(command, "a superuser");
  }

  /** Returns a command with the one who may run it. */
  public static String by(String command, String who) {
    return command + " -- as " + who;
  }

  /** What a role may do or not. */
  public enum Right {
    /** Make tables in the schema. */
    CREATE_IN_SCHEMA,
    /** See the objects of the schema. */
    USE_SCHEMA,
    /** Make schemas in the database. */
    CREATE_SCHEMA,
    /** Make temporary tables. */
    TEMPORARY_TABLES,
    /** Turn off triggers and foreign keys for a session. */
    REPLICATION_ROLE,
    /** Cancel or end sessions of other roles. */
    SIGNAL_SESSIONS,
    /** See what sessions of other roles do. */
    SEE_SESSIONS,
    /** Make databases. */
    CREATE_DATABASE,
    /** Make roles. */
    CREATE_ROLE
  }

  /**
   * The role that does the work: the one that is configured, or the one that logged in.
   *
   * @param name its name
   * @param login the role that logged in
   * @param exists whether there is such a role
   * @param usable whether the login role may work as it
   * @param superuser whether it is a superuser
   * @param databaseOwner the owner of the database
   * @param ownsDatabase whether the role owns the database or is a member of the owner
   */
  public record Role(
      String name,
      String login,
      boolean exists,
      boolean usable,
      boolean superuser,
      String databaseOwner,
      boolean ownsDatabase) {}

  /**
   * The schema of our tables.
   *
   * @param owner its owner; empty where there is no such schema
   * @param storeOwner the owner of our tables, of one that we may not use if there is such a one;
   *     empty where there are none
   * @param storeUsable whether the role may read and change our tables, all of them
   */
  public record Schema(Optional<String> owner, Optional<String> storeOwner, boolean storeUsable) {}

  /**
   * What is limited, as numbers.
   *
   * @param maxConnections sessions the server allows
   * @param reserved how many of them are kept for superusers and the like
   * @param usedConnections sessions there are, on all databases
   * @param databaseLimit sessions this database allows, or -1
   * @param databaseUsed sessions on this database
   * @param roleLimit sessions the login role may have, or -1
   * @param roleUsed sessions it has, this one too
   * @param locksPerTransaction {@code max_locks_per_transaction}
   * @param maxPrepared {@code max_prepared_transactions}
   * @param tables tables outside the system schemas, partitions included
   */
  public record Room(
      int maxConnections,
      int reserved,
      int usedConnections,
      int databaseLimit,
      int databaseUsed,
      int roleLimit,
      int roleUsed,
      int locksPerTransaction,
      int maxPrepared,
      long tables) {

    /** Returns how many more sessions an ordinary role can open. */
    public int free() {
      return Math.min(freeOfServer(), Math.min(freeOfDatabase(), freeOfRole()));
    }

    private int freeOfServer() {
      return maxConnections - reserved - usedConnections;
    }

    /** Returns how many the limit of the database leaves. */
    public int freeOfDatabase() {
      return databaseLimit < 0 ? Integer.MAX_VALUE : databaseLimit - databaseUsed;
    }

    /** Returns how many the limit of the login role leaves. */
    public int freeOfRole() {
      return roleLimit < 0 ? Integer.MAX_VALUE : roleLimit - roleUsed;
    }

    /** Returns how many locks all transactions together are sure to get. */
    public long locks() {
      return (long) locksPerTransaction * (maxConnections + maxPrepared);
    }
  }

  /**
   * How texts and times are read.
   *
   * @param encoding the encoding of the database
   * @param utf8Locale the locale of the server's machine for the same language in UTF-8; {@code C},
   *     which is good for all encodings, where it has none
   * @param collationVersion the version of the collation that the database was made with, where it
   *     is not the one that is installed now
   * @param timeZone the time zone of this session, which the driver takes from this machine
   * @param utc whether that zone never differs from UTC
   * @param standardStrings whether a backslash in a plain literal is only a backslash
   * @param stringsFrom where that was set, as {@code pg_settings.source} says it
   * @param now the server's clock
   */
  public record Habits(
      String encoding,
      String utf8Locale,
      Optional<String> collationVersion,
      String timeZone,
      boolean utc,
      boolean standardStrings,
      String stringsFrom,
      Instant now) {}

  /**
   * What keeps the server from taking writes.
   *
   * @param standby whether it follows another server
   * @param readOnlyFrom where {@code default_transaction_read_only} was set, as {@code
   *     pg_settings.source} says it
   */
  public record Writing(boolean standby, String readOnlyFrom) {}
}
