package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Column;
import io.github.saascore.engine.hazard.Catalog.Constraint;
import io.github.saascore.engine.hazard.Catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Data, and what guards it, that goes for good. */
final class LossHazards implements Detector {
  private static final String EXPAND =
      "first release an application that no longer uses it, then drop it in a later revision";

  static final Rule TABLE =
      Rule.error(
          "drop-table",
          Family.LOSS,
          "All rows are gone, and every running version of the application that reads them fails.",
          EXPAND);

  static final Rule COLUMN =
      Rule.error(
          "drop-column",
          Family.LOSS,
          "All values are gone, and every running version of the application that names the column"
              + " fails, as does SELECT * with a cached plan.",
          EXPAND);

  static final Rule WITH_FOREIGN_KEY =
      Rule.warn(
          "drop-column-removes-foreign-key",
          Family.LOSS,
          "A foreign key goes with the column without a word.",
          "ALTER TABLE {table} DROP CONSTRAINT {name} in a revision before, where it can be seen");

  static final Rule WITH_PRIMARY_KEY =
      Rule.warn(
          "drop-column-removes-primary-key",
          Family.LOSS,
          "The primary key goes with the column without a word, and rows can double from then on.",
          "add the new primary key first: CREATE UNIQUE INDEX CONCURRENTLY, then in one revision\n"
              + "ALTER TABLE {table} DROP CONSTRAINT {name}, ADD PRIMARY KEY USING INDEX ...");

  static final Rule WITH_UNIQUE =
      Rule.warn(
          "drop-column-removes-unique",
          Family.LOSS,
          "A unique constraint or index goes with the column without a word, and rows can double"
              + " from then on.",
          "make the unique index without the column first: CREATE UNIQUE INDEX CONCURRENTLY ...");

  static final Rule SCHEMA =
      Rule.error(
          "drop-schema", Family.LOSS, "Everything in the schema has to go or is gone.", EXPAND);

  static final Rule DATABASE =
      Rule.error(
          "drop-database",
          Family.LOSS,
          "A whole database is gone; nothing brings it back but a backup.",
          "not in a migration: it is the work of a person with a backup at hand");

  static final Rule TRUNCATE =
      Rule.error(
          "truncate",
          Family.LOSS,
          "All rows are gone; the table takes neither reads nor writes until the end of the"
              + " transaction.",
          "DELETE FROM {table} WHERE ... in batches");

  static final Rule TRUNCATE_CASCADE =
      Rule.error(
          "truncate-cascade",
          Family.LOSS,
          "Every table that references it loses all rows too, also those that will do so only when"
              + " the script runs.",
          "name all tables: TRUNCATE {table}, ...");

  @Override
  public List<Rule> rules() {
    return List.of(
        TABLE,
        COLUMN,
        WITH_FOREIGN_KEY,
        WITH_PRIMARY_KEY,
        WITH_UNIQUE,
        SCHEMA,
        DATABASE,
        TRUNCATE,
        TRUNCATE_CASCADE);
  }

  @Override
  public Stream<Found> find(Scene scene) {
    return Stream.of(
            scene.droppedRelations().stream()
                .filter(Relation::isTable)
                .map(
                    table -> scene.on(TABLE, table.oid(), "table " + table.name() + " is dropped")),
            scene.droppedColumns().stream().flatMap(column -> column(scene, column)),
            schemas(scene),
            scene.says("drop database")
                ? Stream.of(Found.of(DATABASE, "a database is dropped"))
                : Stream.<Found>empty(),
            truncated(scene))
        .flatMap(found -> found);
  }

  private static Stream<Found> column(Scene scene, Column column) {
    long table = column.id().relation();
    List<Found> found = new ArrayList<>();
    found.add(
        scene
            .on(
                COLUMN,
                table,
                "column %s of %s is dropped".formatted(column.name(), scene.name(table)))
            .named("column", column.name()));
    for (Constraint constraint : scene.droppedConstraints()) {
      if (constraint.table() == table && constraint.columns().contains(column.id().number())) {
        with(scene, column, constraint).forEach(found::add);
      }
    }
    scene.droppedIndexes().stream()
        .filter(index -> index.table() == table && index.unique())
        .filter(index -> index.columns().contains(column.id().number()))
        .filter(
            index -> scene.before().constraintsOf(table).noneMatch(k -> k.index() == index.oid()))
        .map(index -> with(scene, WITH_UNIQUE, column, scene.before().name(index.oid())))
        .forEach(found::add);
    return found.stream();
  }

  private static Stream<Found> with(Scene scene, Column column, Constraint constraint) {
    return switch (constraint.kind()) {
      case 'f' -> Stream.of(with(scene, WITH_FOREIGN_KEY, column, constraint.name()));
      case 'p' -> Stream.of(with(scene, WITH_PRIMARY_KEY, column, constraint.name()));
      case 'u' -> Stream.of(with(scene, WITH_UNIQUE, column, constraint.name()));
      default -> Stream.empty();
    };
  }

  private static Found with(Scene scene, Rule rule, Column column, String name) {
    return scene
        .on(
            rule,
            column.id().relation(),
            "%s goes together with column %s of %s"
                .formatted(name, column.name(), scene.name(column.id().relation())))
        .named("column", column.name())
        .named("name", name);
  }

  private static Stream<Found> schemas(Scene scene) {
    return scene.before().schemas().entrySet().stream()
        .filter(schema -> !scene.after().schemas().containsKey(schema.getKey()))
        .filter(schema -> scene.hadSchema(schema.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .map(name -> Found.of(SCHEMA, "schema " + name + " is dropped"));
  }

  private static Stream<Found> truncated(Scene scene) {
    if (!scene.says("truncate")) {
      return Stream.empty();
    }
    List<Long> tables =
        scene.rewritten().stream()
            .filter(oid -> scene.existed(oid) && scene.before().relations().get(oid).isTable())
            .toList();
    Stream<Found> emptied =
        tables.stream()
            .map(oid -> scene.on(TRUNCATE, oid, "table " + scene.name(oid) + " is emptied"));
    boolean cascade =
        scene.observation().statement().shape().destroys().stream()
            .anyMatch(loss -> loss.cascade());
    Stream<Found> more =
        tables.stream()
            .limit(cascade ? 1 : 0)
            .map(
                oid ->
                    scene.on(
                        TRUNCATE_CASCADE,
                        oid,
                        "%d table(s) are emptied, and all that reference them"
                            .formatted(tables.size())));
    return Stream.concat(emptied, more);
  }
}
