package io.github.saascore.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.StringJoiner;

/** Names the sessions that hold locks on tables, so that a user knows whom to ask. */
public final class LockHolders {
  private static final String HOLDERS =
      """
      SELECT DISTINCT l.relation::regclass::text AS relation, l.pid,
             CASE WHEN p.gid IS NOT NULL THEN %s
                  ELSE format('process %%s: role %%s, application %%s, %%s', l.pid,
                              coalesce(a.usename, '?'),
                              coalesce(nullif(a.application_name, ''), 'unnamed'),
                              coalesce(a.state, 'state hidden'))
             END AS holder
        FROM pg_locks l
        LEFT JOIN pg_stat_activity a ON a.pid = l.pid
        %s
       WHERE l.relation = ANY (%s) AND l.granted
         AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       ORDER BY 1, 2
       LIMIT 5
      """;

  private LockHolders() {}

  /**
   * Returns one line a session, at most five; empty if the locks are gone by now.
   *
   * @throws SQLException as the driver reports it
   */
  public static String of(Connection connection, Collection<DroppableObject> objects)
      throws SQLException {
    StringJoiner lines = new StringJoiner("\n");
    String sql =
        HOLDERS.formatted(
            PreparedTransactions.NAME,
            PreparedTransactions.OF_LOCK,
            Quote.oids(objects.stream().map(object -> object.address().oid()).toList()));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        lines.add(row.getString("relation") + " is held by " + row.getString("holder"));
      }
    }
    return lines.toString();
  }
}
