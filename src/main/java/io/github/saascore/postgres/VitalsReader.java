package io.github.saascore.postgres;

import io.github.saascore.postgres.Vitals.Right;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks the server what it says of itself and of our role, in one round trip. */
public final class VitalsReader {
  /**
   * Has two versions each: rights on settings came with PostgreSQL 15, members that may not work as
   * the role with 16.
   */
  private static final String SQL =
      """
      SELECT s.role, session_user AS login, r.oid IS NOT NULL AS role_exists,
             coalesce(pg_has_role(session_user, r.oid, '%s'), false) AS usable,
             coalesce(r.rolsuper, false) AS superuser,
             pg_get_userbyid(d.datdba) AS database_owner,
             coalesce(pg_has_role(r.oid, d.datdba, 'MEMBER'), false) AS owns_database,
             pg_get_userbyid(n.nspowner) AS schema_owner,
             pg_get_userbyid(t.relowner) AS store_owner, coalesce(t.usable, false) AS store_usable,
             has_schema_privilege(r.oid, n.oid, 'CREATE') AS create_in_schema,
             has_schema_privilege(r.oid, n.oid, 'USAGE') AS use_schema,
             has_database_privilege(r.oid, d.oid, 'CREATE') AS create_schema,
             has_database_privilege(r.oid, d.oid, 'TEMPORARY') AS temporary_tables,
             %s AS replication_role,
             pg_has_role(r.oid, 'pg_signal_backend'::name, 'USAGE') AS signal_sessions,
             pg_has_role(r.oid, 'pg_read_all_stats'::name, 'USAGE') AS see_sessions,
             r.rolcreatedb OR r.rolsuper AS create_database,
             r.rolcreaterole OR r.rolsuper AS create_role,
             current_setting('max_connections')::int AS max_connections,
             current_setting('superuser_reserved_connections')::int
               + coalesce(current_setting('reserved_connections', true), '0')::int AS reserved,
             (SELECT sum(numbackends) FROM pg_stat_database)::int AS used_connections,
             d.datconnlimit AS database_limit,
             (SELECT numbackends FROM pg_stat_database b WHERE b.datid = d.oid) AS database_used,
             (SELECT rolconnlimit FROM pg_roles l WHERE l.rolname = session_user) AS role_limit,
             (SELECT count(*) FROM pg_stat_activity
               WHERE usename = session_user AND backend_type = 'client backend') AS role_used,
             current_setting('max_locks_per_transaction')::int AS locks_per_transaction,
             current_setting('max_prepared_transactions')::int AS max_prepared,
             (SELECT count(*) FROM pg_class c JOIN pg_namespace cn ON cn.oid = c.relnamespace
               WHERE c.relkind IN ('r', 'p')
                 AND cn.nspname !~ '^pg_' AND cn.nspname <> 'information_schema') AS tables,
             pg_encoding_to_char(d.encoding) AS encoding, %s AS collation_version,
             coalesce((SELECT min(l.collcollate::text) FROM pg_collation l
                        WHERE l.collprovider = 'c' AND d.datcollate NOT IN ('C', 'POSIX')
                          AND l.collencoding = pg_char_to_encoding('UTF8')
                          AND regexp_replace(l.collcollate, '[.@].*', '')
                              = regexp_replace(d.datcollate, '[.@].*', '')), 'C') AS utf8_locale,
             current_setting('TimeZone') AS time_zone,
             extract(timezone FROM timestamptz '2000-01-15 12:00Z') = 0
               AND extract(timezone FROM timestamptz '2000-07-15 12:00Z') = 0 AS utc,
             current_setting('standard_conforming_strings')::boolean AS standard_strings,
             (SELECT source FROM pg_settings WHERE name = 'standard_conforming_strings')
               AS strings_from,
             pg_is_in_recovery() AS standby,
             (SELECT source FROM pg_settings WHERE name = 'default_transaction_read_only')
               AS read_only_from,
             clock_timestamp() AS now
        FROM (SELECT %s::name AS role, %s::name AS schema) s
        JOIN pg_database d ON d.datname = current_database()
        LEFT JOIN pg_roles r ON r.rolname = s.role
        LEFT JOIN pg_namespace n ON n.nspname = s.schema
        LEFT JOIN LATERAL (
               SELECT c.relowner, u.usable
                 FROM pg_class c
                CROSS JOIN LATERAL (
                       SELECT bool_and(has_table_privilege(r.oid, c.oid, needed)) AS usable
                         FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) needed) u
                WHERE c.relnamespace = n.oid AND c.relkind = 'r'
                  AND c.relname IN ('saascore_revision', 'saascore_event', 'saascore_repeatable')
                ORDER BY u.usable, c.relname DESC LIMIT 1) t ON true
      """;

  private static final String STALE_COLLATION =
      """
      CASE WHEN d.datcollversion <> pg_database_collation_actual_version(d.oid)
           THEN d.datcollversion END\
      """;

  private VitalsReader() {}

  /**
   * Returns the server's answer.
   *
   * @throws io.github.saascore.revision.SaascoreException when the server refuses
   */
  public static Vitals read(Session session) {
    ServerFacts facts = session.facts();
    boolean knows = facts.versionNumber() >= 150_000;
    String sql =
        SQL.formatted(
            facts.versionNumber() >= 160_000 ? "SET" : "MEMBER",
            knows
                ? "has_parameter_privilege(r.oid, 'session_replication_role', 'SET')"
                : "r.rolsuper",
            knows ? STALE_COLLATION : "NULL",
            Quote.text(facts.role()),
            Quote.text(facts.schema()));
    return session.query(sql, VitalsReader::vitals).get(0);
  }

  private static Vitals vitals(ResultSet row) throws SQLException {
    return new Vitals(role(row), rights(row), schema(row), room(row), habits(row), writing(row));
  }

  private static Vitals.Role role(ResultSet row) throws SQLException {
    return new Vitals.Role(
        row.getString("role"),
        row.getString("login"),
        row.getBoolean("role_exists"),
        row.getBoolean("usable"),
        row.getBoolean("superuser"),
        row.getString("database_owner"),
        row.getBoolean("owns_database"));
  }

  private static Map<Right, Boolean> rights(ResultSet row) throws SQLException {
    Map<Right, Boolean> rights = new EnumMap<>(Right.class);
    for (Right right : Right.values()) {
      rights.put(right, row.getBoolean(right.name().toLowerCase(Locale.ROOT)));
    }
    return rights;
  }

  private static Vitals.Schema schema(ResultSet row) throws SQLException {
    return new Vitals.Schema(
        Optional.ofNullable(row.getString("schema_owner")),
        Optional.ofNullable(row.getString("store_owner")),
        row.getBoolean("store_usable"));
  }

  private static Vitals.Room room(ResultSet row) throws SQLException {
    return new Vitals.Room(
        row.getInt("max_connections"),
        row.getInt("reserved"),
        row.getInt("used_connections"),
        row.getInt("database_limit"),
        row.getInt("database_used"),
        row.getInt("role_limit"),
        row.getInt("role_used"),
        row.getInt("locks_per_transaction"),
        row.getInt("max_prepared"),
        row.getLong("tables"));
  }

  private static Vitals.Writing writing(ResultSet row) throws SQLException {
    return new Vitals.Writing(row.getBoolean("standby"), row.getString("read_only_from"));
  }

  private static Vitals.Habits habits(ResultSet row) throws SQLException {
    return new Vitals.Habits(
        row.getString("encoding"),
        row.getString("utf8_locale"),
        Optional.ofNullable(row.getString("collation_version")),
        row.getString("time_zone"),
        row.getBoolean("utc"),
        row.getBoolean("standard_strings"),
        row.getString("strings_from"),
        row.getTimestamp("now").toInstant());
  }
}
