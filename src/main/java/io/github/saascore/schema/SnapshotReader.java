package io.github.saascore.schema;

import io.github.saascore.postgres.Reread;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads snapshots from the system catalogs: all queries in one message, in one view of the
 * catalogs, without any right but to connect.
 *
 * <p>One that is kept reads again and again over its connection: there the server plans the queries
 * once, which takes longer than a small schema's own queries. It is used by one thread; what it
 * leaves in the session, prepared statements, ends with the session or with {@link #close}.
 */
public final class SnapshotReader implements AutoCloseable {
  /**
   * What fixes the form of the server's texts, and lifts limits that a login has for an
   * application's queries; undone when the reading is over.
   */
  private static final String SETTINGS =
      """
      select set_config('search_path', '', true), set_config('datestyle', 'ISO, YMD', true),
        set_config('intervalstyle', 'postgres', true), set_config('timezone', 'UTC', true),
        set_config('extra_float_digits', '1', true), set_config('quote_all_identifiers', 'off', true),
        set_config('bytea_output', 'hex', true), set_config('jit', 'off', true),
        set_config('standard_conforming_strings', 'on', true),
        set_config('statement_timeout', '0', true),
        case when current_setting('transaction_timeout', true) <> '0'
             then set_config('transaction_timeout', '0', true) end
      """;

  private final Connection connection;
  private final CatalogReading reading;
  private final List<String> queries;

  /** What the names of this reader's prepared statements begin with, in its session alone. */
  private final String prefix =
      "saascore_snapshot_" + UUID.randomUUID().toString().substring(0, 8) + "_";

  /** Prepares the reading of one database again and again; any role may. */
  public SnapshotReader(Connection connection, SnapshotScope scope) throws SQLException {
    this.connection = connection;
    this.reading = new CatalogReading(CatalogReader.of(connection), scope);
    this.queries = reading.queries();
  }

  /**
   * Returns the schema of the connection's database.
   *
   * <p>Works inside the caller's transaction, which it leaves as it was, or in one of its own.
   *
   * @throws SQLException when the server refuses, which for a healthy connection it does not
   */
  public static Snapshot read(Connection connection, SnapshotScope scope) throws SQLException {
    CatalogReading reading = new CatalogReading(CatalogReader.of(connection), scope);
    String queries = String.join(";\n", reading.queries());
    return Reread.of(
        connection,
        () -> inTransaction(connection, statement -> take(statement, queries, reading)));
  }

  /**
   * Returns the schema as it is now, in the same way.
   *
   * @throws SQLException when the server refuses, which for a healthy connection it does not
   */
  public Snapshot read() throws SQLException {
    return inTransaction(
        connection,
        statement -> {
          if (!isPrepared(statement)) {
            statement.execute(each(i -> "prepare " + prefix + i + " as " + queries.get(i)));
          }
          return take(statement, each(i -> "execute " + prefix + i), reading);
        });
  }

  /** What is read within the settings. */
  private interface Reading {
    Snapshot from(Statement statement) throws SQLException;
  }

  private static Snapshot inTransaction(Connection connection, Reading reading)
      throws SQLException {
    boolean own = connection.getAutoCommit();
    if (own) {
      connection.setAutoCommit(false);
    }
    try (Statement statement = connection.createStatement()) {
      if (own) {
        statement.execute("set transaction isolation level repeatable read, read only");
      }
      statement.execute("savepoint saascore_snapshot; " + SETTINGS);
      Snapshot snapshot = reading.from(statement);
      statement.execute(
          "rollback to savepoint saascore_snapshot; release savepoint saascore_snapshot");
      return snapshot;
    } finally {
      if (own) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private static Snapshot take(Statement statement, String queries, CatalogReading reading)
      throws SQLException {
    statement.execute(queries);
    return reading.snapshot(statement);
  }

  private String each(IntFunction<String> text) {
    return IntStream.range(0, queries.size()).mapToObj(text).collect(Collectors.joining(";\n"));
  }

  /** Who shares the connection may have discarded what it kept. */
  private boolean isPrepared(Statement statement) throws SQLException {
    String found =
        "select from pg_prepared_statements where name = '" + prefix + (queries.size() - 1) + "'";
    try (ResultSet row = statement.executeQuery(found)) {
      return row.next();
    }
  }

  @Override
  public void close() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!connection.isClosed() && isPrepared(statement)) {
        statement.execute(each(i -> "deallocate " + prefix + i));
      }
    }
  }
}
