package io.github.saascore.schema;

import java.util.Set;

/**
 * What of a database a snapshot takes in.
 *
 * @param schemas plain names of the schemas to read; none means all but the system's
 * @param ignoredTables plain names of tables that are read nowhere, as the tools' own tables
 */
public record SnapshotScope(Set<String> schemas, Set<String> ignoredTables) {

  /** Copies the sets. */
  public SnapshotScope {
    schemas = Set.copyOf(schemas);
    ignoredTables = Set.copyOf(ignoredTables);
  }

  /** Returns the scope of everything but the system's own schemas. */
  public static SnapshotScope all() {
    return new SnapshotScope(Set.of(), Set.of());
  }

  /** Returns the scope of some schemas, by their plain names. */
  public static SnapshotScope of(Set<String> schemas) {
    return new SnapshotScope(schemas, Set.of());
  }

  /** Returns this scope without some tables, by their plain names, in whatever schema. */
  public SnapshotScope ignoring(Set<String> tables) {
    return new SnapshotScope(schemas, tables);
  }
}
