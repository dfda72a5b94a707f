package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Child;
import java.util.List;
import java.util.stream.Stream;

/** Partitions that are made, attached or detached. */
final class PartitionHazards implements Detector {
  static final Rule ATTACHED =
      Rule.error(
          "attach-partition-without-check",
          Family.LOCKS,
          "All rows of the new partition are checked while it takes neither reads nor writes.",
          """
          ALTER TABLE {name} ADD CHECK (...the bounds, and IS NOT NULL...) NOT VALID
          in a later revision: VALIDATE CONSTRAINT, then ATTACH, which reads nothing
          """);

  static final Rule DEFAULT_READ =
      Rule.error(
          "default-partition-scan",
          Family.LOCKS,
          "All rows of the default partition are checked while it takes neither reads nor writes.",
          """
          ALTER TABLE {table} ADD CHECK (...not the new bounds...) NOT VALID
          in a later revision: VALIDATE CONSTRAINT, then ATTACH the new partition
          """);

  static final Rule CREATED =
      Rule.warn(
          "create-partition",
          Family.LOCKS,
          "The partitioned table takes neither reads nor writes until the end of the transaction.",
          """
          CREATE TABLE {name} (LIKE {table} INCLUDING ALL, CHECK (...the bounds...))
          ALTER TABLE {table} ATTACH PARTITION {name} ..., which lets reads and writes pass
          """);

  static final Rule DETACHED =
      Rule.warn(
          "detach-partition-not-concurrent",
          Family.LOCKS,
          "The partitioned table takes neither reads nor writes until the end of the transaction.",
          """
          in a revision of its own, below '-- saascore:upgrade transaction=none':
          ALTER TABLE {table} DETACH PARTITION {name} CONCURRENTLY
          """);

  @Override
  public List<Rule> rules() {
    return List.of(ATTACHED, DEFAULT_READ, CREATED, DETACHED);
  }

  @Override
  public Stream<Found> find(Scene scene) {
    return Stream.of(
            scene.newChildren().stream()
                .filter(child -> isPartitioned(scene, child.parent()))
                .flatMap(child -> added(scene, child)),
            scene.droppedChildren().stream()
                .filter(child -> !scene.isBare() && isPartitioned(scene, child.parent()))
                .filter(child -> scene.after().relations().containsKey(child.child()))
                .filter(child -> scene.after().relations().containsKey(child.parent()))
                .map(
                    child ->
                        scene
                            .on(
                                DETACHED,
                                child.parent(),
                                "%s is locked to detach %s"
                                    .formatted(
                                        scene.name(child.parent()), scene.name(child.child())))
                            .named("name", scene.name(child.child()))))
        .flatMap(found -> found);
  }

  private static boolean isPartitioned(Scene scene, long table) {
    return scene.existed(table) && scene.before().relations().get(table).kind() == 'p';
  }

  private static Stream<Found> added(Scene scene, Child child) {
    String parent = scene.name(child.parent());
    String name = scene.name(child.child());
    Stream<Found> own;
    if (!scene.existed(child.child())) {
      own =
          scene.before().relations().containsKey(child.child())
              ? Stream.empty()
              : Stream.of(
                  scene
                      .on(
                          CREATED,
                          child.parent(),
                          "%s is locked to make %s".formatted(parent, name))
                      .named("name", name));
    } else {
      own =
          scene.wasScanned(child.child())
              ? Stream.of(
                  scene
                      .on(ATTACHED, child.child(), "all rows of %s are checked".formatted(name))
                      .named("name", name))
              : Stream.empty();
    }
    Stream<Found> others =
        scene.before().children().stream()
            .filter(other -> other.parent() == child.parent())
            .filter(other -> scene.existed(other.child()) && scene.wasScanned(other.child()))
            .map(
                other ->
                    scene.on(
                        DEFAULT_READ,
                        other.child(),
                        "all rows of %s are checked for rows of %s"
                            .formatted(scene.name(other.child()), name)));
    return Stream.concat(own, others);
  }
}
