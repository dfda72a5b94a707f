package io.github.saascore.engine.drift;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.schema.Address;
import io.github.saascore.schema.Change;
import io.github.saascore.schema.Ddl;
import io.github.saascore.schema.Difference;
import io.github.saascore.schema.Fact;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what a downgrade left different, and which statements it lacks. */
final class NotRestored {
  private static final int SHOWN = 12;

  private NotRestored() {}

  /**
   * Returns the problem.
   *
   * @param rest what leads from the schema after the downgrade to the one before the upgrade
   */
  static Problem of(MigrationFile file, Difference rest) {
    Problem problem =
        Problem.of(
                Code.NOT_RESTORED,
                "the downgrade of revision %s does not restore the schema"
                    .formatted(file.revision().id()))
            .at(place(file))
            .because(capped(lines(rest)));
    return rest.script().isEmpty()
        ? problem.hint("make it restore what stood before: mvn saascore:test shows each revision")
        : problem.hint(
            "let it also run:\n"
                + capped(rest.script().stream().map(Ddl::sql).map(sql -> sql + ";").toList()));
  }

  /**
   * Returns the problem of a second upgrade that makes something else than the first.
   *
   * @param rest what leads from the schema after the second to the one after the first
   */
  static Problem again(MigrationFile file, Difference rest) {
    return Problem.of(
            Code.NOT_RESTORED,
            "revision %s makes another schema when it is applied again after its downgrade"
                .formatted(file.revision().id()))
        .at(place(file))
        .because(capped(lines(rest)))
        .hint("what it makes depends on rows: let the downgrade bring them back as they were");
  }

  /** Returns the problem of a second upgrade that does not run. */
  static Problem notAgain(MigrationFile file, Problem problem) {
    return new Problem(
        problem.code(),
        "revision %s cannot be applied again after its downgrade: %s"
            .formatted(file.revision().id(), problem.summary()),
        problem.where(),
        problem.reason(),
        Optional.of("let the downgrade take back all that the upgrade did: rows too"));
  }

  private static String place(MigrationFile file) {
    return file.downgrade() instanceof Body.Sql sql && !sql.statements().isEmpty()
        ? sql.statements().get(0).place()
        : file.path().toString();
  }

  private static List<String> lines(Difference rest) {
    Map<Address, Change> changes = new TreeMap<>();
    rest.changes().forEach(change -> changes.put(change.address(), change));
    List<String> lines = new ArrayList<>();
    for (Change change : rest.changes()) {
      if (!isPart(change, changes)) {
        lines.add(line(change));
      }
    }
    rest.refusals().forEach(refusal -> lines.add(refusal.what() + ": " + refusal.reason()));
    return lines;
  }

  /** A table says it all for its columns. */
  private static boolean isPart(Change change, Map<Address, Change> changes) {
    return change
        .from()
        .or(change::to)
        .flatMap(fact -> fact.parent())
        .map(changes::get)
        .filter(parent -> parent.adds() == change.adds() && parent.removes() == change.removes())
        .filter(parent -> parent.adds() || parent.removes())
        .isPresent();
  }

  private static String line(Change change) {
    if (change.removes()) {
      return "left behind: " + change.address();
    }
    if (change.adds()) {
      return "missing: " + change.address();
    }
    return "different: "
        + change.address()
        + change.attributes().stream()
            .map(
                name ->
                    "%s was %s, is %s"
                        .formatted(name, text(change.to(), name), text(change.from(), name)))
            .collect(Collectors.joining("; ", " (", ")"));
  }

  private static String text(Optional<Fact> fact, String attribute) {
    return fact.flatMap(found -> found.get(attribute)).orElse("not set");
  }

  private static String capped(List<String> lines) {
    String shown = lines.stream().limit(SHOWN).collect(Collectors.joining("\n"));
    return lines.size() > SHOWN ? shown + "\nand " + (lines.size() - SHOWN) + " more" : shown;
  }
}
