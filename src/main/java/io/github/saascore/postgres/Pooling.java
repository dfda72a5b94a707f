package io.github.saascore.postgres;

import io.github.saascore.revision.SaascoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Supplier;

/** What stands between a session and the server. */
public enum Pooling {
  /** Nothing: the server process that answers is the one that was connected to. */
  NONE,
  /** Something that keeps one server connection for the whole session: everything works. */
  SESSION,
  /**
   * Something that may hand out another server connection for each transaction: nothing of a
   * session lasts, no lock and no setting.
   */
  TRANSACTION;

  /** A pool that is used up lets a client wait, by default for two minutes. */
  private static final int PATIENCE_MS = 3_000;

  /**
   * Finds out what a proxy does: two sessions that were ever served by the same process, or one
   * that was served by two, share their server connections. A second connection is opened for a
   * moment, and only asks for its process id.
   *
   * <p>Proxies that share connections until a session needs one for itself (RDS Proxy) count as
   * {@link #TRANSACTION} too, which is safe with them.
   *
   * @param first the process id that the session saw when it began
   */
  static Pooling of(Connection session, int first, Supplier<Connection> another)
      throws SQLException {
    try (Connection second = another.get()) {
      Optional<Integer> answer = patiently(second);
      if (answer.isEmpty()) {
        return TRANSACTION;
      }
      int theirs = answer.get();
      // Each asks after the other and after itself: a pool that hands out the connection that was
      // given back last is seen by the former, one that hands them out in turn by the latter.
      boolean shared =
          theirs == first
              || backendPid(second) != theirs
              || backendPid(session) != first
              || backendPid(session) != first
              || backendPid(second) != theirs;
      return shared ? TRANSACTION : SESSION;
    } catch (SaascoreException e) {
      // No second connection is to be had: what is safe with both kinds is done.
      return TRANSACTION;
    }
  }

  /** Returns the process behind a second connection; empty where the pool has none to spare. */
  private static Optional<Integer> patiently(Connection second) throws SQLException {
    second.setNetworkTimeout(Runnable::run, PATIENCE_MS);
    try {
      return Optional.of(backendPid(second));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private static int backendPid(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }
}
