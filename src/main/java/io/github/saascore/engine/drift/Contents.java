package io.github.saascore.engine.drift;

import io.github.saascore.engine.Database;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.StoreSql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of a database, told apart by numbers: how many there are, and a digest over all of them
 * in which their order does not count.
 *
 * @param tables the tables by their full names
 */
record Contents(Map<String, Table> tables) {
  private static final Table EMPTY = new Table(0, "", Map.of());

  /**
   * The rows of one table.
   *
   * @param rows how many there are
   * @param digest of whole rows, columns in the order of their names
   * @param columns the columns by name
   */
  record Table(long rows, String digest, Map<String, Column> columns) {}

  /**
   * The values of one column.
   *
   * @param values how many are not null
   * @param digest of all of them
   */
  record Column(long values, String digest) {}

  private record Listed(String table, List<String> columns) {}

  private record Counted(String table, String column, long count, String digest) {}

  /** Reads the rows of all tables but ours. */
  static Contents read(Database database) {
    List<Listed> listed = listed(database);
    if (listed.isEmpty()) {
      return new Contents(Map.of());
    }
    String sql = listed.stream().map(Contents::query).collect(Collectors.joining(" UNION ALL "));
    Map<String, Table> tables = new LinkedHashMap<>();
    Map<String, Map<String, Column>> columns = new LinkedHashMap<>();
    for (Counted counted :
        database
            .session()
            .query(
                sql,
                row ->
                    new Counted(
                        row.getString(1), row.getString(2), row.getLong(3), row.getString(4)))) {
      Map<String, Column> own =
          columns.computeIfAbsent(counted.table(), table -> new LinkedHashMap<>());
      if (counted.column() == null) {
        tables.put(counted.table(), new Table(counted.count(), counted.digest(), own));
      } else {
        own.put(counted.column(), new Column(counted.count(), counted.digest()));
      }
    }
    return new Contents(tables);
  }

  /** A table without a page has no row, and needs no query. */
  private static List<Listed> listed(Database database) {
    return database
        .session()
        .query(
            """
            SELECT format('%%I.%%I', n.nspname, c.relname),
                   (SELECT string_agg(quote_ident(a.attname), chr(31) ORDER BY a.attname)
                      FROM pg_attribute a
                     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND c.relname <> ALL (%s) AND pg_relation_size(c.oid) > 0
             ORDER BY 1
            """
                .formatted(Quote.array(StoreSql.TABLES)),
            row ->
                new Listed(
                    row.getString(1),
                    row.getString(2) == null
                        ? List.of()
                        : List.of(row.getString(2).split("\u001f", -1))));
  }

  private static String query(Listed table) {
    String name = Quote.text(table.table());
    List<String> sums = new ArrayList<>();
    List<String> values = new ArrayList<>();
    sums.add("count(*) AS n, " + digest("ROW(" + String.join(", ", table.columns()) + ")", "d"));
    values.add("(NULL, n, d)");
    for (int i = 0; i < table.columns().size(); i++) {
      String column = table.columns().get(i);
      sums.add("count(%s) AS n%d, ".formatted(column, i) + digest(column, "d" + i));
      values.add("(%s, n%d, d%d)".formatted(Quote.text(column), i, i));
    }
    return "SELECT %s, v.* FROM (SELECT %s FROM ONLY %s) s, LATERAL (VALUES %s) v(c, n, d)"
        .formatted(name, String.join(", ", sums), table.table(), String.join(", ", values));
  }

  private static String digest(String expression, String name) {
    return "coalesce(sum(hashtextextended((%s)::text, 0)), 0)::text AS %s"
        .formatted(expression, name);
  }

  private Table table(String name) {
    return tables.getOrDefault(name, EMPTY);
  }

  /** Returns how many rows a table has. */
  long rows(String table) {
    return table(table).rows();
  }

  /** Tells whether a table that a script names has rows, whatever its schema. */
  boolean hasRows(String written) {
    return filled().stream().anyMatch(name -> name.equals(written) || name.endsWith("." + written));
  }

  /** Returns the tables that have rows. */
  List<String> filled() {
    return tables.keySet().stream().filter(table -> rows(table) > 0).toList();
  }

  /** Returns what is here and no longer, or no longer the same, in a later state. */
  List<String> lostIn(Contents later) {
    List<String> lost = new ArrayList<>();
    tables.forEach((name, table) -> lost(name, table, later.table(name), lost));
    return lost;
  }

  private static void lost(String name, Table here, Table later, List<String> lost) {
    if (later.rows() < here.rows()) {
      lost.add("%d of %d rows of %s".formatted(here.rows() - later.rows(), here.rows(), name));
      return;
    }
    if (later.rows() > here.rows() || later.digest().equals(here.digest())) {
      return;
    }
    int found = lost.size();
    here.columns()
        .forEach(
            (column, values) -> {
              Column now = later.columns().getOrDefault(column, new Column(0, "0"));
              if (now.values() < values.values()) {
                lost.add(
                    "%d of %d values of column %s of %s"
                        .formatted(values.values() - now.values(), values.values(), column, name));
              } else if (!now.digest().equals(values.digest())) {
                lost.add("column %s of %s: other values than before".formatted(column, name));
              }
            });
    if (lost.size() == found) {
      lost.add("rows of %s: values belong to other rows than before".formatted(name));
    }
  }

  /** Returns the tables that have more rows in a later state. */
  List<String> grownIn(Contents later) {
    return later.tables().keySet().stream()
        .filter(table -> later.rows(table) > rows(table))
        .toList();
  }
}
