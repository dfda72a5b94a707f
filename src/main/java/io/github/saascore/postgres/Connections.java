package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** Opens connections. */
public final class Connections {
  /** The oldest major version that the project tests and PostgreSQL itself maintains. */
  public static final int OLDEST_SUPPORTED = 14;

  private static final Duration STARTING = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private Connections() {}

  /**
   * Returns a new connection in autocommit mode; waits up to 30 seconds for a server that is
   * starting.
   *
   * @param applicationName what {@code pg_stat_activity} shows, for example {@code
   *     saascore:upgrade}
   * @throws SaascoreException with a code of the group "Parameters and connection"
   */
  public static Connection open(ConnectionSettings settings, String applicationName) {
    return open(settings, applicationName, STARTING);
  }

  static Connection open(ConnectionSettings settings, String applicationName, Duration starting) {
    Properties properties = settings.properties(applicationName);
    long deadline = System.nanoTime() + starting.toNanos();
    while (true) {
      try {
        return connect(settings, properties);
      } catch (SQLException e) {
        boolean again =
            isStarting(e)
                ? pause(deadline)
                : "08P01".equals(e.getSQLState())
                    && ConnectionProblems.isFromServer(e)
                    && properties.remove("assumeMinServerVersion") != null;
        if (!again) {
          throw new SaascoreException(ConnectionProblems.of(e, settings), e);
        }
      }
    }
  }

  /**
   * Returns a warning when the server is older than what is supported.
   *
   * @throws SQLException when the connection is closed
   */
  public static Optional<String> versionWarning(Connection connection) throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    return major >= OLDEST_SUPPORTED
        ? Optional.empty()
        : Optional.of(
            "the server is PostgreSQL %s; this plugin is made for %d and later"
                .formatted(connection.getMetaData().getDatabaseProductVersion(), OLDEST_SUPPORTED));
  }

  private static Connection connect(ConnectionSettings settings, Properties properties)
      throws SQLException {
    // Not DriverManager: it hands out drivers of other class loaders.
    Connection connection = new Driver().connect(settings.jdbcUrl(), properties);
    if (connection == null) {
      throw Problem.of(Code.INTERNAL, "the driver does not take its own URL")
          .at(settings.describe())
          .asException();
    }
    return connection;
  }

  private static boolean isStarting(SQLException e) {
    return "57P03".equals(e.getSQLState());
  }

  /** Waits a little; false when there is no time left or the build was interrupted. */
  private static boolean pause(long deadline) {
    if (System.nanoTime() + PAUSE.toNanos() > deadline) {
      return false;
    }
    try {
      Thread.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
