package io.github.saascore.engine.drift;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.schema.Ddl;
import io.github.saascore.schema.Difference;
import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import java.util.Optional;

/** Says what a downgrade left different, and which statements it lacks. */
final class NotRestored {
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
            .because(DifferenceLines.capped(rest, "missing", "left behind"));
    return rest.script().isEmpty()
        ? problem.hint("make it restore what stood before: mvn saascore:test shows each revision")
        : problem.hint(
            "let it also run:\n"
                + DifferenceLines.capped(
                    rest.script().stream().map(Ddl::shown).map(sql -> sql + ";").toList()));
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
        .because(DifferenceLines.capped(rest, "missing", "surplus"))
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
}
