package io.github.saascore.engine.hazard;

import io.github.saascore.revision.RevisionId;
import java.util.Optional;

/**
 * One finding.
 *
 * @param rule the rule
 * @param severity how bad it is here
 * @param revision whose file it stands in; none for a repeatable script
 * @param down whether it stands in the downgrade
 * @param place where
 * @param statement the statement in a few words
 * @param what what happens, in one line
 * @param table the table that was there before, if it is about one
 * @param safeWay how to write it instead
 */
public record Hazard(
    Rule rule,
    Severity severity,
    Optional<RevisionId> revision,
    boolean down,
    Place place,
    String statement,
    String what,
    Optional<Table> table,
    String safeWay) {

  /**
   * A place in a file.
   *
   * @param file as it is named in messages
   */
  public record Place(String file, int line, int column) {
    /** Returns the form {@code file:line:column}. */
    @Override
    public String toString() {
      return file + ":" + line + ":" + column;
    }
  }

  /**
   * A table that was there before the revision.
   *
   * @param name as it can be written
   * @param lock the strongest lock that the transaction holds on it
   * @param size how large it is in the configured database, if that is known
   */
  public record Table(String name, Optional<LockMode> lock, Optional<TableSize> size) {
    /** Returns what waits: {@code reads and writes}, {@code writes} or {@code nothing}. */
    public String blocks() {
      if (lock.filter(LockMode::blocksReads).isPresent()) {
        return "reads and writes";
      }
      return lock.filter(LockMode::blocksWrites).isPresent() ? "writes" : "nothing";
    }

    Table withSize(Optional<TableSize> newSize) {
      return new Table(name, lock, newSize);
    }
  }

  Hazard withTable(Optional<Table> newTable) {
    return new Hazard(rule, severity, revision, down, place, statement, what, newTable, safeWay);
  }
}
