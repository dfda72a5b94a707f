package io.github.saascore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a snapshot from the system catalogs: all queries in one message, in one view of the
 * catalogs, without any right but to connect.
 */
public final class SnapshotReader {
  private static final Map<String, Kind> OBJECTS = objects();

  /** What fixes the form of the server's texts; undone when the reading is over. */
  private static final String SETTINGS =
      """
      set local search_path = '';
      set local datestyle = 'ISO, YMD';
      set local intervalstyle = 'postgres';
      set local timezone = 'UTC';
      set local extra_float_digits = 1;
      set local quote_all_identifiers = off;
      set local bytea_output = 'hex';
      set local jit = off
      """;

  private SnapshotReader() {}

  /**
   * Returns the schema of the connection's database.
   *
   * <p>Works inside the caller's transaction, which it leaves as it was, or in one of its own.
   *
   * @throws SQLException when the server refuses, which for a healthy connection it does not
   */
  public static Snapshot read(Connection connection, SnapshotScope scope) throws SQLException {
    boolean own = connection.getAutoCommit();
    if (own) {
      connection.setAutoCommit(false);
    }
    try (Statement statement = connection.createStatement()) {
      if (own) {
        statement.execute("set transaction isolation level repeatable read, read only");
      }
      statement.execute("savepoint saascore_snapshot");
      statement.execute(SETTINGS);
      Snapshot snapshot = readAll(connection, statement, scope);
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

  private static Snapshot readAll(Connection connection, Statement statement, SnapshotScope scope)
      throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    CatalogQuery query = new CatalogQuery(major, scope);
    List<String> texts = new ArrayList<>();
    OBJECTS.keySet().forEach(name -> texts.add(query.text(name)));
    List<String> rest =
        List.of(
            "aliases",
            "dependencies",
            "comments",
            "privileges",
            "owners",
            "builtin_privileges",
            "unmodelled");
    rest.forEach(name -> texts.add(query.text(name)));
    texts.add("select quote_ident(current_user)");

    Results results = new Results(statement, String.join(";\n", texts));
    CatalogRows rows = new CatalogRows();
    for (Kind kind : OBJECTS.values()) {
      results.all(found -> rows.objects(kind, found));
    }
    results.each(rows::alias);
    results.each(rows::dependency);
    rows.connect(scope);
    results.each(rows::comment);
    results.each(rows::privileges);
    results.each(rows::owner);
    results.each(rows::builtin);
    results.each(rows::unmodelled);
    List<String> role = new ArrayList<>();
    results.each(row -> role.add(row.getString(1)));
    return rows.snapshot(major, role.get(0));
  }

  private static Map<String, Kind> objects() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      // Foreign keys are rows of the query for constraints.
      if (kind != Kind.FOREIGN_KEY) {
        kinds.put(kind.name().toLowerCase(Locale.ROOT), kind);
      }
    }
    return kinds;
  }

  /** Takes one row of a result, or all of them. */
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** Walks over the results of several queries that were sent together. */
  private static final class Results {
    private final Statement statement;
    private boolean first = true;

    Results(Statement statement, String queries) throws SQLException {
      this.statement = statement;
      statement.execute(queries);
    }

    void each(RowReader reader) throws SQLException {
      all(
          rows -> {
            while (rows.next()) {
              reader.read(rows);
            }
          });
    }

    void all(RowReader reader) throws SQLException {
      if (!first) {
        statement.getMoreResults();
      }
      first = false;
      try (ResultSet rows = statement.getResultSet()) {
        reader.read(rows);
      }
    }
  }
}
