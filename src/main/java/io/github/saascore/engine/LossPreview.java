package io.github.saascore.engine;

import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.Unit;
import io.github.saascore.script.Statement;
import io.github.saascore.script.StatementShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what units of work would destroy, and counts what is in it. */
final class LossPreview {
  private final Session session;

  LossPreview(Session session) {
    this.session = session;
  }

  /** Returns what the statements of a unit destroy, in their order. */
  List<Loss> of(String revision, Unit unit) {
    List<Loss> losses = new ArrayList<>();
    if (unit.work() instanceof Unit.Script script) {
      for (Statement statement : script.statements()) {
        statement.shape().destroys().forEach(loss -> losses.add(counted(revision, loss)));
      }
    }
    return losses;
  }

  private Loss counted(String revision, StatementShape.Loss loss) {
    boolean counts =
        loss.column().isPresent() || loss.kind().matches("table|rows|materialized view");
    Optional<long[]> found = counts ? count(loss) : Optional.empty();
    return new Loss(
        loss.describes(),
        revision,
        found.map(numbers -> numbers[0]),
        loss.column().isPresent() ? Optional.empty() : found.map(numbers -> numbers[1]),
        loss.cascade());
  }

  /** Counts exactly: a wrong number here would be worse than a slow one. */
  private Optional<long[]> count(StatementShape.Loss loss) {
    String regclass = "to_regclass(%s)".formatted(Quote.text(loss.name()));
    boolean there =
        session
            .query(
                loss.column()
                    .map(
                        column ->
                            """
                            SELECT EXISTS (SELECT FROM pg_attribute
                                            WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped
                                              AND quote_ident(attname) IN (%s, lower(%2$s)))
                            """
                                .formatted(regclass, Quote.text(column)))
                    .orElse("SELECT " + regclass + " IS NOT NULL"),
                row -> row.getBoolean(1))
            .get(0);
    if (!there) {
      return Optional.empty();
    }
    return Optional.of(
        session
            .query(
                "SELECT count(%s), pg_total_relation_size(%s) FROM %s"
                    .formatted(loss.column().orElse("*"), regclass, loss.name()),
                row -> new long[] {row.getLong(1), row.getLong(2)})
            .get(0));
  }
}
