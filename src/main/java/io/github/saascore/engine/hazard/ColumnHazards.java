package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Column;
import io.github.saascore.engine.hazard.Scene.Changed;
import java.util.List;
import java.util.stream.Stream;

/** Columns that are added, or whose type or nullability changes. */
final class ColumnHazards implements Detector {
  static final Rule ADDED =
      Rule.error(
          "add-column-rewrite",
          Family.REWRITES,
          "The whole table and all its indexes are written anew while it takes neither reads nor"
              + " writes, because each row gets a value of its own.",
          """
          ALTER TABLE {table} ADD COLUMN {column} {type}
          ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT ...
          then fill the old rows in batches; then make it NOT NULL through a validated CHECK
          """);

  static final Rule REQUIRED =
      Rule.error(
          "add-column-not-null-without-default",
          Family.SCRIPT,
          "The statement fails as soon as the table has a row.",
          """
          give it a constant DEFAULT, which costs nothing; or add it without NOT NULL, fill it in
          batches, and make it NOT NULL through a validated CHECK
          """);

  static final Rule RETYPED =
      Rule.error(
          "column-type-change-rewrite",
          Family.REWRITES,
          "The whole table and all its indexes are written anew while it takes neither reads nor"
              + " writes.",
          """
          ALTER TABLE {table} ADD COLUMN {column}_new {type}
          keep both filled by a trigger, fill the old rows in batches, let the application read the
          new one, then drop the old one and rename
          """);

  static final Rule TYPE =
      Rule.warn(
          "column-type-change",
          Family.CLIENTS,
          "No row is written, but the table is locked until the end of the transaction, and what"
              + " applications have planned on the column is void.",
          """
          as the only statement of a revision, so that the lock is short
          """);

  static final Rule NOT_NULL =
      Rule.error(
          "set-not-null-without-validated-check",
          Family.LOCKS,
          "All rows are read for nulls while the table takes neither reads nor writes.",
          """
          ALTER TABLE {table} ADD CONSTRAINT {column}_not_null CHECK ({column} IS NOT NULL) NOT VALID
          in a later revision: ALTER TABLE {table} VALIDATE CONSTRAINT {column}_not_null
          in a later revision: ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL, then drop the
          constraint: the server sees the validated check and reads nothing
          """);

  static final Rule NULLABLE =
      Rule.note(
          "drop-not-null",
          Family.CLIENTS,
          "Applications that never met a null in this column will.",
          """
          after all running versions of the application know of it
          """);

  static final Rule RENAMED =
      Rule.error(
          "rename-column",
          Family.CLIENTS,
          "Every running version of the application that uses the old name fails at once.",
          """
          add a column of the new name, keep both filled by a trigger, move the application over,
          then drop the old one; or put a view with the old name in between
          """);

  @Override
  public List<Rule> rules() {
    return List.of(ADDED, REQUIRED, RETYPED, TYPE, NOT_NULL, NULLABLE, RENAMED);
  }

  @Override
  public Stream<Found> find(Scene scene) {
    return Stream.of(
            scene.addedColumns().stream().flatMap(column -> added(scene, column)),
            scene.changed(column -> column.typeOid() + ":" + column.typeModifier()).stream()
                .map(change -> retyped(scene, change)),
            notNull(scene),
            scene.changed(Column::name).stream().map(change -> renamed(scene, change)))
        .flatMap(found -> found);
  }

  private static Stream<Found> added(Scene scene, Column column) {
    long table = column.id().relation();
    if (scene.wasRewritten(table) && (column.filled() || column.domain())) {
      return Stream.of(
          about(
              scene,
              ADDED,
              column,
              "%s is written anew to add column %s".formatted(scene.name(table), column.name())));
    }
    return column.notNull() && !column.filled()
        ? Stream.of(
            about(
                scene,
                REQUIRED,
                column,
                "column %s is NOT NULL without a default, so it cannot be added to rows of %s"
                    .formatted(column.name(), scene.name(table))))
        : Stream.empty();
  }

  private static Found retyped(Scene scene, Changed change) {
    Column column = change.after();
    String table = scene.name(column.id().relation());
    String types = change.before().type() + " -> " + column.type();
    return scene.wasRewritten(column.id().relation())
        ? about(
            scene,
            RETYPED,
            column,
            "%s is written anew to change column %s (%s)".formatted(table, column.name(), types))
        : about(
            scene,
            TYPE,
            column,
            "column %s of %s gets another type (%s)".formatted(column.name(), table, types));
  }

  private static Stream<Found> notNull(Scene scene) {
    return scene.changed(Column::notNull).stream()
        .flatMap(
            change -> {
              Column column = change.after();
              long table = column.id().relation();
              if (!column.notNull()) {
                return Stream.of(
                    about(
                        scene,
                        NULLABLE,
                        column,
                        "column %s of %s may be null from now on"
                            .formatted(column.name(), scene.name(table))));
              }
              boolean byKey =
                  scene.addedConstraints('p').stream().anyMatch(key -> key.table() == table);
              return byKey || !scene.wasScanned(table)
                  ? Stream.empty()
                  : Stream.of(
                      about(
                          scene,
                          NOT_NULL,
                          column,
                          "all rows of %s are read under a lock to make %s NOT NULL"
                              .formatted(scene.name(table), column.name())));
            });
  }

  private static Found renamed(Scene scene, Changed change) {
    return about(
        scene,
        RENAMED,
        change.after(),
        "column %s of %s is called %s from now on"
            .formatted(
                change.before().name(),
                scene.name(change.after().id().relation()),
                change.after().name()));
  }

  private static Found about(Scene scene, Rule rule, Column column, String what) {
    return scene
        .on(rule, column.id().relation(), what)
        .named("column", column.name())
        .named("type", column.type());
  }
}
