package io.github.saascore.engine.hazard;

import java.util.List;
import java.util.stream.Stream;

/** Statements that change rows of whole tables. */
final class DataHazards implements Detector {
  private static final String BATCHES =
      """
      in batches, each committed by itself: a section with transaction=none, or a Java body that
      walks along the primary key
      """;

  static final Rule UPDATE =
      Rule.warn(
          "update-whole-table",
          Family.LOCKS,
          "All rows are read, and those that change stay locked until the end of the transaction;"
              + " each leaves a dead row behind.",
          BATCHES);

  static final Rule DELETE =
      Rule.error(
          "delete-without-where",
          Family.LOSS,
          "All rows are gone; each stays locked until the end of the transaction and leaves a dead"
              + " row behind.",
          BATCHES);

  @Override
  public List<Rule> rules() {
    return List.of(UPDATE, DELETE);
  }

  @Override
  public Stream<Found> find(Scene scene) {
    boolean delete = scene.says("delete");
    if (!delete && !scene.says("update") && !scene.says("merge")) {
      return Stream.empty();
    }
    boolean all = !scene.observation().statement().shape().destroys().isEmpty();
    Rule rule = delete && all ? DELETE : UPDATE;
    String what =
        rule.equals(DELETE) ? "all rows of %s are deleted" : "all rows of %s are searched";
    return scene.scans().keySet().stream()
        .filter(scene::existed)
        .filter(
            table ->
                scene.lock(table).filter(LockMode.ROW_EXCLUSIVE::equals).isPresent()
                    || scene.lock(table).filter(LockMode::blocksWrites).isPresent())
        .map(table -> scene.on(rule, table, what.formatted(scene.name(table))));
  }
}
