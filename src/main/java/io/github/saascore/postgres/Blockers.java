package io.github.saascore.postgres;

import io.github.saascore.script.LockTarget;
import io.github.saascore.script.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Names the sessions that hold locks for which statements of ours would have to wait. */
final class Blockers {
  /** A transaction of an application usually ends sooner, and nobody need know of it. */
  static final int WORTH_A_WARNING_MS = 1_000;

  private static final int MOST = 5;
  private static final int MOST_TABLES = 1000;

  private static final String HOLDERS =
      """
      SELECT DISTINCT ON (w.n, l.pid, p.gid)
             w.n, %s
        FROM (VALUES %s) AS w(n, name, exclusive)
        JOIN pg_locks l ON l.locktype = 'relation' AND l.granted
                       AND l.relation = to_regclass(w.name)
                       AND l.pid IS DISTINCT FROM pg_backend_pid()
                       AND l.database = (SELECT oid FROM pg_database
                                          WHERE datname = current_database())
        %s
       WHERE (w.exclusive OR l.mode NOT IN ('AccessShareLock', 'RowShareLock'))
         AND NOT coalesce(a.xact_start > clock_timestamp() - interval '%d milliseconds', false)
       ORDER BY w.n, l.pid, p.gid
      """;

  /** Of who waits for a row of a catalog, or for what depends on an object, no lock tells more. */
  private static final String CANDIDATES =
      """
      SELECT DISTINCT ON (l.pid, p.gid) %s
        FROM pg_locks l
        %s
       WHERE l.granted AND l.locktype IN ('relation', 'object', 'transactionid')
         AND l.pid IS DISTINCT FROM pg_backend_pid()
         AND current_database() IN (a.datname, p.database)
       ORDER BY l.pid, p.gid
      """;

  private final Session session;

  Blockers(Session session) {
    this.session = session;
  }

  /**
   * Returns a line for each session that one of the statements has to wait for now.
   *
   * @param verb what a statement does behind that session, for example {@code waits for}
   * @param olderMs leaves out transactions that began later than so many milliseconds ago
   */
  List<String> of(Iterable<Statement> statements, String verb, int olderMs) {
    Map<LockTarget, String> tables = new LinkedHashMap<>();
    for (Statement statement : statements) {
      for (LockTarget target : LockTarget.of(statement)) {
        if (tables.size() < MOST_TABLES) {
          tables.putIfAbsent(target, statement.shape().describes());
        }
      }
    }
    return tables.isEmpty() ? List.of() : lines(tables, verb, olderMs);
  }

  private List<String> lines(Map<LockTarget, String> tables, String verb, int olderMs) {
    List<String> descriptions = List.copyOf(tables.values());
    List<String> values = new ArrayList<>();
    for (LockTarget target : tables.keySet()) {
      values.add(
          "(%d, %s, %b)".formatted(values.size(), Quote.text(target.name()), target.exclusive()));
    }
    List<String> lines =
        session.query(
            HOLDERS.formatted(
                HolderSql.NAME,
                values.stream().collect(Collectors.joining(", ")),
                HolderSql.OF_LOCK,
                olderMs),
            row -> descriptions.get(row.getInt(1)) + " " + verb + " " + row.getString(2));
    return shortened(lines);
  }

  /**
   * Returns a line for each session that is in a transaction in this database now: one of them is
   * waited for where no lock on a table tells which.
   */
  static List<String> candidates(Session session) {
    return shortened(
        session.query(
            CANDIDATES.formatted(HolderSql.NAME, HolderSql.OF_LOCK),
            row -> "it may wait for " + row.getString(1)));
  }

  /** Returns five lines at most, and how many more there are. */
  static List<String> shortened(List<String> lines) {
    if (lines.size() <= MOST) {
      return lines;
    }
    List<String> shortened = new ArrayList<>(lines.subList(0, MOST));
    shortened.add("and " + (lines.size() - MOST) + " more");
    return shortened;
  }

  /** Tells whether any other session holds a lock on a table of this database. */
  boolean mayExist() {
    return session
        .query(
            """
            SELECT EXISTS (
              SELECT FROM pg_locks
               WHERE locktype = 'relation' AND granted AND relation >= 16384
                 AND pid IS DISTINCT FROM pg_backend_pid()
                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            """,
            row -> row.getBoolean(1))
        .get(0);
  }
}
