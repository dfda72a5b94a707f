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
             coalesce(a.usename, '?') AS usename,
             coalesce(nullif(a.application_name, ''), 'unnamed') AS application,
             coalesce(a.state, 'state hidden') AS state
        FROM pg_locks l
        LEFT JOIN pg_stat_activity a ON a.pid = l.pid
       WHERE l.relation = ANY (%s) AND l.granted AND l.pid <> pg_catalog.pg_backend_pid()
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
            Quote.oids(objects.stream().map(object -> object.address().oid()).toList()));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        lines.add(
            "%s is held by process %d: role %s, application %s, %s"
                .formatted(
                    row.getString("relation"),
                    row.getInt("pid"),
                    row.getString("usename"),
                    row.getString("application"),
                    row.getString("state")));
      }
    }
    return lines.toString();
  }
}
