package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Constraint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Foreign keys and checks that read tables under a lock. */
final class ConstraintHazards implements Detector {
  private static final String LATER =
      """
      ADD CONSTRAINT {name} ... NOT VALID
      and in a later revision: ALTER TABLE {table} VALIDATE CONSTRAINT {name}
      """;

  static final Rule FOREIGN_KEY =
      Rule.error(
          "fk-without-not-valid",
          Family.LOCKS,
          "Both tables take no writes while all rows are checked.",
          LATER);

  static final Rule CHECK =
      Rule.error(
          "check-without-not-valid",
          Family.LOCKS,
          "The table takes neither reads nor writes while all rows are checked.",
          LATER);

  static final Rule VALIDATED_AT_ONCE =
      Rule.error(
          "validate-in-same-transaction",
          Family.LOCKS,
          "The rows are checked while the transaction still holds the lock of an earlier"
              + " statement, so that NOT VALID has gained nothing.",
          """
          in a later revision: ALTER TABLE {table} VALIDATE CONSTRAINT {name}
          """);

  static final Rule REFERENCE =
      Rule.note(
          "references-lock",
          Family.LOCKS,
          "The referenced table takes no writes until the end of the transaction; before it,"
              + " writers queue behind the oldest open transaction that wrote to it.",
          """
          create the table without the reference, and add it as the only statement of a later
          revision: ALTER TABLE {name} ADD FOREIGN KEY ... NOT VALID
          """);

  static final Rule DROPPED =
      Rule.note(
          "drop-constraint",
          Family.LOCKS,
          "The table, and for a foreign key the referenced one too, take neither reads nor writes"
              + " until the end of the transaction; from then on nothing guards the rows.",
          """
          as the only statement of a revision, so that the lock is short
          """);

  @Override
  public List<Rule> rules() {
    return List.of(FOREIGN_KEY, CHECK, VALIDATED_AT_ONCE, REFERENCE, DROPPED);
  }

  @Override
  public Stream<Found> find(Scene scene) {
    return Stream.of(
            scene.addedConstraints('f').stream()
                .filter(Constraint::validated)
                .map(constraint -> foreignKey(scene, constraint)),
            scene.addedConstraints('c').stream()
                .filter(Constraint::validated)
                .filter(constraint -> scene.wasScanned(constraint.table()))
                .map(constraint -> check(scene, constraint)),
            validated(scene),
            references(scene),
            dropped(scene))
        .flatMap(found -> found);
  }

  private static Found foreignKey(Scene scene, Constraint constraint) {
    boolean reads = scene.wasScanned(constraint.table()) || scene.wasScanned(constraint.target());
    String what =
        reads
            ? "all rows of %s are checked against %s under a lock on both"
            : "%s and %s are locked together until the end of the transaction";
    Found found =
        scene
            .on(
                FOREIGN_KEY,
                constraint.table(),
                what.formatted(scene.name(constraint.table()), scene.name(constraint.target())))
            .named("name", constraint.name());
    return reads ? found : found.only(Severity.WARN);
  }

  private static Found check(Scene scene, Constraint constraint) {
    return scene
        .on(
            CHECK,
            constraint.table(),
            "all rows of %s are checked for %s under a lock"
                .formatted(scene.name(constraint.table()), constraint.name()))
        .named("name", constraint.name());
  }

  private static Stream<Found> validated(Scene scene) {
    return scene.before().constraints().values().stream()
        .filter(constraint -> !constraint.validated() && !constraint.inherited())
        .filter(constraint -> scene.existed(constraint.table()))
        .filter(
            constraint ->
                Optional.ofNullable(scene.after().constraints().get(constraint.oid()))
                    .filter(Constraint::validated)
                    .isPresent())
        .filter(
            constraint ->
                scene
                    .observation()
                    .held(constraint.table())
                    .filter(LockMode::blocksWrites)
                    .isPresent())
        .map(
            constraint ->
                scene
                    .on(
                        VALIDATED_AT_ONCE,
                        constraint.table(),
                        "%s is validated while %s is still locked by this transaction"
                            .formatted(constraint.name(), scene.name(constraint.table())))
                    .named("name", constraint.name()));
  }

  private static Stream<Found> references(Scene scene) {
    return scene.newConstraints().stream()
        .filter(constraint -> constraint.kind() == 'f' && !scene.existed(constraint.table()))
        .filter(constraint -> scene.existed(constraint.target()))
        .map(
            constraint ->
                scene
                    .on(
                        REFERENCE,
                        constraint.target(),
                        "%s is locked against writes because %s references it"
                            .formatted(
                                scene.name(constraint.target()), scene.name(constraint.table())))
                    .named("name", scene.name(constraint.table())));
  }

  private static Stream<Found> dropped(Scene scene) {
    boolean withColumn = !scene.droppedColumns().isEmpty();
    return scene.droppedConstraints().stream()
        .filter(constraint -> !withColumn && !isReplaced(scene, constraint))
        .map(
            constraint ->
                scene
                    .on(
                        DROPPED,
                        constraint.table(),
                        "constraint %s of %s goes away"
                            .formatted(constraint.name(), scene.name(constraint.table())))
                    .named("name", constraint.name()));
  }

  /** A change of a column's type makes its constraints anew under their old names. */
  private static boolean isReplaced(Scene scene, Constraint constraint) {
    return scene.newConstraints().stream()
        .anyMatch(
            now ->
                now.table() == constraint.table()
                    && now.kind() == constraint.kind()
                    && now.name().equals(constraint.name()));
  }
}
