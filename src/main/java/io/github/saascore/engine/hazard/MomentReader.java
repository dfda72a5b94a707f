package io.github.saascore.engine.hazard;

import io.github.saascore.engine.hazard.Catalog.Child;
import io.github.saascore.engine.hazard.Catalog.Column;
import io.github.saascore.engine.hazard.Catalog.ColumnId;
import io.github.saascore.engine.hazard.Catalog.Constraint;
import io.github.saascore.engine.hazard.Catalog.Index;
import io.github.saascore.engine.hazard.Catalog.NamedType;
import io.github.saascore.engine.hazard.Catalog.Relation;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a moment: all queries in one message, and no lock on anything but catalogs. */
final class MomentReader {
  /** Temporary tables are the session's own: nobody waits for them. */
  private static final String OURS =
      "n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"
          + " AND n.nspname !~ '^pg_(toast_)?temp_'";

  private static final String SQL =
      """
      SELECT c.oid::int8, c.relkind, n.nspname, c.relname, c.oid::regclass::text,
             coalesce(pg_relation_filenode(c.oid), 0)::int8, c.relpersistence,
             coalesce(pg_stat_get_xact_numscans(c.oid), 0)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE %1$s;
      SELECT a.attrelid::int8, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
             a.atttypid::int8, coalesce(e.typname, b.typname, t.typname),
             CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,
             a.attnotnull, a.atthasdef OR a.attidentity <> '',
             s.refobjid IS NOT NULL, a.attidentity <> '' OR a.attgenerated = 's',
             t.typtype = 'd'
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f', 'm')
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_type b ON b.oid = t.typbasetype
        LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
        LEFT JOIN (SELECT DISTINCT d.refobjid, d.refobjsubid
                     FROM pg_depend d JOIN pg_class q ON q.oid = d.objid AND q.relkind = 'S'
                    WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'a'
                      AND d.refclassid = 'pg_class'::regclass) s
          ON s.refobjid = a.attrelid AND s.refobjsubid = a.attnum
       WHERE a.attnum > 0 AND NOT a.attisdropped AND %1$s;
      SELECT k.oid::int8, k.contype, k.conname, k.conrelid::int8, k.confrelid::int8,
             k.contypid::int8, k.convalidated, k.condeferrable, k.conindid::int8,
             k.conparentid <> 0 OR NOT k.conislocal, k.conkey, k.confdeltype
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
       WHERE k.contype IN ('c', 'f', 'p', 'u', 'x') AND %1$s;
      SELECT i.indexrelid::int8, i.indrelid::int8, i.indisunique, i.indisprimary, i.indisvalid,
             (i.indkey::int2[])[0:i.indnkeyatts - 1], i.indpred IS NOT NULL
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE %1$s;
      SELECT t.oid::int8, t.typtype, format_type(t.oid, NULL), t.typnotnull,
             (SELECT count(*) FROM pg_enum l WHERE l.enumtypid = t.oid)
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
       WHERE t.typtype IN ('d', 'e') AND %1$s;
      SELECT n.oid::int8, n.nspname FROM pg_namespace n WHERE %1$s;
      SELECT i.inhrelid::int8, i.inhparent::int8 FROM pg_inherits i;
      SELECT l.relation::int8, l.mode
        FROM pg_locks l
       WHERE l.locktype = 'relation' AND l.granted AND l.pid = pg_backend_pid()
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database());
      SELECT current_setting('lock_timeout')
      """
          .formatted(OURS);

  private static final String OIDS =
      """
      SELECT c.oid::int8 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE %1$s
       UNION ALL SELECT n.oid::int8 FROM pg_namespace n WHERE %1$s
      """
          .formatted(OURS);

  private final Map<Long, Relation> relations = new HashMap<>();
  private final Map<ColumnId, Column> columns = new HashMap<>();
  private final Map<Long, Constraint> constraints = new HashMap<>();
  private final Map<Long, Index> indexes = new HashMap<>();
  private final Map<Long, NamedType> types = new HashMap<>();
  private final Map<Long, String> schemas = new HashMap<>();
  private final Set<Child> children = new HashSet<>();
  private final Map<Long, Set<LockMode>> locks = new HashMap<>();
  private final Map<Long, Long> scans = new HashMap<>();

  private MomentReader() {}

  /**
   * Returns what the connection's session sees and holds now.
   *
   * @throws SQLException when the transaction has failed or the connection is gone
   */
  static Moment read(Connection connection) throws SQLException {
    return new MomentReader().readAll(connection);
  }

  /**
   * Returns the relations and schemas that there are now, without what is known of them.
   *
   * @throws SQLException when the transaction has failed or the connection is gone
   */
  static Set<Long> oids(Connection connection) throws SQLException {
    Set<Long> oids = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(OIDS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        oids.add(rows.getLong(1));
      }
    }
    return oids;
  }

  private Moment readAll(Connection connection) throws SQLException {
    // The driver has it planned once for all moments of a session: that takes longer than the rest.
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.execute();
      each(statement, this::relation);
      each(statement, this::column);
      each(statement, this::constraint);
      each(statement, this::index);
      each(statement, this::type);
      each(statement, row -> schemas.put(row.getLong(1), row.getString(2)));
      each(statement, row -> children.add(new Child(row.getLong(1), row.getLong(2))));
      each(statement, this::lock);
      String lockTimeout;
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        lockTimeout = row.getString(1);
      }
      return new Moment(
          new Catalog(relations, columns, constraints, indexes, types, schemas, children),
          locks,
          scans,
          lockTimeout);
    }
  }

  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private static void each(Statement statement, RowReader reader) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
    statement.getMoreResults();
  }

  private void relation(ResultSet row) throws SQLException {
    long oid = row.getLong(1);
    relations.put(
        oid,
        new Relation(
            oid,
            row.getString(2).charAt(0),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getLong(6),
            row.getString(7).charAt(0)));
    scans.put(oid, row.getLong(8));
  }

  private void column(ResultSet row) throws SQLException {
    ColumnId id = new ColumnId(row.getLong(1), row.getInt(2));
    columns.put(
        id,
        new Column(
            id,
            row.getString(3),
            row.getString(4),
            row.getLong(5),
            row.getString(6),
            row.getInt(7),
            row.getBoolean(8),
            row.getBoolean(9),
            row.getBoolean(10),
            row.getBoolean(11),
            row.getBoolean(12)));
  }

  private void constraint(ResultSet row) throws SQLException {
    constraints.put(
        row.getLong(1),
        new Constraint(
            row.getLong(1),
            row.getString(2).charAt(0),
            row.getString(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getBoolean(7),
            row.getBoolean(8),
            row.getLong(9),
            row.getBoolean(10),
            numbers(row.getArray(11)),
            row.getString(12).charAt(0)));
  }

  private void index(ResultSet row) throws SQLException {
    indexes.put(
        row.getLong(1),
        new Index(
            row.getLong(1),
            row.getLong(2),
            row.getBoolean(3),
            row.getBoolean(4),
            row.getBoolean(5),
            numbers(row.getArray(6)),
            row.getBoolean(7)));
  }

  private void type(ResultSet row) throws SQLException {
    types.put(
        row.getLong(1),
        new NamedType(
            row.getLong(1),
            row.getString(2).charAt(0),
            row.getString(3),
            row.getBoolean(4),
            row.getInt(5)));
  }

  private void lock(ResultSet row) throws SQLException {
    locks
        .computeIfAbsent(row.getLong(1), relation -> EnumSet.noneOf(LockMode.class))
        .add(LockMode.named(row.getString(2)));
  }

  private static List<Integer> numbers(Array array) throws SQLException {
    return array == null
        ? List.of()
        : Stream.of((Object[]) array.getArray())
            .map(number -> ((Number) number).intValue())
            .toList();
  }
}
