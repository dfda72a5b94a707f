package io.github.saascore.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Reads the catalogs again when another session dropped what was being read.
 *
 * <p>The catalogs' rows are those of one moment, but the server's functions ({@code
 * pg_get_indexdef}, {@code pg_sequence_last_value}) look at what is there when they are called.
 * What was dropped in between is an internal error of the server, for which nobody can do anything
 * but look again.
 */
public final class Reread {
  private static final int MOST = 20;
  private static final String INTERNAL = "XX000";

  private Reread() {}

  /** Reads once. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Returns what is there. */
    T read() throws SQLException;
  }

  /**
   * Returns what is read, the first time that nobody drops it meanwhile. Inside the caller's own
   * transaction, which the error has ended, it is tried once.
   *
   * @throws SQLException as the server said it
   */
  public static <T> T of(Connection connection, Reading<T> reading) throws SQLException {
    for (int i = 1; ; i++) {
      try {
        return reading.read();
      } catch (SQLException e) {
        if (i == MOST || !overtaken(e) || !isIdle(connection)) {
          throw e;
        }
      }
    }
  }

  /** The server does not translate its internal errors. */
  private static boolean overtaken(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return SqlProblems.state(e).equals(INTERNAL)
        && (message.contains("could not open relation with OID")
            || message.contains("cache lookup failed for"));
  }

  private static boolean isIdle(Connection connection) throws SQLException {
    return connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE;
  }
}
