package io.github.saascore.engine.drift;

import io.github.saascore.engine.Database;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.StoreSql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The places in which a database keeps values, by the numbers that the server gives them: a column
 * that was dropped and made again has another number, whatever its name.
 *
 * @param tables the names of tables by number
 * @param columns the names of columns that hold values of their own, by table and number
 */
record Identities(Map<Long, String> tables, Map<Column, String> columns) {

  /**
   * A column by numbers.
   *
   * @param table the number of its table
   * @param number its number in the table
   */
  record Column(long table, int number) {}

  private record Row(long table, String name, int number, String column) {}

  /**
   * A place by name.
   *
   * @param table the full name of the table
   * @param column the column; empty for the whole table
   */
  record Place(String table, Optional<String> column) {
    /** Returns the place in words, for example {@code column phone of public.users}. */
    String describes() {
      return column.map(name -> "column " + name + " of " + table).orElse("table " + table);
    }
  }

  /** Reads the places of one database. */
  static Identities read(Database database) {
    List<Row> rows =
        database
            .session()
            .query(
                """
                SELECT c.oid, format('%%I.%%I', n.nspname, c.relname), coalesce(a.attnum, 0),
                       quote_ident(a.attname)
                  FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  LEFT JOIN pg_attribute a
                    ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                   AND a.attgenerated = ''
                 WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'
                   AND n.nspname <> 'information_schema' AND c.relname <> ALL (%s)
                 ORDER BY 2, 3
                """
                    .formatted(Quote.array(StoreSql.TABLES)),
                row -> new Row(row.getLong(1), row.getString(2), row.getInt(3), row.getString(4)));
    Map<Long, String> tables = new LinkedHashMap<>();
    Map<Column, String> columns = new LinkedHashMap<>();
    for (Row row : rows) {
      tables.put(row.table(), row.name());
      if (row.number() > 0) {
        columns.put(new Column(row.table(), row.number()), row.column());
      }
    }
    return new Identities(tables, columns);
  }

  /** Returns what is here and no longer there. */
  List<Place> missingIn(Identities later) {
    List<Place> missing = new ArrayList<>();
    Set<Long> gone = new HashSet<>(tables.keySet());
    gone.removeAll(later.tables().keySet());
    tables.forEach(
        (table, name) -> {
          if (gone.contains(table)) {
            missing.add(new Place(name, Optional.empty()));
          }
        });
    columns.forEach(
        (column, name) -> {
          if (!gone.contains(column.table()) && !later.columns().containsKey(column)) {
            missing.add(new Place(tables.get(column.table()), Optional.of(name)));
          }
        });
    return missing;
  }
}
