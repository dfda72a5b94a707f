package io.github.saascore.engine.seed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table with rows, those of its children left out.
 *
 * @param name its full name, quoted where SQL needs it
 * @param extension whether an extension made it
 * @param always whether it has an identity that is always generated
 * @param count how many rows it has
 * @param columns its columns but generated ones, in their order
 * @param rows their values as text, in the order in which they are stored; none where they are too
 *     many to be read, and of tables of extensions
 */
public record SeedTable(
    String name,
    boolean extension,
    boolean always,
    long count,
    List<SeedColumn> columns,
    List<List<Optional<String>>> rows) {

  /** Copies the lists. */
  public SeedTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Tells whether all rows were read. */
  public boolean isRead() {
    return rows.size() == count;
  }

  /** Returns the columns whose values another run of the same revisions makes otherwise. */
  List<SeedColumn> differingFrom(SeedTable other) {
    return columns.stream()
        .filter(column -> !values(column.name()).equals(other.values(column.name())))
        .toList();
  }

  /** Returns the columns with a value that speaks of a day. */
  List<SeedColumn> speakingOf(String day) {
    return columns.stream()
        .filter(
            column ->
                values(column.name()).keySet().stream()
                    .flatMap(List::stream)
                    .flatMap(Optional::stream)
                    .anyMatch(value -> value.contains(day)))
        .toList();
  }

  private Map<List<Optional<String>>, Integer> values(String column) {
    return tuples(List.of(column));
  }

  /** Returns how often each combination of values of some columns stands in the rows. */
  Map<List<Optional<String>>, Integer> tuples(Collection<String> names) {
    List<Integer> places = names.stream().map(this::place).toList();
    Map<List<Optional<String>>, Integer> tuples = new HashMap<>();
    for (List<Optional<String>> row : rows) {
      List<Optional<String>> tuple = new ArrayList<>();
      places.forEach(place -> tuple.add(place < 0 ? Optional.empty() : row.get(place)));
      tuples.merge(Collections.unmodifiableList(tuple), 1, Integer::sum);
    }
    return tuples;
  }

  private int place(String column) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).name().equals(column))
        .findFirst()
        .orElse(-1);
  }
}
