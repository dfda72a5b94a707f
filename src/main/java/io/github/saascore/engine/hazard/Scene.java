package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Child;
import io.github.saascore.engine.hazard.Catalog.Column;
import io.github.saascore.engine.hazard.Catalog.Constraint;
import io.github.saascore.engine.hazard.Catalog.Index;
import io.github.saascore.engine.hazard.Catalog.Relation;
import io.github.saascore.engine.hazard.Observation.Frame;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** One observation as the rules look at it: what changed, and on which tables that were there. */
final class Scene {
  private final Observation observation;
  private final Base base;
  private final List<Scene> earlier;
  private final Map<Long, LockMode> locks;
  private final List<Long> rewritten;
  private final Map<Long, Long> scans;
  private final String words;

  /**
   * Makes a scene.
   *
   * @param base what was there before the revision, or before the whole run
   * @param earlier the scenes before it in the same section
   */
  Scene(Observation observation, Base base, List<Scene> earlier) {
    this.observation = observation;
    this.base = base;
    this.earlier = List.copyOf(earlier);
    this.locks = observation.locks();
    this.rewritten = observation.rewritten();
    this.scans = observation.scans();
    this.words = observation.statement().shape().describes().toLowerCase(Locale.ROOT);
  }

  /** A column before and after. */
  record Changed(Column before, Column after) {}

  Observation observation() {
    return observation;
  }

  /** Returns the scenes of the statements before, in the same section. */
  List<Scene> earlier() {
    return earlier;
  }

  Catalog before() {
    return observation.before().catalog();
  }

  Catalog after() {
    return observation.after().catalog();
  }

  /** Returns the name behind ALTER TABLE, as written. */
  String tableName() {
    String[] parts = observation.statement().shape().describes().split(" ", 4);
    return parts.length > 2 ? parts[2] : "";
  }

  /** Returns the kind of a relation after the statement, as {@code pg_class.relkind}. */
  char kind(long relation) {
    return after().relation(relation).map(Relation::kind).orElse(' ');
  }

  /** Tells whether the statement begins with these words, in lower case. */
  boolean says(String start) {
    return words.startsWith(start);
  }

  /** Tells whether the statement ran without a transaction, as only that lets it. */
  boolean isBare() {
    return observation.frame() == Frame.BARE;
  }

  /**
   * Tells whether a relation is there, and was before the revision, so that it may have rows and
   * readers.
   */
  boolean existed(long relation) {
    return base.has(relation) && before().relations().containsKey(relation);
  }

  /** Tells whether a schema was there before the revision. */
  boolean hadSchema(long schema) {
    return base.has(schema);
  }

  /** Returns the strongest lock that the transaction holds on a table after the statement. */
  Optional<LockMode> lock(long table) {
    return Stream.concat(
            Optional.ofNullable(locks.get(table)).stream(), observation.held(table).stream())
        .max(Comparator.naturalOrder());
  }

  boolean wasRewritten(long relation) {
    return rewritten.contains(relation);
  }

  List<Long> rewritten() {
    return rewritten;
  }

  boolean wasScanned(long table) {
    return scans.containsKey(table);
  }

  Map<Long, Long> scans() {
    return scans;
  }

  /** Returns the columns that were added to tables that were there before the revision. */
  List<Column> addedColumns() {
    return newColumns().stream().filter(column -> existed(column.id().relation())).toList();
  }

  /** Returns all columns that were not there before the statement. */
  List<Column> newColumns() {
    return added(before().columns(), after().columns(), Comparator.comparing(Scene::order));
  }

  /** Returns the columns that are gone from tables that are still there and were there before. */
  List<Column> droppedColumns() {
    return added(after().columns(), before().columns(), Comparator.comparing(Scene::order)).stream()
        .filter(column -> existed(column.id().relation()))
        .filter(column -> after().relations().containsKey(column.id().relation()))
        .toList();
  }

  /** Returns the columns of tables that were there whose value of something is another now. */
  List<Changed> changed(Function<Column, Object> what) {
    return before().columns().values().stream()
        .filter(column -> existed(column.id().relation()))
        .flatMap(
            column ->
                Optional.ofNullable(after().columns().get(column.id()))
                    .filter(now -> !what.apply(now).equals(what.apply(column)))
                    .map(now -> new Changed(column, now))
                    .stream())
        .sorted(Comparator.comparing(change -> order(change.before())))
        .toList();
  }

  /** Returns the constraints that were not there before, those of partitions' parents only. */
  List<Constraint> newConstraints() {
    return added(
            before().constraints(),
            after().constraints(),
            Comparator.comparing(Constraint::name).thenComparing(Constraint::oid))
        .stream()
        .filter(constraint -> !constraint.inherited())
        .toList();
  }

  /** Returns the constraints of this kind that were added to tables that were there. */
  List<Constraint> addedConstraints(char kind) {
    return newConstraints().stream()
        .filter(constraint -> constraint.kind() == kind && existed(constraint.table()))
        .toList();
  }

  /** Returns the constraints that are gone from tables that are still there and were there. */
  List<Constraint> droppedConstraints() {
    return added(
            after().constraints(),
            before().constraints(),
            Comparator.comparing(Constraint::name).thenComparing(Constraint::oid))
        .stream()
        .filter(constraint -> existed(constraint.table()))
        .filter(constraint -> after().relations().containsKey(constraint.table()))
        .filter(constraint -> !constraint.inherited())
        .toList();
  }

  List<Index> newIndexes() {
    return added(before().indexes(), after().indexes(), Comparator.comparing(Index::oid));
  }

  List<Index> droppedIndexes() {
    return added(after().indexes(), before().indexes(), Comparator.comparing(Index::oid));
  }

  List<Relation> newRelations() {
    return added(before().relations(), after().relations(), Comparator.comparing(Relation::oid));
  }

  /** Returns the relations that are gone and were there before the revision. */
  List<Relation> droppedRelations() {
    return added(after().relations(), before().relations(), Comparator.comparing(Relation::oid))
        .stream()
        .filter(relation -> existed(relation.oid()))
        .toList();
  }

  List<Child> newChildren() {
    return after().children().stream()
        .filter(child -> !before().children().contains(child))
        .sorted(Comparator.comparing(Child::child))
        .toList();
  }

  List<Child> droppedChildren() {
    return before().children().stream()
        .filter(child -> !after().children().contains(child))
        .sorted(Comparator.comparing(Child::child))
        .toList();
  }

  /** Returns how a relation is called after the statement, or was called before it. */
  String name(long relation) {
    return after().relation(relation).isPresent()
        ? after().name(relation)
        : before().name(relation);
  }

  /** Starts a finding on a table. */
  Found on(Rule rule, long table, String what) {
    return Found.of(rule, what).on(table).named("table", name(table));
  }

  private static String order(Column column) {
    return "%020d%08d".formatted(column.id().relation(), column.id().number());
  }

  private static <K, V> List<V> added(Map<K, V> from, Map<K, V> to, Comparator<V> order) {
    return to.entrySet().stream()
        .filter(entry -> !from.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .sorted(order)
        .toList();
  }
}
