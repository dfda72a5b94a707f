package io.github.saascore.engine.hazard;

import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * How large a table of the configured database is.
 *
 * @param rows the server's estimate; empty where the table was never analyzed
 * @param bytes with indexes and what is stored apart
 */
public record TableSize(OptionalLong rows, long bytes) {
  /**
   * A table by its plain names.
   *
   * @param schema the schema
   * @param table the table
   */
  record Name(String schema, String table) {}

  /** Returns the sizes of those tables that the database has, without reading any of them. */
  static Map<Name, TableSize> read(Session session, Collection<Name> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    String list =
        names.stream()
            .map(name -> "(%s, %s)".formatted(Quote.text(name.schema()), Quote.text(name.table())))
            .collect(Collectors.joining(", "));
    // A table without rows that was never analyzed has -1, a partitioned one may have 0.
    Map<Name, TableSize> sizes = new HashMap<>();
    session.query(
        """
        SELECT n.nspname, c.relname,
               coalesce((SELECT sum(p.reltuples) FROM pg_partition_tree(c.oid) t
                           JOIN pg_class p ON p.oid = t.relid
                          WHERE t.isleaf AND p.reltuples >= 0), c.reltuples)::int8,
               coalesce((SELECT sum(pg_total_relation_size(t.relid))
                           FROM pg_partition_tree(c.oid) t),
                        pg_total_relation_size(c.oid))::int8
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE (n.nspname::text, c.relname::text) IN (%s)
        """
            .formatted(list),
        row -> {
          long rows = row.getLong(3);
          return sizes.put(
              new Name(row.getString(1), row.getString(2)),
              new TableSize(
                  rows < 0 ? OptionalLong.empty() : OptionalLong.of(rows), row.getLong(4)));
        });
    return sizes;
  }
}
