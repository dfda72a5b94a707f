package io.github.saascore.postgres;

/**
 * What can be wrong inside a database and is found in its catalogs.
 *
 * <p>Each query returns rows of {@code name}, {@code detail}, {@code why} (or null), {@code
 * command} (what mends it, or null), {@code who} (which role can, where ours cannot), {@code
 * amount} and {@code schema} (the plain name of the one that it is in, or null); it looks at
 * everything outside the system schemas.
 */
public enum Symptom {
  /** An installed extension; amount 1 if another version is at hand. Detail: its version. */
  EXTENSION(
      """
      SELECT e.extname::text AS name, e.extversion AS detail, NULL AS why,
             CASE WHEN a.default_version <> e.extversion AND EXISTS (
                         SELECT FROM pg_extension_update_paths(e.extname) u
                          WHERE u.source = e.extversion AND u.target = a.default_version
                            AND u.path IS NOT NULL)
                  THEN format('ALTER EXTENSION %I UPDATE TO %L;', e.extname, a.default_version)
             END AS command,
             CASE WHEN NOT pg_has_role(e.extowner, 'USAGE')
                  THEN format('role %I', pg_get_userbyid(e.extowner)) END AS who,
             (a.default_version <> e.extversion)::int::bigint AS amount, NULL AS schema
        FROM pg_extension e LEFT JOIN pg_available_extensions a ON a.name = e.extname
       WHERE e.extname <> 'plpgsql' ORDER BY 1
      """),

  /** A transaction that has been open for a minute; amount: seconds. */
  LONG_TRANSACTION(
      """
      SELECT 'pid ' || a.pid AS name,
             concat_ws(', ', nullif(a.application_name, ''), 'role ' || a.usename, a.state) AS detail,
             NULL AS why,
             format('SELECT pg_terminate_backend(%s);', a.pid) AS command,
             CASE WHEN r.rolsuper AND NOT me.rolsuper THEN 'a superuser'
                  WHEN NOT pg_has_role(a.usesysid, 'USAGE')
                       AND NOT pg_has_role('pg_signal_backend', 'USAGE')
                  THEN format('role %I', a.usename) END AS who,
             extract(epoch FROM clock_timestamp() - a.xact_start)::bigint AS amount,
             NULL AS schema
        FROM pg_stat_activity a
        JOIN pg_roles r ON r.oid = a.usesysid
        JOIN pg_roles me ON me.rolname = current_user
       WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
         AND a.backend_type = 'client backend'
         AND a.xact_start < clock_timestamp() - interval '1 minute'
       ORDER BY a.xact_start
      """),

  /** Sessions on this database of which we see no more than that they are there; one row. */
  HIDDEN_SESSIONS(
      """
      SELECT '' AS name, '' AS detail, NULL AS why,
             format('GRANT pg_read_all_stats TO %I;', current_user) AS command,
             'a superuser' AS who, count(*) AS amount, NULL AS schema
        FROM pg_stat_activity a
       WHERE a.datname = current_database() AND a.query = '<insufficient privilege>'
      HAVING count(*) > 0
      """),

  /** A transaction that was prepared and is neither committed nor rolled back; amount: seconds. */
  PREPARED_TRANSACTION(
      """
      SELECT p.gid AS name, 'role ' || p.owner AS detail, NULL AS why,
             format('ROLLBACK PREPARED %L;', p.gid) AS command,
             CASE WHEN p.owner <> current_user AND NOT me.rolsuper
                  THEN format('role %I', p.owner) END AS who,
             extract(epoch FROM clock_timestamp() - p.prepared)::bigint AS amount, NULL AS schema
        FROM pg_prepared_xacts p JOIN pg_roles me ON me.rolname = current_user
       WHERE p.database = current_database() ORDER BY p.prepared
      """),

  /**
   * An index that no query uses; one that is being built now is left out. Detail: its table. What
   * makes a unique one again fails on duplicates, and leaves one more: they come first.
   */
  INVALID_INDEX(Resources.text("invalid_index.sql")),

  /**
   * An index of a partitioned table that is not valid, once for each partition that keeps it so.
   * Detail: its table.
   */
  PARTITIONED_INDEX(Resources.text("partitioned_index.sql")),

  /** A constraint that old rows were never checked against. Detail: its table or domain. */
  NOT_VALID(
      """
      SELECT quote_ident(k.conname) AS name, o.what AS detail, NULL AS why,
             format('ALTER %s %s VALIDATE CONSTRAINT %I;', o.kind, o.what, k.conname)
               || coalesce(' -- if refused, mend: SELECT * FROM ' || o.what || ' WHERE '
                           || o.wrong || ';', '') AS command,
             CASE WHEN NOT pg_has_role(o.owner, 'USAGE')
                  THEN format('role %I', pg_get_userbyid(o.owner)) END AS who,
             o.rows AS amount, n.nspname::text AS schema
        FROM pg_constraint k
        JOIN pg_namespace n ON n.oid = k.connamespace
       CROSS JOIN LATERAL (
               SELECT 'TABLE' AS kind, format('%I.%I', n.nspname, c.relname) AS what,
                      c.reltuples::bigint AS rows, c.relowner AS owner,
                      CASE k.contype
                        WHEN 'c' THEN format('NOT (%s)', pg_get_expr(k.conbin, k.conrelid, true))
                        WHEN 'n' THEN (SELECT format('%I IS NULL', a.attname)
                                         FROM pg_attribute a
                                        WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1])
                      END AS wrong
                 FROM pg_class c WHERE c.oid = k.conrelid
                UNION ALL
               SELECT 'DOMAIN', format('%I.%I', n.nspname, t.typname), 0, t.typowner, NULL
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
  SEQUENCE(Resources.text("sequence.sql")),

  /** How many sequences we may not read; one row. */
  HIDDEN_SEQUENCES(
      """
      SELECT '' AS name, '' AS detail, NULL AS why,
             format('GRANT SELECT ON ALL SEQUENCES IN SCHEMA %s TO %I;',
                    string_agg(DISTINCT quote_ident(n.nspname), ', '), current_user) AS command,
             'a superuser' AS who, count(*) AS amount, NULL AS schema
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'S' AND c.relpersistence = 'p'
         AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
         AND CASE WHEN c.relkind = 'S' THEN NOT has_sequence_privilege(c.oid, 'USAGE, SELECT') END
      HAVING count(*) > 0
      """),

  /**
   * A table in which another migration tool keeps its state. Detail: its schema. Its command is for
   * those who use that tool no more.
   */
  OTHER_TOOL(
      """
      SELECT c.relname::text AS name, n.nspname::text AS detail, NULL AS why,
             format('DROP TABLE %I.%I;', n.nspname, c.relname) AS command,
             CASE WHEN NOT pg_has_role(c.relowner, 'USAGE')
                  THEN format('role %I', pg_get_userbyid(c.relowner)) END AS who,
             greatest(c.reltuples, 0)::bigint AS amount, n.nspname::text AS schema
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
