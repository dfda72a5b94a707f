package io.github.saascore.postgres;

import io.github.saascore.revision.SaascoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was found of the proxy before a server.
 *
 * @param pooling what it does; {@link Pooling#TRANSACTION} where that could not be found out, which
 *     is safe with all kinds
 * @param doubt why it could not be found out
 */
record Pooler(Pooling pooling, Optional<String> doubt) {
  /** A pool that is used up lets a client wait, by default for two minutes. */
  private static final int PATIENCE_MS = 3_000;

  /** Where others use the pool as well, both connections may get the same ones for a while. */
  private static final int ROUNDS = 4;

  /** Nothing stands in between. */
  static final Pooler NOBODY = new Pooler(Pooling.NONE, Optional.empty());

  /**
   * Finds out what a proxy does: two sessions that were ever served by the same process, or one
   * that was served by two, share their server connections. A second connection is opened for a
   * moment, and only asks for its process id.
   *
   * <p>Proxies that share connections until a session needs one for itself (RDS Proxy) count as
   * {@link Pooling#TRANSACTION} too, which is safe with them.
   *
   * @param first the process id that the session saw when it began
   * @throws SQLException when the session itself gets no answer
   */
  static Pooler of(Connection session, int first, Supplier<Connection> another)
      throws SQLException {
    try (Connection second = another.get()) {
      second.setNetworkTimeout(Runnable::run, PATIENCE_MS);
      int theirs;
      try {
        theirs = backendPid(second);
      } catch (SQLException e) {
        return unknown(
            SqlProblems.timedOut(e)
                ? "a second connection got no answer within %d s".formatted(PATIENCE_MS / 1000)
                : "a second connection got the answer: " + SqlProblems.of(e).summary());
      }
      boolean shared = theirs == first || shared(session, first, second, theirs);
      return new Pooler(shared ? Pooling.TRANSACTION : Pooling.SESSION, Optional.empty());
    } catch (SaascoreException e) {
      return unknown("a second connection was refused: " + e.problem().summary());
    }
  }

  /** Returns what is done where there is no way to a second connection. */
  static Pooler unknown(String doubt) {
    return new Pooler(Pooling.TRANSACTION, Optional.of(doubt));
  }

  /**
   * Each asks after the other and after itself: a pool that hands out the connection that was given
   * back last is seen by the former, one that hands them out in turn by the latter.
   */
  private static boolean shared(Connection session, int first, Connection second, int theirs)
      throws SQLException {
    for (int i = 0; i < ROUNDS; i++) {
      if (backendPid(second) != theirs
          || backendPid(session) != first
          || backendPid(session) != first
          || backendPid(second) != theirs) {
        return true;
      }
    }
    return false;
  }

  private static int backendPid(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }
}
