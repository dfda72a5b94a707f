package io.github.saascore.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the rows of tables exactly, as far as that is quick. */
public final class RowCounts {
  private RowCounts() {}

  /**
   * Returns the rows of the tables among these objects. Tables that may not be read, or that there
   * was no time for, are left out.
   *
   * @param longest how long all of it may take
   * @throws SQLException when the connection breaks
   */
  public static Map<ObjectAddress, Long> of(
      Connection connection, List<DroppableObject> objects, Duration longest) throws SQLException {
    Map<ObjectAddress, Long> counts = new HashMap<>();
    long end = System.nanoTime() + longest.toNanos();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (DroppableObject object : objects) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (object.kind() == ObjectKind.TABLE && left > 0) {
          count(statement, object, left, counts);
        }
      }
    }
    return counts;
  }

  private static void count(
      Statement statement, DroppableObject table, long millis, Map<ObjectAddress, Long> counts)
      throws SQLException {
    try {
      // No count is better than one without the rows that row-level security hides.
      statement.execute(
          "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY; SET LOCAL row_security = off; SET LOCAL"
              + " lock_timeout = 1000; SET LOCAL statement_timeout = "
              + millis);
      try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table.identity())) {
        row.next();
        counts.put(table.address(), row.getLong(1));
      }
    } catch (SQLException e) {
      if (SqlProblems.connectionLost(e)) {
        throw e;
      }
    }
    statement.execute("ROLLBACK");
  }
}
