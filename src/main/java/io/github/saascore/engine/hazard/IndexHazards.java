package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Index;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Indexes that are built or dropped while the table is locked. */
final class IndexHazards implements Detector {
  static final Rule NOT_CONCURRENT =
      Rule.error(
          "index-not-concurrent",
          Family.LOCKS,
          "The table takes no writes while the index is built, which reads all of it.",
          """
          in a revision of its own, below '-- saascore:upgrade transaction=none':
          CREATE INDEX CONCURRENTLY {name} ON {table} (...)
          """);

  static final Rule DROP_NOT_CONCURRENT =
      Rule.warn(
          "drop-index-not-concurrent",
          Family.LOCKS,
          "The table takes neither reads nor writes until the end of the transaction, and before"
              + " it everybody queues behind the oldest query on the table.",
          """
          in a revision of its own, below '-- saascore:upgrade transaction=none':
          DROP INDEX CONCURRENTLY {name}
          """);

  static final Rule REINDEX =
      Rule.error(
          "reindex-not-concurrent",
          Family.LOCKS,
          "The table takes no writes while its indexes are built anew, and no reads that would"
              + " use them.",
          """
          in a revision of its own, below '-- saascore:upgrade transaction=none':
          REINDEX TABLE CONCURRENTLY {table}
          """);

  @Override
  public List<Rule> rules() {
    return List.of(NOT_CONCURRENT, DROP_NOT_CONCURRENT, REINDEX);
  }

  @Override
  public Stream<Found> find(Scene scene) {
    return Stream.of(built(scene), dropped(scene), rebuilt(scene)).flatMap(found -> found);
  }

  private static Stream<Found> built(Scene scene) {
    Set<Long> behindConstraints =
        scene.after().constraints().values().stream()
            .map(Catalog.Constraint::index)
            .collect(Collectors.toSet());
    List<Index> built =
        scene.newIndexes().stream()
            .filter(index -> scene.existed(index.table()))
            .filter(index -> !behindConstraints.contains(index.oid()))
            .filter(index -> isUnderLock(scene, index))
            .toList();
    Set<Long> tables = built.stream().map(Index::table).collect(Collectors.toSet());
    boolean reads = scene.isBare() || tables.stream().anyMatch(scene::wasScanned);
    return built.stream()
        .filter(index -> !isBelow(scene, index.table(), tables))
        .filter(index -> reads)
        .filter(index -> !isRebuilt(scene, index))
        .map(
            index ->
                scene
                    .on(
                        NOT_CONCURRENT,
                        index.table(),
                        "index %s is built on %s under a lock"
                            .formatted(scene.name(index.oid()), scene.name(index.table())))
                    .named("name", scene.after().relations().get(index.oid()).bareName()));
  }

  /** Without a transaction an index is built concurrently, but for a procedure that commits. */
  private static boolean isUnderLock(Scene scene, Index index) {
    return !scene.isBare() || scene.lock(index.table()).filter(LockMode::blocksWrites).isPresent();
  }

  /** An index of a partition comes with that of its parent. */
  private static boolean isBelow(Scene scene, long table, Set<Long> tables) {
    return scene.after().children().stream()
        .anyMatch(child -> child.child() == table && tables.contains(child.parent()));
  }

  /** A change of a column's type makes its indexes anew under their old names. */
  private static boolean isRebuilt(Scene scene, Index index) {
    String name = scene.name(index.oid());
    return scene.droppedIndexes().stream()
        .anyMatch(old -> scene.before().name(old.oid()).equals(name));
  }

  private static Stream<Found> dropped(Scene scene) {
    Set<Long> withConstraints =
        scene.droppedConstraints().stream()
            .map(Catalog.Constraint::index)
            .collect(Collectors.toSet());
    Set<Long> withColumns =
        scene.droppedColumns().stream()
            .map(column -> column.id().relation())
            .collect(Collectors.toSet());
    Set<Long> retyped = scene.newIndexes().stream().map(Index::table).collect(Collectors.toSet());
    return scene.droppedIndexes().stream()
        .filter(index -> scene.existed(index.oid()))
        .filter(index -> isUnderLock(scene, index))
        .filter(index -> scene.after().relations().containsKey(index.table()))
        .filter(index -> !withConstraints.contains(index.oid()))
        .filter(index -> !withColumns.contains(index.table()) && !retyped.contains(index.table()))
        .map(
            index ->
                scene
                    .on(
                        DROP_NOT_CONCURRENT,
                        index.table(),
                        "index %s of %s is dropped under a lock"
                            .formatted(scene.before().name(index.oid()), scene.name(index.table())))
                    .named("name", scene.before().name(index.oid())));
  }

  private static Stream<Found> rebuilt(Scene scene) {
    return scene.rewritten().stream()
        .map(oid -> scene.before().indexes().get(oid))
        .filter(index -> index != null && scene.existed(index.table()))
        .map(Index::table)
        .filter(table -> !scene.wasRewritten(table))
        .distinct()
        .map(
            table ->
                scene.on(
                    REINDEX,
                    table,
                    "indexes of %s are rebuilt under a lock".formatted(scene.name(table))));
  }
}
