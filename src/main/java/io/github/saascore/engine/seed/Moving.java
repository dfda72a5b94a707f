package io.github.saascore.engine.seed;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The columns whose values differ from one run of the same revisions to the next, as {@code now()}
 * and random values do.
 *
 * @param columns by table
 */
public record Moving(SortedMap<String, List<SeedColumn>> columns) {

  /** Returns that nothing differs. */
  public static Moving nothing() {
    return new Moving(new TreeMap<>());
  }

  /** Compares what two runs have left. */
  public static Moving between(Seeds one, Seeds other) {
    SortedMap<String, List<SeedColumn>> moving = new TreeMap<>();
    one.tables()
        .forEach(
            (name, table) -> {
              List<SeedColumn> columns =
                  other.table(name).map(table::differingFrom).orElse(table.columns());
              if (!columns.isEmpty()) {
                moving.put(name, columns);
              }
            });
    return new Moving(moving);
  }

  /** Returns this together with the columns that speak of the day on which the revisions ran. */
  public Moving andToday(Seeds seeds) {
    SortedMap<String, List<SeedColumn>> moving = new TreeMap<>(columns);
    seeds
        .tables()
        .forEach(
            (name, table) -> {
              List<SeedColumn> all =
                  table.columns().stream()
                      .filter(
                          column ->
                              of(name).contains(column)
                                  || table.speakingOf(seeds.today()).contains(column))
                      .toList();
              if (!all.isEmpty()) {
                moving.put(name, all);
              }
            });
    return new Moving(moving);
  }

  /** Returns the columns of a table that differ. */
  public List<SeedColumn> of(String table) {
    return columns.getOrDefault(table, List.of());
  }

  /** Returns the names of the columns of a table that do not. */
  List<String> stable(SeedTable table) {
    return table.columns().stream()
        .filter(column -> !of(table.name()).contains(column))
        .map(SeedColumn::name)
        .toList();
  }
}
