package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Column;
import io.github.saascore.engine.hazard.Catalog.ColumnId;
import io.github.saascore.engine.hazard.Catalog.Constraint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds tables that reference each other in a circle, and the foreign key that is best cut. */
final class ForeignKeyCycles {
  private final Catalog catalog;
  private final Map<Long, List<Constraint>> edges = new HashMap<>();

  private ForeignKeyCycles(Catalog catalog) {
    this.catalog = catalog;
    catalog.constraints().values().stream()
        .filter(key -> key.kind() == 'f' && !key.inherited() && key.table() != key.target())
        .sorted(Comparator.comparing(Constraint::oid))
        .forEach(key -> edges.computeIfAbsent(key.table(), table -> new ArrayList<>()).add(key));
  }

  /**
   * A circle.
   *
   * @param keys the foreign keys along it
   * @param cut the one to cut: one whose columns may be null, else the newest
   */
  record Cycle(List<Constraint> keys, Constraint cut) {}

  /**
   * Returns a shortest circle through each of these foreign keys, each circle once; a table that
   * references itself is none, since a row can be written in one statement.
   */
  static List<Cycle> through(Catalog catalog, List<Constraint> keys) {
    ForeignKeyCycles cycles = new ForeignKeyCycles(catalog);
    List<Cycle> found = new ArrayList<>();
    Set<Set<Constraint>> known = new HashSet<>();
    for (Constraint key : keys) {
      if (key.table() != key.target()) {
        cycles
            .path(key.target(), key.table())
            .ifPresent(
                path -> {
                  Set<Constraint> all = new LinkedHashSet<>(path);
                  all.add(key);
                  if (known.add(all)) {
                    found.add(new Cycle(List.copyOf(all), cycles.cut(all)));
                  }
                });
      }
    }
    return found;
  }

  private Constraint cut(Set<Constraint> keys) {
    Comparator<Constraint> order =
        Comparator.comparing((Constraint key) -> isNullable(key)).thenComparing(Constraint::oid);
    return keys.stream().max(order).orElseThrow();
  }

  private boolean isNullable(Constraint key) {
    return key.columns().stream()
        .map(number -> catalog.columns().get(new ColumnId(key.table(), number)))
        .noneMatch(Column::notNull);
  }

  /** Returns the shortest way along foreign keys from one table to another. */
  private Optional<List<Constraint>> path(long from, long to) {
    Map<Long, Constraint> cameBy = new HashMap<>();
    Deque<Long> open = new ArrayDeque<>(List.of(from));
    Set<Long> seen = new HashSet<>(Set.of(from));
    while (!open.isEmpty()) {
      long table = open.remove();
      if (table == to) {
        return Optional.of(way(cameBy, from, to));
      }
      for (Constraint key : edges.getOrDefault(table, List.of())) {
        if (seen.add(key.target())) {
          cameBy.put(key.target(), key);
          open.add(key.target());
        }
      }
    }
    return Optional.empty();
  }

  private static List<Constraint> way(Map<Long, Constraint> cameBy, long from, long to) {
    List<Constraint> way = new ArrayList<>();
    long at = to;
    while (at != from) {
      Constraint key = cameBy.get(at);
      way.add(0, key);
      at = key.table();
    }
    return way;
  }
}
