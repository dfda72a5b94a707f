package io.github.saascore.engine.seed;

import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.postgres.StoreSql;
import io.github.saascore.revision.SaascoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the rows of a scratch database. */
public final class SeedReader {
  /** More rows in a table than these are counted, not read: nobody would read them in a file. */
  static final int MOST = 10_000;

  /** So that the same value is the same text wherever it is read, and means itself anywhere. */
  private static final String SETTINGS =
      """
      BEGIN;
      SET LOCAL TimeZone = 'UTC';
      SET LOCAL DateStyle = 'ISO, YMD';
      SET LOCAL IntervalStyle = 'postgres';
      SET LOCAL extra_float_digits = 1;
      SET LOCAL bytea_output = 'hex';
      SET LOCAL search_path = '';
      SET LOCAL row_security = off\
      """;

  /** A table without a page has no row, and needs no query. */
  private static final String TABLES =
      """
      SELECT format('%%I.%%I', n.nspname, c.relname),
             EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                       AND d.objid = c.oid AND d.deptype = 'e'),
             EXISTS (SELECT FROM pg_attribute i WHERE i.attrelid = c.oid
                       AND i.attidentity = 'a'),
             quote_ident(a.attname),
             a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype,
                            'numeric'::regtype, 'bool'::regtype),
             a.atthasdef OR a.attidentity <> ''
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                                AND NOT a.attisdropped AND a.attgenerated = ''
       WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
         AND c.relname <> ALL (%s) AND pg_relation_size(c.oid) > 0
       ORDER BY 1, a.attnum
      """;

  private static final String SEQUENCES =
      """
      SELECT format('%%I.%%I', n.nspname, c.relname)
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'S' AND n.nspname !~ '^pg_'
         AND NOT EXISTS (SELECT FROM pg_depend d LEFT JOIN pg_class t ON t.oid = d.refobjid
                          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                            AND (d.deptype = 'e' OR d.refclassid = 'pg_class'::regclass
                                                AND t.relname = ANY (%s)))
       ORDER BY 1
      """;

  private final Session session;

  private SeedReader(Session session) {
    this.session = session;
  }

  private record Listed(
      String table, boolean extension, boolean always, Optional<SeedColumn> column) {}

  /** Reads the rows of all tables but ours. */
  public static Seeds read(Session session) {
    return new SeedReader(session).read();
  }

  private Seeds read() {
    send(SETTINGS);
    try {
      return new Seeds(tables(), sequences(), largeObjects(), today());
    } finally {
      send("ROLLBACK");
    }
  }

  private SortedMap<String, SeedTable> tables() {
    Map<String, List<Listed>> listed = new LinkedHashMap<>();
    session
        .query(
            TABLES.formatted(ours()),
            row ->
                new Listed(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    row.getString(4) == null
                        ? Optional.empty()
                        : Optional.of(
                            new SeedColumn(
                                row.getString(4), row.getBoolean(5), row.getBoolean(6)))))
        .forEach(each -> listed.computeIfAbsent(each.table(), n -> new ArrayList<>()).add(each));
    SortedMap<String, SeedTable> tables = new TreeMap<>();
    listed.forEach(
        (name, columns) -> {
          SeedTable table = table(name, columns);
          if (table.count() > 0) {
            tables.put(name, table);
          }
        });
    return tables;
  }

  private SeedTable table(String name, List<Listed> listed) {
    List<SeedColumn> columns = listed.stream().flatMap(each -> each.column().stream()).toList();
    boolean extension = listed.get(0).extension();
    long count = session.query("SELECT count(*) FROM ONLY " + name, row -> row.getLong(1)).get(0);
    return new SeedTable(
        name,
        extension,
        listed.get(0).always(),
        count,
        columns,
        extension || count > MOST ? List.of() : rows(name, columns));
  }

  private List<List<Optional<String>>> rows(String table, List<SeedColumn> columns) {
    String values =
        columns.stream().map(column -> column.name() + "::text").collect(Collectors.joining(", "));
    return session.query(
        "SELECT %s FROM ONLY %s ORDER BY ctid".formatted(values, table),
        row -> {
          List<Optional<String>> all = new ArrayList<>();
          for (int i = 1; i <= columns.size(); i++) {
            all.add(Optional.ofNullable(row.getString(i)));
          }
          return all;
        });
  }

  private SortedMap<String, String> sequences() {
    List<String> names = session.query(SEQUENCES.formatted(ours()), row -> row.getString(1));
    SortedMap<String, String> positions = new TreeMap<>();
    if (!names.isEmpty()) {
      String sql =
          names.stream()
              .map(
                  name ->
                      """
                      SELECT %1$s, s.last_value || ', ' || s.is_called
                        FROM %2$s s, pg_sequence p
                       WHERE p.seqrelid = %1$s::regclass
                         AND (s.is_called OR s.last_value <> p.seqstart)
                      """
                          .formatted(Quote.text(name), name))
              .collect(Collectors.joining(" UNION ALL "));
      session
          .query(sql, row -> Map.entry(row.getString(1), row.getString(2)))
          .forEach(entry -> positions.put(entry.getKey(), entry.getValue()));
    }
    return positions;
  }

  private long largeObjects() {
    return session
        .query("SELECT count(*) FROM pg_largeobject_metadata", row -> row.getLong(1))
        .get(0);
  }

  private String today() {
    return session.query("SELECT current_date::text", row -> row.getString(1)).get(0);
  }

  private static String ours() {
    return Quote.array(StoreSql.TABLES);
  }

  private void send(String sql) {
    try {
      session.send(sql);
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
  }
}
