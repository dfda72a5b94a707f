package io.github.saascore.engine.hazard;

import io.github.saascore.postgres.ForeignKeySuspension;
import io.github.saascore.script.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What suspending the foreign keys of a section, and giving them back, locks and reads. */
final class SuspensionHazards implements Detector {
  static final Rule SUSPENDED =
      Rule.warn(
          "foreign-keys-suspended",
          Family.LOCKS,
          "The tables whose foreign keys are suspended are locked until the end of the"
              + " transaction; where keys have to be dropped, all their rows are read when they"
              + " are added back.",
          """
          without foreign_keys=suspend, where the order of the statements can be such that no row
          refers to nothing; else when nobody works with the tables
          """);

  private static final int SHOWN = 5;

  @Override
  public List<Rule> rules() {
    return List.of(SUSPENDED);
  }

  /** Returns how a statement is called in a finding: ours by the option that put it there. */
  static String describe(Statement statement) {
    return ForeignKeySuspension.isOurs(statement)
        ? "foreign_keys=suspend"
        : statement.shape().describes();
  }

  @Override
  public Stream<Found> find(Scene scene) {
    if (!ForeignKeySuspension.isOurs(scene.observation().statement())) {
      return Stream.empty();
    }
    List<Long> locked =
        scene.observation().locks().entrySet().stream()
            .filter(entry -> scene.existed(entry.getKey()) && entry.getValue().blocksWrites())
            .filter(entry -> scene.before().relations().get(entry.getKey()).isTable())
            .map(entry -> entry.getKey())
            .toList();
    List<Long> read = scene.scans().keySet().stream().filter(scene::existed).toList();
    return Stream.concat(
        found(scene, locked, "suspending foreign keys locks %s"),
        found(scene, read, "adding foreign keys back reads all rows of %s"));
  }

  /** One finding for all tables, on that with the strongest lock. */
  private static Stream<Found> found(Scene scene, List<Long> tables, String what) {
    List<String> names = tables.stream().map(scene::name).sorted().toList();
    String all =
        names.size() <= SHOWN
            ? String.join(", ", names)
            : String.join(", ", names.subList(0, SHOWN))
                + " and "
                + (names.size() - SHOWN)
                + " more";
    return tables.stream()
        .max(
            Comparator.comparing((Long table) -> scene.lock(table).orElse(LockMode.ACCESS_SHARE))
                .thenComparing(scene::name, Comparator.reverseOrder()))
        .map(table -> scene.on(SUSPENDED, table, what.formatted(all)))
        .stream();
  }
}
