package io.github.saascore.engine.squash;

import io.github.saascore.engine.seed.Moving;
import io.github.saascore.engine.seed.SeedColumn;
import io.github.saascore.engine.seed.SeedTable;
import io.github.saascore.engine.seed.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be written of the rows that the replaced revisions leave.
 *
 * @param tables the tables of which all rows can be written
 * @param positions the sequences that are to be set, with the arguments of {@code setval}
 * @param moving the columns that every run fills otherwise
 * @param impossible what cannot be written, and why, for people
 */
record Rows(
    List<SeedTable> tables,
    SortedMap<String, String> positions,
    Moving moving,
    List<String> impossible) {

  /** Copies the lists. */
  Rows {
    tables = List.copyOf(tables);
    impossible = List.copyOf(impossible);
  }

  /** Returns that nothing is written. */
  static Rows none() {
    return new Rows(List.of(), new TreeMap<>(), Moving.nothing(), List.of());
  }

  /**
   * Decides.
   *
   * @param before what is there before the first of the revisions
   * @param after what is there after the last one
   */
  static Rows of(Seeds before, Seeds after, Moving moving) {
    List<SeedTable> tables = new ArrayList<>();
    List<String> impossible = new ArrayList<>();
    after
        .tables()
        .forEach(
            (name, table) -> {
              if (before.table(name).isEmpty() && !table.extension()) {
                List<String> reasons = reasons(table, moving.of(name));
                reasons.forEach(reason -> impossible.add("rows of " + name + ": " + reason));
                if (reasons.isEmpty()) {
                  tables.add(table);
                }
              }
            });
    return new Rows(tables, after.positionsBeyond(before), moving, impossible);
  }

  private static List<String> reasons(SeedTable table, List<SeedColumn> moving) {
    if (!table.isRead()) {
      return List.of("too many for a file, " + table.count());
    }
    return moving.stream()
        .filter(column -> !column.filled())
        .map(column -> "every run makes others in column " + column.name() + ", without a default")
        .toList();
  }

  /** Returns whether there is nothing to write. */
  boolean isEmpty() {
    return tables.isEmpty() && positions.isEmpty();
  }

  /** Returns the columns that are left to their defaults, with their tables. */
  List<String> defaults() {
    return tables.stream()
        .flatMap(
            table ->
                moving.of(table.name()).stream().map(column -> table.name() + "." + column.name()))
        .toList();
  }
}
