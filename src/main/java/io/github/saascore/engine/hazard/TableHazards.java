package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables that are written anew as a whole, or renamed. */
final class TableHazards implements Detector {
  static final Rule VACUUM_FULL =
      Rule.error(
          "vacuum-full-or-cluster",
          Family.REWRITES,
          "The whole table and all its indexes are written anew while it takes neither reads nor"
              + " writes.",
          "pg_repack, or from PostgreSQL 19 on REPACK (CONCURRENTLY) {table}");

  static final Rule LOGGED =
      Rule.error(
          "set-logged-or-unlogged",
          Family.REWRITES,
          "The whole table and all its indexes are written anew while it takes neither reads nor"
              + " writes; an unlogged table is empty after a crash.",
          "make a new table that is LOGGED or UNLOGGED, copy in batches, and swap the names");

  static final Rule REWRITE =
      Rule.error(
          "table-rewrite",
          Family.REWRITES,
          "The whole table and all its indexes are written anew while it takes neither reads nor"
              + " writes.",
          "make a new table, copy in batches, and swap the names");

  static final Rule REFRESH =
      Rule.error(
          "refresh-matview-blocking",
          Family.LOCKS,
          "Nobody can read the view until its query is done and the transaction ends.",
          "with a unique index on the view: REFRESH MATERIALIZED VIEW CONCURRENTLY {table}");

  static final Rule RENAMED =
      Rule.error(
          "rename-table",
          Family.CLIENTS,
          "Every running version of the application that uses the old name fails at once.",
          """
          in the same revision: CREATE VIEW {name} AS SELECT * FROM {table}
          and drop the view when nobody uses the old name any more
          """);

  static final Rule RENAMED_SCHEMA =
      Rule.error(
          "rename-schema",
          Family.CLIENTS,
          "Every running version of the application that uses the old name fails at once.",
          "make the new schema beside the old one, with views in the old one");

  @Override
  public List<Rule> rules() {
    return List.of(VACUUM_FULL, LOGGED, REWRITE, REFRESH, RENAMED, RENAMED_SCHEMA);
  }

  @Override
  public Stream<Found> find(Scene scene) {
    return Stream.of(
            scene.says("truncate") ? Stream.<Found>empty() : rewritten(scene),
            renamedSchemas(scene),
            renamed(scene))
        .flatMap(found -> found);
  }

  private static Stream<Found> rewritten(Scene scene) {
    return scene.rewritten().stream()
        .filter(scene::existed)
        .map(scene.before().relations()::get)
        .filter(Relation::hasRows)
        .flatMap(table -> rewritten(scene, table));
  }

  private static Stream<Found> rewritten(Scene scene, Relation table) {
    String name = scene.name(table.oid());
    if (scene.says("vacuum") || scene.says("cluster") || scene.says("repack")) {
      return Stream.of(scene.on(VACUUM_FULL, table.oid(), name + " is written anew"));
    }
    if (table.kind() == 'm') {
      return Stream.of(
          scene.on(REFRESH, table.oid(), name + " is locked while it is written anew"));
    }
    char now = scene.after().relations().get(table.oid()).persistence();
    if (now != table.persistence()) {
      return Stream.of(
          scene.on(
              LOGGED,
              table.oid(),
              name + " is written anew to be " + (now == 'u' ? "unlogged" : "logged")));
    }
    boolean byColumn =
        Stream.concat(
                scene.addedColumns().stream(),
                scene.changed(column -> column.typeOid() + ":" + column.typeModifier()).stream()
                    .map(Scene.Changed::after))
            .anyMatch(column -> column.id().relation() == table.oid());
    return byColumn
        ? Stream.empty()
        : Stream.of(scene.on(REWRITE, table.oid(), name + " is written anew"));
  }

  private static Stream<Found> renamed(Scene scene) {
    return scene.before().relations().values().stream()
        .filter(relation -> relation.hasRows() || relation.kind() == 'v')
        .filter(relation -> scene.existed(relation.oid()))
        .flatMap(
            old ->
                scene.after().relation(old.oid()).stream()
                    .filter(now -> isRenamed(scene, old, now))
                    .map(now -> renamed(scene, old, now)));
  }

  private static boolean isRenamed(Scene scene, Relation old, Relation now) {
    return !old.bareName().equals(now.bareName())
        || (!old.schema().equals(now.schema())
            && scene.after().schemas().containsValue(old.schema()));
  }

  private static Found renamed(Scene scene, Relation old, Relation now) {
    return scene
        .on(RENAMED, old.oid(), "%s is called %s from now on".formatted(old.name(), now.name()))
        .named("name", old.name());
  }

  private static Stream<Found> renamedSchemas(Scene scene) {
    return scene.before().schemas().entrySet().stream()
        .filter(schema -> scene.hadSchema(schema.getKey()))
        .flatMap(
            schema ->
                Optional.ofNullable(scene.after().schemas().get(schema.getKey()))
                    .filter(now -> !now.equals(schema.getValue()))
                    .map(now -> Map.entry(schema.getValue(), now))
                    .stream())
        .map(
            names ->
                Found.of(
                    RENAMED_SCHEMA,
                    "schema %s is called %s from now on"
                        .formatted(names.getKey(), names.getValue())));
  }
}
