package io.github.saascore.engine.drift;

import io.github.saascore.script.Body;
import io.github.saascore.script.MigrationFile;
import io.github.saascore.script.StatementShape;
import java.util.List;
import java.util.Optional;

/** What the sections of a migration file tell without being run. */
final class Sections {
  private Sections() {}

  /** Returns the verdict that the file itself gives, where it has no way back to be tried. */
  static Optional<WayBack> verdict(MigrationFile file) {
    if (file.downgrade() instanceof Body.None) {
      return Optional.of(new WayBack.Unwritten());
    }
    return file.downgrade() instanceof Body.Irreversible irreversible
        ? Optional.of(new WayBack.Irreversible(irreversible.reason()))
        : Optional.empty();
  }

  /** Tells whether a section runs without a transaction, so that a failure leaves a part of it. */
  static boolean isStepwise(Body body) {
    return body instanceof Body.Sql sql && !sql.options().transactional();
  }

  /** Returns the tables that a section empties, which leaves no trace in the catalogs. */
  static List<StatementShape.Loss> emptied(Body body) {
    return body instanceof Body.Sql sql
        ? sql.statements().stream()
            .flatMap(statement -> statement.shape().destroys().stream())
            .filter(loss -> loss.kind().equals("rows"))
            .distinct()
            .toList()
        : List.of();
  }
}
