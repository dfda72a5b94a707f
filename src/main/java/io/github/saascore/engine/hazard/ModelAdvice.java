package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Column;
import io.github.saascore.engine.hazard.Catalog.ColumnId;
import io.github.saascore.engine.hazard.Catalog.Constraint;
import io.github.saascore.engine.hazard.Catalog.Index;
import io.github.saascore.engine.hazard.Catalog.Relation;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Advice on the tables that come out of a revision, or on a whole schema. */
final class ModelAdvice {
  static final Rule NO_INDEX =
      Rule.warn(
          "fk-without-index",
          Family.MODEL,
          "Each DELETE or change of a key in the referenced table reads all of this table.",
          "CREATE INDEX CONCURRENTLY ON {table} ({column})");

  static final Rule CYCLE =
      Rule.warn(
          "fk-cycle",
          Family.MODEL,
          "Tables reference each other in a circle: rows can be loaded, deleted and restored only"
              + " with deferred constraints or nulls.",
          """
          ALTER TABLE {table} ALTER CONSTRAINT {name} DEFERRABLE INITIALLY DEFERRED
          or drop {name} and keep the pairs in a table of their own
          """);

  static final Rule INT32_KEY =
      Rule.warn(
          "int32-primary-key",
          Family.MODEL,
          "The keys end at 2,147,483,647; then every INSERT fails, and the way out writes the whole"
              + " table anew.",
          "bigint GENERATED ALWAYS AS IDENTITY, also for the columns that reference it");

  static final Rule NO_KEY =
      Rule.warn(
          "no-primary-key",
          Family.MODEL,
          "Rows cannot be told apart: no logical replication of changes, no keyset paging, no"
              + " updatable jOOQ records.",
          "a primary key");

  static final Rule NO_ACTION =
      Rule.optional(
          "fk-without-on-delete",
          Family.MODEL,
          "What happens to the rows when the referenced one goes is left to the default: the DELETE"
              + " fails.",
          "REFERENCES ... ON DELETE RESTRICT, CASCADE or SET NULL");

  static final Rule DOUBLE =
      Rule.warn(
          "duplicate-index",
          Family.MODEL,
          "Another index begins with the same columns: each write pays for both.",
          "leave it out");

  static final List<Rule> RULES = List.of(NO_INDEX, CYCLE, INT32_KEY, NO_KEY, NO_ACTION, DOUBLE);

  private final Catalog base;
  private final Catalog end;

  /**
   * Makes advice on what one state has and an earlier one had not.
   *
   * @param base the earlier state; an empty one for advice on everything
   */
  ModelAdvice(Catalog base, Catalog end) {
    this.base = base;
    this.end = end;
  }

  /**
   * A piece of advice.
   *
   * @param object the oid of the table, constraint or index whose making it belongs to
   */
  record Advice(long object, Found found) {}

  /** Returns the advice in the order in which the objects were made. */
  List<Advice> all() {
    return Stream.of(uncovered(), cycles(), keys(), keyless(), actions(), doubles())
        .flatMap(advice -> advice)
        .sorted(Comparator.comparing(Advice::object))
        .toList();
  }

  private Stream<Constraint> foreignKeys() {
    return end.constraints().values().stream()
        .filter(key -> key.kind() == 'f' && !key.inherited())
        .sorted(Comparator.comparing(Constraint::oid));
  }

  private Stream<Constraint> newForeignKeys() {
    return foreignKeys().filter(key -> !base.constraints().containsKey(key.oid()));
  }

  private Stream<Advice> uncovered() {
    return foreignKeys()
        .filter(key -> !isCovered(end, key))
        .filter(key -> !base.constraints().containsKey(key.oid()) || isCovered(base, key))
        .map(
            key ->
                advice(
                    key.oid(),
                    NO_INDEX,
                    key.table(),
                    "foreign key %s of %s has no index on (%s)"
                        .formatted(key.name(), end.name(key.table()), columns(key)),
                    key));
  }

  /** A partial index is of no use for the rows it leaves out. */
  private static boolean isCovered(Catalog catalog, Constraint key) {
    Set<Integer> wanted = new HashSet<>(key.columns());
    return catalog
        .indexesOf(key.table())
        .filter(index -> !index.partial() && index.columns().size() >= wanted.size())
        .anyMatch(index -> wanted.equals(Set.copyOf(index.columns().subList(0, wanted.size()))));
  }

  private Stream<Advice> cycles() {
    return ForeignKeyCycles.through(end, newForeignKeys().toList()).stream()
        .map(
            cycle ->
                advice(
                    newest(cycle.keys()),
                    CYCLE,
                    cycle.cut().table(),
                    "%s -> %s: cut %s of %s (%s)"
                        .formatted(
                            cycle.keys().stream()
                                .map(key -> end.name(key.table()))
                                .collect(Collectors.joining(" -> ")),
                            end.name(cycle.keys().get(0).table()),
                            cycle.cut().name(),
                            end.name(cycle.cut().table()),
                            columns(cycle.cut())),
                    cycle.cut()));
  }

  private static long newest(List<Constraint> keys) {
    return keys.stream().mapToLong(Constraint::oid).max().orElseThrow();
  }

  private Stream<Advice> keys() {
    return end.constraints().values().stream()
        .filter(key -> key.kind() == 'p' && !key.inherited())
        .filter(key -> !base.constraints().containsKey(key.oid()))
        .flatMap(key -> narrow(key).map(column -> narrow(key, column)).stream());
  }

  /** Returns a column that counts rows in 32 bits or less; a short code is no counter. */
  private Optional<Column> narrow(Constraint key) {
    return key.columns().stream()
        .map(number -> end.columns().get(new ColumnId(key.table(), number)))
        .filter(column -> Set.of("int4", "int2").contains(column.typeName()))
        .filter(column -> key.columns().size() == 1 || column.filled())
        .findFirst();
  }

  private Advice narrow(Constraint key, Column column) {
    return advice(
        key.oid(),
        INT32_KEY,
        key.table(),
        "primary key %s of %s is %s".formatted(column.name(), end.name(key.table()), column.type()),
        key);
  }

  private Stream<Advice> keyless() {
    return end.relations().values().stream()
        .filter(Relation::isTable)
        .filter(table -> !base.relations().containsKey(table.oid()) && !end.isChild(table.oid()))
        .filter(table -> end.constraintsOf(table.oid()).noneMatch(key -> key.kind() == 'p'))
        .map(
            table ->
                new Advice(
                    table.oid(),
                    Found.of(NO_KEY, "table " + table.name() + " has no primary key")
                        .on(table.oid())
                        .named("table", table.name())));
  }

  private Stream<Advice> actions() {
    return newForeignKeys()
        .filter(key -> key.onDelete() == 'a')
        .map(
            key ->
                advice(
                    key.oid(),
                    NO_ACTION,
                    key.table(),
                    "foreign key %s of %s says nothing of ON DELETE"
                        .formatted(key.name(), end.name(key.table())),
                    key));
  }

  private Stream<Advice> doubles() {
    return end.indexes().values().stream()
        .filter(index -> !base.indexes().containsKey(index.oid()))
        .filter(index -> !index.unique() && isPlain(index))
        .flatMap(
            index ->
                end
                    .indexesOf(index.table())
                    .filter(other -> other.oid() != index.oid() && isPlain(other))
                    .filter(other -> isBetter(other, index))
                    .min(Comparator.comparing(Index::oid))
                    .map(other -> doubled(index, other))
                    .stream());
  }

  /** Of two equal indexes the older one stays. */
  private static boolean isBetter(Index other, Index index) {
    int size = index.columns().size();
    return other.columns().size() >= size
        && other.columns().subList(0, size).equals(index.columns())
        && (other.columns().size() > size || other.unique() || other.oid() < index.oid());
  }

  private Advice doubled(Index index, Index other) {
    return new Advice(
        index.oid(),
        Found.of(
                DOUBLE,
                "index %s of %s: index %s begins with the same columns"
                    .formatted(
                        end.name(index.oid()), end.name(index.table()), end.name(other.oid())))
            .on(index.table())
            .named("table", end.name(index.table())));
  }

  private static boolean isPlain(Index index) {
    return !index.partial() && !index.columns().contains(0);
  }

  private String columns(Constraint key) {
    return end.columnNames(key.table(), key.columns());
  }

  private Advice advice(long object, Rule rule, long table, String what, Constraint key) {
    return new Advice(
        object,
        Found.of(rule, what)
            .on(table)
            .named("table", end.name(table))
            .named("name", key.name())
            .named("column", columns(key)));
  }
}
