package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Constraint;
import java.util.List;
import java.util.stream.Stream;

/** Unique constraints, primary keys and exclusion constraints whose index is built under a lock. */
final class KeyHazards implements Detector {
  static final Rule UNIQUE =
      Rule.error(
          "unique-without-using-index",
          Family.LOCKS,
          "The table takes neither reads nor writes while the unique index is built; if there are"
              + " duplicates, the statement fails.",
          """
          in a revision of its own, below '-- saascore:upgrade transaction=none':
          CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({column})
          and in the next: ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE USING INDEX {name}
          """);

  static final Rule PRIMARY_KEY =
      Rule.error(
          "add-primary-key-without-using-index",
          Family.LOCKS,
          "The table takes neither reads nor writes while it is read twice: for nulls, and for the"
              + " index.",
          """
          make the column NOT NULL first (see set-not-null-without-validated-check), then in a
          revision of its own, below '-- saascore:upgrade transaction=none':
          CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({column})
          and in the next: ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {name}
          """);

  static final Rule NULLABLE =
      Rule.error(
          "primary-key-using-index-nullable",
          Family.LOCKS,
          "The index is ready, but the column may be null: all rows are read under the lock to"
              + " make it NOT NULL.",
          """
          in earlier revisions: ALTER TABLE {table} ADD CHECK ({column} IS NOT NULL) NOT VALID,
          then VALIDATE CONSTRAINT, then ALTER COLUMN {column} SET NOT NULL, which reads nothing
          """);

  static final Rule EXCLUSION =
      Rule.error(
          "exclusion-constraint",
          Family.LOCKS,
          "The table takes neither reads nor writes while the index is built; PostgreSQL has no"
              + " way to build it beforehand.",
          """
          in a maintenance window; or make a new table with the constraint, copy in batches, and
          swap the names
          """);

  @Override
  public List<Rule> rules() {
    return List.of(UNIQUE, PRIMARY_KEY, NULLABLE, EXCLUSION);
  }

  @Override
  public Stream<Found> find(Scene scene) {
    return Stream.of(
            scene.addedConstraints('u').stream()
                .filter(constraint -> isBuilt(scene, constraint))
                .map(constraint -> found(scene, UNIQUE, constraint, "unique index")),
            scene.addedConstraints('p').stream()
                .filter(constraint -> isBuilt(scene, constraint))
                .map(constraint -> found(scene, PRIMARY_KEY, constraint, "primary key")),
            scene.addedConstraints('p').stream()
                .filter(constraint -> !isBuilt(scene, constraint))
                .filter(constraint -> scene.wasScanned(constraint.table()))
                .map(constraint -> nullable(scene, constraint)),
            scene.addedConstraints('x').stream()
                .map(constraint -> found(scene, EXCLUSION, constraint, "exclusion constraint")))
        .flatMap(found -> found);
  }

  /** An index that was there before may have been renamed, but keeps its oid. */
  private static boolean isBuilt(Scene scene, Constraint constraint) {
    return !scene.before().indexes().containsKey(constraint.index())
        && scene.droppedConstraints().stream()
            .noneMatch(
                old ->
                    old.table() == constraint.table()
                        && old.name().equals(constraint.name())
                        && !scene.changed(Catalog.Column::typeOid).isEmpty());
  }

  private static Found found(Scene scene, Rule rule, Constraint constraint, String what) {
    return scene
        .on(
            rule,
            constraint.table(),
            "the index of %s %s is built on %s under a lock"
                .formatted(what, constraint.name(), scene.name(constraint.table())))
        .named("name", constraint.name())
        .named("column", columns(scene, constraint));
  }

  private static Found nullable(Scene scene, Constraint constraint) {
    return scene
        .on(
            NULLABLE,
            constraint.table(),
            "all rows of %s are read under a lock, as %s may be null"
                .formatted(scene.name(constraint.table()), columns(scene, constraint)))
        .named("column", columns(scene, constraint));
  }

  private static String columns(Scene scene, Constraint constraint) {
    return scene.after().columnNames(constraint.table(), constraint.columns());
  }
}
