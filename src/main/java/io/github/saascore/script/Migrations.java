package io.github.saascore.script;

import java.util.List;

/**
 * All scripts of a directory.
 *
 * @param files the revisions' files, in the order of their file names
 * @param repeatables the repeatable scripts, each after those it depends on, else by name
 */
public record Migrations(List<MigrationFile> files, List<RepeatableScript> repeatables) {
  /** Takes copies of the lists. */
  public Migrations {
    files = List.copyOf(files);
    repeatables = List.copyOf(repeatables);
  }
}
