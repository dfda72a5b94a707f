package io.github.saascore.engine.seed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What revisions leave in a database beside the schema.
 *
 * @param tables the tables with rows by their names
 * @param sequences of those that no longer stand at their start, by name, the arguments of {@code
 *     setval}: last value, and whether it was given out
 * @param largeObjects how many large objects there are
 * @param today the day on which the revisions ran, as the server writes it
 */
public record Seeds(
    SortedMap<String, SeedTable> tables,
    SortedMap<String, String> sequences,
    long largeObjects,
    String today) {

  /** Copies the maps. */
  public Seeds {
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    sequences = Collections.unmodifiableSortedMap(new TreeMap<>(sequences));
  }

  /** Tells whether there are rows or large objects. */
  public boolean isEmpty() {
    return tables.isEmpty() && largeObjects == 0;
  }

  /** Returns a table, if it has rows. */
  public Optional<SeedTable> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** Returns the sequences that have moved, and stand elsewhere than in another database. */
  public SortedMap<String, String> positionsBeyond(Seeds other) {
    SortedMap<String, String> beyond = new TreeMap<>(sequences);
    beyond.entrySet().removeAll(other.sequences().entrySet());
    return beyond;
  }

  /**
   * Returns what another database has otherwise, one line each.
   *
   * @param moving what differs from one run of the same revisions to the next
   */
  public List<String> lackingIn(Seeds other, Moving moving) {
    List<String> lines = new ArrayList<>();
    SortedMap<String, SeedTable> all = new TreeMap<>(other.tables());
    all.putAll(tables);
    all.keySet().forEach(name -> lacking(name, other, moving).ifPresent(lines::add));
    SortedMap<String, String> positions = new TreeMap<>(other.positionsBeyond(this));
    positions.putAll(positionsBeyond(other));
    positions
        .keySet()
        .forEach(
            name ->
                lines.add(
                    "sequence %s: at %s instead of %s"
                        .formatted(name, other.position(name), position(name))));
    if (largeObjects != other.largeObjects()) {
      lines.add("large objects: %d instead of %d".formatted(other.largeObjects(), largeObjects));
    }
    return lines;
  }

  private String position(String sequence) {
    String position = sequences.get(sequence);
    return position == null ? "its start" : position.substring(0, position.indexOf(','));
  }

  private Optional<String> lacking(String name, Seeds other, Moving moving) {
    Optional<SeedTable> here = table(name);
    Optional<SeedTable> there = other.table(name);
    long count = here.map(SeedTable::count).orElse(0L);
    long otherCount = there.map(SeedTable::count).orElse(0L);
    if (count != otherCount) {
      return Optional.of("rows of %s: %d instead of %d".formatted(name, otherCount, count));
    }
    List<String> stable = moving.stable(here.orElseThrow());
    Map<List<Optional<String>>, Integer> tuples = here.get().tuples(stable);
    return tuples.equals(there.orElseThrow().tuples(stable))
        ? Optional.empty()
        : Optional.of("rows of %s: other values".formatted(name));
  }
}
