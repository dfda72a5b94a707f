package io.github.saascore.engine.care;

import io.github.saascore.engine.care.Contents.Column;
import io.github.saascore.engine.care.Contents.Table;
import io.github.saascore.engine.care.Loss.Kind;
import io.github.saascore.engine.care.Loss.Subject;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.revision.SaascoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Counts what is in the things that would go: exactly, as long as that takes no longer than half a
 * minute a thing, and else as the server estimates it.
 */
final class LossCount {
  private static final int LONGEST_MS = 30_000;

  private final Session session;

  LossCount(Session session) {
    this.session = session;
  }

  /** Returns the loss of a thing that is still there. */
  Loss of(Gone gone, String revision) {
    if (gone instanceof Gone.WholeTable whole) {
      return table(whole.table(), revision);
    }
    if (gone instanceof Gone.OneColumn one) {
      return column(one.table(), one.column(), revision);
    }
    if (gone instanceof Gone.OldType old) {
      return values(old, revision);
    }
    if (gone instanceof Gone.Labels labels) {
      return labels(labels, revision);
    }
    return new Loss(
        Kind.DEPENDENT,
        ((Gone.Dependent) gone).what(),
        revision,
        Optional.empty(),
        true,
        Optional.empty(),
        "",
        Optional.empty());
  }

  private Loss table(Table table, String revision) {
    Optional<Long> exact = count("SELECT count(*) FROM " + name(table));
    Optional<Long> bytes = count("SELECT sum(pg_total_relation_size(oid)) " + parts(table));
    return new Loss(
        Kind.TABLE,
        "table " + table.shown(),
        revision,
        exact.or(() -> estimate(table)),
        exact.isPresent(),
        bytes,
        "",
        Optional.of(new Subject(table.oid(), table.schema(), table.name(), Optional.empty())));
  }

  private Loss column(Table table, Column column, String revision) {
    Optional<Long> exact = count("SELECT count(%s) FROM %s".formatted(column.shown(), name(table)));
    return new Loss(
        Kind.COLUMN,
        "column " + column.shown() + " of " + table.shown(),
        revision,
        exact.or(() -> estimate(table)),
        exact.isPresent(),
        Optional.empty(),
        "",
        Optional.of(
            new Subject(table.oid(), table.schema(), table.name(), Optional.of(column.name()))));
  }

  /** A value fits that is the same after a cast to the new type and back. */
  private Loss values(Gone.OldType old, String revision) {
    String column = old.column().shown();
    String table = name(old.table());
    String type = old.column().type();
    // JSON has no equality of its own.
    String form = type.equals("json") ? "::jsonb" : "";
    Optional<Long> unfit =
        count(
                "SELECT count(*) FROM %1$s WHERE %2$s IS NOT NULL AND %2$s::%3$s::%4$s%5$s IS DISTINCT FROM %2$s%5$s"
                    .formatted(table, column, old.newType(), type, form))
            .or(
                () ->
                    count(
                        "BEGIN",
                        fits(type, old.newType(), form.isEmpty() ? "::text" : form),
                        "SELECT count(*) FROM %1$s WHERE NOT pg_temp.saascore_fits(%2$s)"
                            .formatted(table, column)));
    return new Loss(
        Kind.VALUES,
        "column %s of %s".formatted(column, old.table().shown()),
        revision,
        unfit.or(() -> count("SELECT count(%s) FROM %s".formatted(column, table))),
        true,
        Optional.empty(),
        "which %s %s to %s"
            .formatted(unfit.isPresent() ? "do not fit from" : "go from", type, old.newType()),
        Optional.empty());
  }

  /** Where one value stops a cast of all, each is cast for itself; the function is rolled back. */
  private static String fits(String type, String newType, String form) {
    String body =
        """
        BEGIN
          RETURN value::%2$s::%1$s%3$s = value%3$s;
        EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
          RETURN false;
        END
        """
            .formatted(type, newType, form);
    return "CREATE FUNCTION pg_temp.saascore_fits(value %s) RETURNS boolean LANGUAGE plpgsql STRICT AS %s"
        .formatted(type, Quote.text(body));
  }

  private Loss labels(Gone.Labels gone, String revision) {
    String list = gone.labels().stream().map(Quote::text).collect(Collectors.joining(", "));
    return new Loss(
        Kind.LABEL,
        "label %s of column %s of %s".formatted(list, gone.column().shown(), gone.table().shown()),
        revision,
        count(
            "SELECT count(*) FROM %s WHERE %s::text IN (%s)"
                .formatted(name(gone.table()), gone.column().shown(), list)),
        true,
        Optional.empty(),
        "",
        Optional.empty());
  }

  /** The server does not know before the first ANALYZE, and says -1. */
  private Optional<Long> estimate(Table table) {
    return count("SELECT nullif(sum(greatest(reltuples, 0))::bigint, 0) " + parts(table));
  }

  private static String parts(Table table) {
    return "FROM pg_class WHERE oid = %1$d OR oid IN (SELECT relid FROM pg_partition_tree(%1$d))"
        .formatted(table.oid());
  }

  private static String name(Table table) {
    return Quote.name(table.schema(), table.name());
  }

  /**
   * Returns a number; empty when the server refuses or it takes too long, which is no failure: the
   * loss is shown without it.
   */
  Optional<Long> count(String sql) {
    return count("BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY", "", sql);
  }

  private Optional<Long> count(String begin, String before, String sql) {
    try {
      // No count is better than one without the rows that row-level security hides.
      session.send(
          begin
              + "; SET LOCAL row_security = off; SET LOCAL lock_timeout = 1000;"
              + " SET LOCAL statement_timeout = "
              + LONGEST_MS
              + (before.isEmpty() ? "" : "; " + before));
      List<Optional<Long>> found =
          session.query(
              sql,
              row -> {
                long number = row.getLong(1);
                return row.wasNull() ? Optional.empty() : Optional.of(number);
              });
      return found.get(0);
    } catch (SaascoreException e) {
      requireAlive(e);
      return Optional.empty();
    } catch (SQLException e) {
      if (session.isLost() || before.isEmpty()) {
        throw SqlProblems.of(e).asException();
      }
      return Optional.empty();
    } finally {
      end();
    }
  }

  private void requireAlive(SaascoreException e) {
    if (session.isLost()) {
      throw e;
    }
  }

  private void end() {
    if (!session.isLost()) {
      try {
        session.send("ROLLBACK");
      } catch (SQLException e) {
        throw SqlProblems.of(e).asException();
      }
    }
  }
}
