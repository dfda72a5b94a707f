package io.github.saascore.engine.verify;

import io.github.saascore.engine.scratch.Scopes;
import io.github.saascore.engine.verify.Health.InvalidIndex;
import io.github.saascore.engine.verify.Health.NotValid;
import io.github.saascore.engine.verify.Health.Sequence;
import io.github.saascore.engine.verify.Health.Table;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from the catalogs how the objects of some schemas are, without any right but to connect.
 */
final class HealthReader {
  /**
   * How many rows a table has is what ANALYZE saw last, or what the statistics have counted since
   * (manual: pg_class.reltuples is -1 where it never looked).
   */
  private static final String TABLES =
      """
      SELECT format('%%I.%%I', n.nspname, c.relname) AS name, part.rows, part.bytes
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
             LATERAL (SELECT coalesce(sum(greatest(p.reltuples, s.n_live_tup, 0)), 0)::bigint AS rows,
                             coalesce(sum(pg_total_relation_size(p.oid)), 0)::bigint AS bytes
                        FROM pg_class p LEFT JOIN pg_stat_user_tables s ON s.relid = p.oid
                       WHERE p.relkind IN ('r', 'f')
                         AND (p.oid = c.oid
                              OR c.relkind = 'p'
                                 AND p.oid IN (SELECT relid FROM pg_partition_tree(c.oid)))) part
       WHERE c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition AND n.nspname = ANY (%1$s)
         AND c.relname <> ALL (%2$s)
         AND NOT EXISTS (SELECT FROM pg_depend d
                          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                            AND d.deptype = 'e')
       ORDER BY 1
      """;

  /**
   * A partitioned index is valid when each partition has its part; what a REINDEX CONCURRENTLY left
   * that was broken off is nobody's (manual: REINDEX, Rebuilding Indexes Concurrently).
   */
  private static final String INDEXES =
      """
      SELECT i.name, format('%%I.%%I', n.nspname, t.relname),
             CASE WHEN t.relkind = 'p'
                  THEN 'ALTER INDEX ' || i.name || ' ATTACH PARTITION <index of each partition>;'
                  WHEN i.relname ~ '_cc(new|old)[0-9]*$'
                  THEN 'DROP INDEX CONCURRENTLY ' || i.name || ';'
                  ELSE 'REINDEX INDEX CONCURRENTLY ' || i.name || ';' END
        FROM pg_index x
        JOIN (SELECT c.oid, c.relname, s.nspname,
                     format('%%I.%%I', s.nspname, c.relname) AS name
                FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace) i
          ON i.oid = x.indexrelid
        JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
       WHERE NOT x.indisvalid AND t.relkind IN ('r', 'm', 'p') AND i.nspname = ANY (%1$s)
       ORDER BY 1
      """;

  /** Only from PostgreSQL 18 on a constraint may be one that is never enforced. */
  private static final String CONSTRAINTS =
      """
      SELECT quote_ident(k.conname), o.name,
             format('ALTER %%s %%s VALIDATE CONSTRAINT %%I;', o.kind, o.name, k.conname)
        FROM pg_constraint k
        JOIN (SELECT 'TABLE' AS kind, c.oid AS of_table, 0 AS of_domain, c.relnamespace AS home,
                     format('%%I.%%I', n.nspname, c.relname) AS name
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               UNION ALL
              SELECT 'DOMAIN', 0, y.oid, y.typnamespace, format('%%I.%%I', n.nspname, y.typname)
                FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace
               WHERE y.typtype = 'd') o
          ON o.of_table = k.conrelid AND o.of_domain = k.contypid
        JOIN pg_namespace n ON n.oid = o.home
       WHERE NOT k.convalidated AND k.conparentid = 0 AND n.nspname = ANY (%1$s)
         AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
       ORDER BY 2, 1
      """;

  private static final String SEQUENCES =
      """
      SELECT format('%%I.%%I', n.nspname, c.relname), quote_ident(t.relname) || '.' || quote_ident(a.attname),
             known.last_value,
             least(s.seqmax, CASE a.atttypid WHEN 'int2'::regtype THEN 32767
                                             WHEN 'int4'::regtype THEN 2147483647
                                             ELSE s.seqmax END)
        FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_sequences known
               ON known.schemaname = n.nspname AND known.sequencename = c.relname
        LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
              AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
        LEFT JOIN pg_class t ON t.oid = d.refobjid
        LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
       WHERE n.nspname = ANY (%1$s) AND s.seqincrement > 0 AND coalesce(t.relname, '') <> ALL (%2$s)
       ORDER BY 1
      """;

  private HealthReader() {}

  /**
   * Reads.
   *
   * @param schemas plain names
   */
  static Health read(Session session, Set<String> schemas) {
    return new Health(
        all(session, schemas, TABLES, HealthReader::table),
        all(session, schemas, INDEXES, HealthReader::index),
        all(session, schemas, CONSTRAINTS, HealthReader::notValid),
        all(session, schemas, SEQUENCES, HealthReader::sequence));
  }

  private static <T> List<T> all(
      Session session, Set<String> schemas, String sql, Session.RowMapper<T> mapper) {
    String tools = Quote.array(Scopes.tools());
    return session.query(sql.formatted(Quote.array(schemas), tools), mapper);
  }

  private static Table table(ResultSet row) throws SQLException {
    return new Table(row.getString("name"), row.getLong("rows"), row.getLong("bytes"));
  }

  private static InvalidIndex index(ResultSet row) throws SQLException {
    return new InvalidIndex(row.getString(1), row.getString(2), row.getString(3));
  }

  private static NotValid notValid(ResultSet row) throws SQLException {
    return new NotValid(row.getString(1), row.getString(2), row.getString(3));
  }

  private static Sequence sequence(ResultSet row) throws SQLException {
    return new Sequence(
        row.getString(1), Optional.ofNullable(row.getString(2)), number(row, 3), row.getLong(4));
  }

  private static Optional<Long> number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }
}
