package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database whose schema {@code app} is made anew for each side of a difference. */
final class Schemas implements AutoCloseable {
  private final Connection connection;

  private Schemas(Connection connection) {
    this.connection = connection;
  }

  static Schemas in(TestDatabase db) {
    return new Schemas(db.connect());
  }

  Snapshot read() throws SQLException {
    return SnapshotReader.read(connection, SnapshotScope.all());
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String piece : SqlPieces.of(sql)) {
        statement.execute(piece);
      }
    }
  }

  /** Returns the schema that statements make out of nothing. */
  Snapshot make(String sql) throws SQLException {
    execute(
        "DROP SCHEMA IF EXISTS app, other, another CASCADE; CREATE SCHEMA app; CREATE SCHEMA"
            + " other");
    execute(sql);
    return read();
  }

  /** Returns what leads from one schema to another; the database is left with the first. */
  Difference between(String from, String to, DifferenceOptions options) throws SQLException {
    Snapshot wanted = make(to);
    return Difference.between(make(from), wanted, options);
  }

  /** Runs a script, then its way back, and checks that each leads exactly where it says. */
  void lead(Difference difference) throws SQLException {
    assertThat(difference.refusals()).isEmpty();
    assertThat(difference.questions()).isEmpty();
    run(difference.script());
    assertSame(difference.reached(), difference.options());
    Difference back = difference.inverse();
    assertThat(back.refusals()).isEmpty();
    run(back.script());
    assertSame(difference.from(), difference.options());
  }

  void run(List<Ddl> script) throws SQLException {
    PairRun.apply(connection, script);
  }

  /** Runs statements in a transaction, or each committed by itself. */
  void run(List<Ddl> script, boolean transactional) throws SQLException {
    connection.setAutoCommit(!transactional);
    try (Statement statement = connection.createStatement()) {
      for (Ddl ddl : script) {
        statement.execute(ddl.sql());
      }
      if (transactional) {
        connection.commit();
      }
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Inserts a row of defaults and returns some of its values, separated by commas. */
  String inserted(String table, String columns) throws SQLException {
    String sql =
        "INSERT INTO %s DEFAULT VALUES RETURNING concat_ws(', ', %s)".formatted(table, columns);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  void assertSame(Snapshot wanted, DifferenceOptions options) throws SQLException {
    DifferenceOptions all = options.inverse(Renames.none());
    assertThat(PairRun.describe(Difference.between(read(), wanted, all))).isEmpty();
  }

  static List<String> sql(Difference difference) {
    return difference.script().stream().map(Ddl::sql).toList();
  }

  static List<String> lines(Difference difference) {
    return difference.changes().stream().map(Change::description).toList();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
