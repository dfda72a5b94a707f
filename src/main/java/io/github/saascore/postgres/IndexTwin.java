package io.github.saascore.postgres;

import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Probe;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Finds an index whose name the server chose by an equal one on an empty table.
 *
 * <p>The server writes the definitions of both, so nothing of the statement has to be understood.
 * The empty table is a temporary one, in a transaction that is rolled back.
 */
final class IndexTwin {
  private static final String TWIN = "pg_temp.saascore_twin";

  /** All equal indexes of the table, those that are not valid first. */
  private static final String EQUAL =
      """
      SELECT i.indisvalid AND i.indisready, i.indexrelid::regclass::text
        FROM pg_index i, pg_index t
       WHERE i.indrelid = to_regclass(%s) AND t.indrelid = to_regclass('%s')
         AND i.indisunique = t.indisunique
         AND substring(pg_get_indexdef(i.indexrelid) FROM ' USING .*')
             = substring(pg_get_indexdef(t.indexrelid) FROM ' USING .*')
       ORDER BY 1, 2
      """;

  private final Session session;
  private final Probe.NamelessBuild build;

  IndexTwin(Session session, Probe.NamelessBuild build) {
    this.session = session;
    this.build = build;
  }

  /** Returns what became of the statement; an equal index from elsewhere counts as its work. */
  Finding find() {
    List<Map.Entry<Boolean, String>> equal = equal();
    List<String> broken =
        equal.stream().filter(index -> !index.getKey()).map(Map.Entry::getValue).toList();
    if (!broken.isEmpty()) {
      return new Finding.Leftover(
          "invalid index " + String.join(", ", broken),
          broken.stream().map(index -> "DROP INDEX CONCURRENTLY " + index).toList());
    }
    return equal.isEmpty() ? new Finding.NotRun() : new Finding.Done();
  }

  private List<Map.Entry<Boolean, String>> equal() {
    try {
      session.send(
          """
          BEGIN;
          CREATE TEMPORARY TABLE saascore_twin (LIKE %s);
          %s
          """
              .formatted(build.table(), build.on(TWIN)));
      return session.query(
          EQUAL.formatted(Quote.text(build.table()), TWIN),
          row -> Map.entry(row.getBoolean(1), row.getString(2)));
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    } finally {
      rollback();
    }
  }

  private void rollback() {
    if (!session.isLost()) {
      try {
        session.send("ROLLBACK");
      } catch (SQLException e) {
        throw new SaascoreException(SqlProblems.of(e), e);
      }
    }
  }
}
