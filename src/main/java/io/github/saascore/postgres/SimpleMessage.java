package io.github.saascore.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;

/**
 * Sends a text as one message of the simple protocol, and forgets what the statements return.
 *
 * <p>A {@link java.sql.Statement} would copy the text, look at each character of it for parameters,
 * and keep a result for each statement. For 50 MB of INSERTs that is 200 MB of garbage.
 */
final class SimpleMessage extends ResultHandlerBase {
  private static final int FLAGS =
      QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
          | QueryExecutor.QUERY_SUPPRESS_BEGIN
          | QueryExecutor.QUERY_NO_RESULTS;

  private final Consumer<String> notices;

  private SimpleMessage(Consumer<String> notices) {
    this.notices = notices;
  }

  /**
   * Sends the text and waits until all of it has run.
   *
   * @param notices gets each notice and warning of the server
   * @throws SQLException as the server said it; the rest of the message did not run
   */
  static void send(Connection connection, String sql, Consumer<String> notices)
      throws SQLException {
    QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
    Query query = executor.wrap(List.of(new NativeQuery(sql, SqlCommand.BLANK)));
    try {
      executor.execute(query, null, new SimpleMessage(notices), 0, 0, FLAGS);
    } finally {
      query.close();
    }
  }

  @Override
  public void handleResultRows(
      Query query, Field[] fields, List<Tuple> tuples, ResultCursor cursor) {}

  @Override
  public void handleCommandStatus(String status, long updateCount, long insertOid) {}

  @Override
  public void handleWarning(SQLWarning warning) {
    notices.accept(warning.getMessage());
  }
}
