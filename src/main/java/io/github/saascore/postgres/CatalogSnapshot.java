package io.github.saascore.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A read-only transaction in which all catalog queries see the same moment.
 *
 * <p>Just-in-time compilation is off in it: it takes longer than the queries themselves. The
 * connection must be in autocommit; closing ends the transaction, whatever became of it.
 */
public final class CatalogSnapshot implements AutoCloseable {
  private final Connection connection;

  private CatalogSnapshot(Connection connection) {
    this.connection = connection;
  }

  /**
   * Begins the transaction.
   *
   * @throws SQLException as the driver reports it
   */
  public static CatalogSnapshot open(Connection connection) throws SQLException {
    execute(
        connection,
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off;"
            + " SET LOCAL statement_timeout = 0; SELECT "
            + Envelope.off("transaction_timeout", true));
    return new CatalogSnapshot(connection);
  }

  /** Returns the connection to query. */
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    execute(connection, "ROLLBACK");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
