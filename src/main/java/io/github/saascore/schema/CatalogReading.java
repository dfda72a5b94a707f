package io.github.saascore.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The queries behind a snapshot, and how their results become one. */
final class CatalogReading {
  private static final Map<String, Kind> OBJECTS = objects();
  private static final List<String> REST =
      List.of(
          "aliases",
          "dependencies",
          "comments",
          "privileges",
          "owners",
          "builtin_privileges",
          "unmodelled");

  private final CatalogReader reader;
  private final SnapshotScope scope;

  CatalogReading(CatalogReader reader, SnapshotScope scope) {
    this.reader = reader;
    this.scope = scope;
  }

  /** Returns the texts of the queries, in the order in which their results are taken. */
  List<String> queries() {
    CatalogQuery query = new CatalogQuery(reader, scope);
    List<String> texts = new ArrayList<>();
    OBJECTS.keySet().forEach(name -> texts.add(query.text(name)));
    REST.forEach(name -> texts.add(query.text(name)));
    texts.add("select quote_ident(current_user)");
    return texts;
  }

  /** Returns the snapshot behind the results that a statement has, the first being the current. */
  Snapshot snapshot(Statement statement) throws SQLException {
    Results results = new Results(statement);
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
    return rows.snapshot(reader.major(), role.get(0));
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

    Results(Statement statement) {
      this.statement = statement;
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
