package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Observation.Notice;
import io.github.saascore.postgres.Quote;
import io.github.saascore.script.Statement;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLWarning;

/**
 * The session in which statements are traced.
 *
 * @param connection in autocommit mode; transactions are in what is sent
 * @param watch sees the locks of statements that no transaction may stand around
 * @param looks whether anybody wants to know what the statements do
 */
record TracedSession(Connection connection, Optional<LockWatch> watch, boolean looks) {

  /** Returns what the session sees and holds now. */
  Moment look() throws SQLException {
    return looks ? MomentReader.read(connection) : Moment.UNSEEN;
  }

  /**
   * Runs a statement that no transaction may stand around, and returns the locks that were seen
   * from beside, where there is a watch. It makes the statement wait, for which its limit is no
   * good.
   *
   * @param notices is given what the server said beside
   * @throws SQLException as the server refused it
   */
  Map<Long, Set<LockMode>> watched(Statement statement, Moment before, List<Notice> notices)
      throws SQLException {
    if (watch.isEmpty()) {
      notices.addAll(run(statement));
      return Map.of();
    }
    send("SET lock_timeout = 0");
    try {
      return watch
          .get()
          .during(before.catalog().relations().values(), () -> notices.addAll(run(statement)));
    } finally {
      send("SET lock_timeout = " + Quote.text(before.lockTimeout()));
    }
  }

  /**
   * Runs a statement and returns what the server said beside.
   *
   * @throws SQLException as the server refused it
   */
  List<Notice> run(Statement statement) throws SQLException {
    if (statement.data().isPresent()) {
      copy(statement);
      return List.of();
    }
    try (java.sql.Statement jdbc = connection.createStatement()) {
      jdbc.setEscapeProcessing(false);
      jdbc.execute(statement.sql());
      List<Notice> notices = new ArrayList<>();
      for (SQLWarning at = jdbc.getWarnings(); at != null; at = at.getNextWarning()) {
        notices.add(new Notice(String.valueOf(at.getSQLState()), message(at)));
      }
      return notices;
    }
  }

  private static String message(SQLWarning warning) {
    return warning instanceof PSQLWarning known && known.getServerErrorMessage() != null
        ? String.valueOf(known.getServerErrorMessage().getMessage())
        : String.valueOf(warning.getMessage());
  }

  private void copy(Statement statement) throws SQLException {
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(statement.sql(), statement.copyStream().orElseThrow());
    } catch (IOException e) {
      throw new SQLException("unable to send the data of COPY: " + e.getMessage(), "08006", e);
    }
  }

  /** Sends what is ours. */
  void send(String sql) throws SQLException {
    try (java.sql.Statement jdbc = connection.createStatement()) {
      jdbc.execute(sql);
    }
  }
}
