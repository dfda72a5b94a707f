package io.github.saascore.postgres;

/**
 * What can be wrong inside a database and is found in its catalogs.
 *
 * <p>Each query returns rows of {@code name}, {@code detail}, {@code command} (what mends it, or
 * null) and {@code amount}; it looks at everything outside the system schemas.
 */
public enum Symptom {
  /** An installed extension; amount 1 if another version is at hand. Detail: its version. */
  EXTENSION(
      """
      SELECT e.extname::text AS name, e.extversion AS detail,
             CASE WHEN a.default_version <> e.extversion
                  THEN format('ALTER EXTENSION %I UPDATE TO %L;', e.extname, a.default_version)
             END AS command,
             (a.default_version <> e.extversion)::int::bigint AS amount
        FROM pg_extension e LEFT JOIN pg_available_extensions a ON a.name = e.extname
       WHERE e.extname <> 'plpgsql' ORDER BY 1
      """),

  /** A transaction that has been open for a minute; amount: seconds. */
  LONG_TRANSACTION(
      """
      SELECT 'pid ' || a.pid AS name,
             concat_ws(', ', nullif(a.application_name, ''), 'role ' || a.usename, a.state) AS detail,
             format('SELECT pg_terminate_backend(%s);', a.pid) AS command,
             extract(epoch FROM clock_timestamp() - a.xact_start)::bigint AS amount
        FROM pg_stat_activity a
       WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
         AND a.backend_type = 'client backend'
         AND a.xact_start < clock_timestamp() - interval '1 minute'
       ORDER BY a.xact_start
      """),

  /** Sessions on this database of which we see no more than that they are there; one row. */
  HIDDEN_SESSIONS(
      """
      SELECT '' AS name, '' AS detail,
             format('GRANT pg_read_all_stats TO %I;', current_user) AS command, count(*) AS amount
        FROM pg_stat_activity a
       WHERE a.datname = current_database() AND a.query = '<insufficient privilege>'
      HAVING count(*) > 0
      """),

  /** A transaction that was prepared and is neither committed nor rolled back; amount: seconds. */
  PREPARED_TRANSACTION(
      """
      SELECT p.gid AS name, 'role ' || p.owner AS detail,
             format('ROLLBACK PREPARED %L;', p.gid) AS command,
             extract(epoch FROM clock_timestamp() - p.prepared)::bigint AS amount
        FROM pg_prepared_xacts p WHERE p.database = current_database() ORDER BY p.prepared
      """),

  /** An index that no query uses; one that is being built now is left out. Detail: its table. */
  INVALID_INDEX(
      """
      SELECT format('%I.%I', n.nspname, c.relname) AS name,
             format('%I.%I', tn.nspname, t.relname)
               || CASE WHEN c.relkind = 'I' THEN ', indexes of partitions are not attached'
                       WHEN c.relname ~ '_cc(new|old)[0-9]*$' THEN ', left by REINDEX'
                       ELSE '' END
               || CASE WHEN has_schema_privilege(n.oid, 'USAGE') THEN ''
                       ELSE ' and to be dropped by a superuser' END AS detail,
             CASE WHEN c.relkind = 'I'
                  THEN format('ALTER INDEX %I.%I ATTACH PARTITION <index of the partition>;',
                              n.nspname, c.relname)
                  WHEN c.relname ~ '_cc(new|old)[0-9]*$'
                  THEN format('DROP INDEX CONCURRENTLY %I.%I;', n.nspname, c.relname)
                  ELSE format('REINDEX INDEX CONCURRENTLY %I.%I;', n.nspname, c.relname)
             END AS command,
             pg_relation_size(c.oid) AS amount
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class t ON t.oid = i.indrelid
        JOIN pg_namespace tn ON tn.oid = t.relnamespace
       WHERE NOT (i.indisvalid AND i.indisready AND i.indislive)
         AND n.nspname !~ '^pg_temp_'
         AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p
                          WHERE p.index_relid = i.indexrelid OR p.relid = i.indrelid)
       ORDER BY 1
      """),

  /** A constraint that old rows were never checked against. Detail: its table or domain. */
  NOT_VALID(
      """
      SELECT k.conname::text AS name, o.what AS detail,
             format('ALTER %s %s VALIDATE CONSTRAINT %I;', o.kind, o.what, k.conname) AS command,
             o.rows AS amount
        FROM pg_constraint k
        JOIN pg_namespace n ON n.oid = k.connamespace
       CROSS JOIN LATERAL (
               SELECT 'TABLE' AS kind, format('%I.%I', n.nspname, c.relname) AS what,
                      c.reltuples::bigint AS rows
                 FROM pg_class c WHERE c.oid = k.conrelid
                UNION ALL
               SELECT 'DOMAIN', format('%I.%I', n.nspname, t.typname), 0
                 FROM pg_type t WHERE t.oid = k.contypid) o
       WHERE NOT k.convalidated AND k.conparentid = 0
         AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
         AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       ORDER BY 2, 1
      """),

  /**
   * A sequence that has used more than 60 % of what it or its column can hold; amount: percent.
   * Detail: column and type.
   */
  SEQUENCE(
      """
      SELECT format('%I.%I', n.nspname, c.relname) AS name,
             CASE WHEN a.attname IS NULL THEN format_type(s.seqtypid, NULL)
                  ELSE format('%I.%I.%I %s', tn.nspname, t.relname, a.attname,
                              format_type(a.atttypid, NULL)) END AS detail,
             CASE WHEN a.atttypid IN ('int2'::regtype, 'int4'::regtype)
                  THEN format('ALTER TABLE %I.%I ALTER COLUMN %I TYPE bigint;',
                              tn.nspname, t.relname, a.attname)
                       || CASE WHEN d.deptype = 'a' AND s.seqtypid <> 'int8'::regtype
                               THEN format(' ALTER SEQUENCE %I.%I AS bigint;',
                                           n.nspname, c.relname) ELSE '' END
                  WHEN s.seqmax < 9223372036854775807
                  THEN format('ALTER SEQUENCE %I.%I AS bigint NO MAXVALUE;', n.nspname, c.relname)
             END AS command,
             floor(100.0 * v.last / m.top)::bigint AS amount
        FROM pg_sequence s
        JOIN pg_class c ON c.oid = s.seqrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
       CROSS JOIN LATERAL (
               SELECT CASE WHEN c.relpersistence = 'p' AND has_sequence_privilege(c.oid, 'SELECT')
                           THEN pg_sequence_last_value(c.oid) END AS last) v
        LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
              AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
              AND d.deptype IN ('a', 'i')
        LEFT JOIN pg_class t ON t.oid = d.refobjid
        LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
        LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
       CROSS JOIN LATERAL (
               SELECT least(s.seqmax, CASE a.atttypid WHEN 'int2'::regtype THEN 32767
                                                      WHEN 'int4'::regtype THEN 2147483647
                                                      ELSE s.seqmax END)::numeric AS top) m
       WHERE s.seqincrement > 0 AND NOT s.seqcycle AND m.top > 0 AND v.last > m.top * 0.6
       ORDER BY 4 DESC, 1
      """),

  /** How many sequences we may not read; one row. */
  HIDDEN_SEQUENCES(
      """
      SELECT '' AS name, '' AS detail,
             format('GRANT SELECT ON ALL SEQUENCES IN SCHEMA %I TO %I;', min(n.nspname), current_user)
               AS command,
             count(*) AS amount
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'S' AND c.relpersistence = 'p'
         AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
         AND CASE WHEN c.relkind = 'S' THEN NOT has_sequence_privilege(c.oid, 'SELECT') END
      HAVING count(*) > 0
      """),

  /** A table in which another migration tool keeps its state. Detail: its schema. */
  OTHER_TOOL(
      """
      SELECT c.relname::text AS name, n.nspname::text AS detail, NULL AS command,
             greatest(c.reltuples, 0)::bigint AS amount
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p')
         AND c.relname IN ('alembic_version', 'flyway_schema_history', 'databasechangelog',
                           '_prisma_migrations', 'django_migrations', 'goose_db_version',
                           'schema_migrations')
       ORDER BY 2, 1
      """);

  private final String sql;

  Symptom(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }
}
