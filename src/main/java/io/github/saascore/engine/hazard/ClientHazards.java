package io.github.saascore.engine.hazard;

import java.util.List;
import java.util.stream.Stream;

/**
 * What breaks statements that pooled connections have prepared: a plan whose columns or types are
 * others now fails inside a transaction with SQLSTATE 0A000, {@code cached plan must not change
 * result type}. Outside of one, the driver prepares anew by itself.
 */
final class ClientHazards implements Detector {
  static final Rule CACHED_PLAN =
      Rule.note(
          "cached-plan",
          Family.CLIENTS,
          "Java applications meet '0A000 cached plan must not change result type' once on each"
              + " pooled connection that has prepared SELECT * or this column.",
          """
          autosave=conservative in the JDBC URL of the application; or restart it, or empty its pool,
          right after the upgrade; or name the columns instead of SELECT *, as jOOQ does
          """);

  @Override
  public List<Rule> rules() {
    return List.of(CACHED_PLAN);
  }

  @Override
  public Stream<Found> find(Scene scene) {
    return Stream.of(
            scene.addedColumns().stream(),
            scene.droppedColumns().stream(),
            scene.changed(column -> column.typeOid() + ":" + column.typeModifier()).stream()
                .map(Scene.Changed::after))
        .flatMap(columns -> columns)
        .map(column -> column.id().relation())
        .distinct()
        .map(
            table ->
                scene.on(
                    CACHED_PLAN,
                    table,
                    "prepared statements on %s get other columns or types"
                        .formatted(scene.name(table))));
  }
}
