package io.github.saascore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The queries behind a snapshot with nothing made of their rows: what a snapshot costs at least.
 */
public final class BareQueries {
  private BareQueries() {}

  /** Runs them one after the other as the reader does and returns how many values came back. */
  public static long run(Connection connection) throws SQLException {
    CatalogReading reading = new CatalogReading(CatalogReader.of(connection), SnapshotScope.all());
    long values = 0;
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local search_path = ''; set local jit = off");
      boolean rows = statement.execute(String.join(";\n", reading.queries()));
      while (rows) {
        try (ResultSet result = statement.getResultSet()) {
          int columns = result.getMetaData().getColumnCount();
          while (result.next()) {
            for (int i = 1; i <= columns; i++) {
              values += result.getString(i) == null ? 0 : 1;
            }
          }
        }
        rows = statement.getMoreResults();
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return values;
  }
}
