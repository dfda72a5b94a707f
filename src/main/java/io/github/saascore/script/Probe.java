package io.github.saascore.script;

import java.util.Optional;

/**
 * What a look at the catalog can tell about a statement of a section without a transaction, of
 * which nobody knows whether it has run.
 *
 * <p>Names are as written, quoted where the script quotes them.
 */
public sealed interface Probe {

  /** It can stand in one transaction with the row that says it ran, so there is never a doubt. */
  record Atomic() implements Probe {}

  /**
   * It changes the session (SET, RESET, set_config), so a run that goes on later needs it again.
   */
  record Setting() implements Probe {}

  /**
   * {@code CREATE INDEX CONCURRENTLY}: broken off, it leaves an invalid index.
   *
   * @param name the index
   * @param table the table
   * @param tolerant whether IF NOT EXISTS is written
   */
  record IndexBuild(String name, String table, boolean tolerant) implements Probe {}

  /**
   * {@code CREATE INDEX CONCURRENTLY ON}: the server chooses the name, so that only the definition
   * tells the index.
   *
   * @param table the table
   * @param unique whether UNIQUE is written
   * @param definition what stands behind the table
   */
  record NamelessBuild(String table, boolean unique, String definition) implements Probe {
    /** Returns the statement that makes an equal index on another table. */
    public String on(String otherTable) {
      return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX ON " + otherTable + " " + definition;
    }
  }

  /** {@code DROP INDEX CONCURRENTLY}: broken off, it leaves an invalid index to drop again. */
  record IndexDrop(String name) implements Probe {}

  /**
   * {@code REINDEX CONCURRENTLY}: broken off, it leaves invalid indexes {@code _ccnew} or {@code
   * _ccold}.
   *
   * @param kind {@code index}, {@code table}, {@code schema}, {@code database} or {@code system}
   * @param name the object; empty for the current database
   */
  record Rebuild(String kind, Optional<String> name) implements Probe {}

  /** {@code DETACH PARTITION CONCURRENTLY}: broken off, it waits for FINALIZE. */
  record Detach(String table, String partition) implements Probe {}

  /**
   * CREATE or DROP of something that is there or not.
   *
   * @param kind {@code database}, {@code tablespace} or {@code subscription}
   * @param created whether it is there afterwards
   */
  record Presence(String kind, String name, boolean created) implements Probe {}

  /** To run it twice is the same as once: VACUUM, ANALYZE, CLUSTER, REINDEX and their kin. */
  record Repeatable() implements Probe {}

  /** It may commit parts of its work by itself (CALL, DO with COMMIT): nobody can tell. */
  record Opaque() implements Probe {}

  /** Returns how to probe a statement. */
  static Probe of(Statement statement) {
    return ProbeReader.read(statement.sql(), statement.shape().refusesTransaction());
  }
}
