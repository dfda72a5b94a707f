package io.github.saascore.engine.verify;

import io.github.saascore.engine.scratch.Scopes;
import io.github.saascore.engine.verify.Health.InvalidIndex;
import io.github.saascore.engine.verify.Health.NotValid;
import io.github.saascore.engine.verify.Health.Sequence;
import io.github.saascore.engine.verify.Health.Table;
import io.github.saascore.postgres.Checkup;
import io.github.saascore.postgres.Checkup.Sign;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.Symptom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
    Checkup checkup =
        Checkup.within(
            session,
            schemas,
            Symptom.INVALID_INDEX,
            Symptom.PARTITIONED_INDEX,
            Symptom.NOT_VALID,
            Symptom.SEQUENCE);
    Map<String, Sign> used = new HashMap<>();
    checkup.of(Symptom.SEQUENCE).forEach(sign -> used.put(sign.name(), sign));
    return new Health(
        all(session, schemas, TABLES, HealthReader::table),
        invalid(checkup),
        checkup.of(Symptom.NOT_VALID).stream().map(HealthReader::notValid).toList(),
        all(session, schemas, SEQUENCES, row -> sequence(row, used)));
  }

  /** An index of a partitioned table has a sign for each partition that keeps it invalid. */
  private static List<InvalidIndex> invalid(Checkup checkup) {
    Map<String, InvalidIndex> indexes = new LinkedHashMap<>();
    Stream.of(Symptom.INVALID_INDEX, Symptom.PARTITIONED_INDEX)
        .flatMap(symptom -> checkup.of(symptom).stream())
        .map(sign -> new InvalidIndex(sign.name(), sign.detail(), sign.command().stream().toList()))
        .forEach(index -> indexes.merge(index.name(), index, InvalidIndex::and));
    return List.copyOf(indexes.values());
  }

  private static <T> List<T> all(
      Session session, Set<String> schemas, String sql, Session.RowMapper<T> mapper) {
    String tools = Quote.array(Scopes.tools());
    return session.query(sql.formatted(Quote.array(schemas), tools), mapper);
  }

  private static Table table(ResultSet row) throws SQLException {
    return new Table(row.getString("name"), row.getLong("rows"), row.getLong("bytes"));
  }

  private static NotValid notValid(Sign sign) {
    return new NotValid(sign.name(), sign.detail(), sign.command().orElseThrow());
  }

  private static Sequence sequence(ResultSet row, Map<String, Sign> used) throws SQLException {
    Optional<Sign> sign = Optional.ofNullable(used.get(row.getString(1)));
    return new Sequence(
        row.getString(1),
        Optional.ofNullable(row.getString(2)),
        number(row, 3),
        row.getLong(4),
        sign.isPresent(),
        sign.flatMap(Sign::command));
  }

  private static Optional<Long> number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }
}
