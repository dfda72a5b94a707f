package io.github.saascore.postgres;

/**
 * The catalog queries of a drop; each takes the schemas' names as its only parameters.
 *
 * <p>They go by oid on {@code pg_catalog}: the views of {@code information_schema} are slower by
 * hundreds of times in databases with many schemas.
 */
final class DropQueries {
  private DropQueries() {}

  static final String CONTEXT =
      """
      SELECT pg_catalog.current_database(),
             current_user,
             pg_catalog.current_setting('max_locks_per_transaction')::bigint
               * (pg_catalog.current_setting('max_connections')::bigint
                  + pg_catalog.current_setting('max_prepared_transactions')::bigint),
             (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(nspname), ', ' ORDER BY nspname)
                FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
             (SELECT pg_catalog.array_agg(w.name)
                FROM pg_catalog.unnest(?::text[]) AS w (name)
               WHERE NOT EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = w.name))
      """;

  /**
   * Relations. A partition comes before the table it belongs to, so that a table with thousands of
   * partitions goes in several transactions. Each direct dependent costs about two locks and the
   * table itself four (measured on PostgreSQL 15, bare tables to tables with foreign keys).
   */
  static final String RELATIONS =
      """
      WITH RECURSIVE rel AS MATERIALIZED (
        SELECT c.oid, c.relname, c.relkind, c.relowner, c.reltuples, c.relpages, c.reltoastrelid,
               n.nspname, n.nspowner
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = ANY (?::text[])
           AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
           AND NOT EXISTS (
             SELECT FROM pg_depend e
              WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.objsubid = 0
                AND (e.deptype = 'e' OR c.relkind = 'S' AND e.deptype IN ('a', 'i')))
      ), tree (oid, top, depth) AS (
        SELECT r.oid, r.oid, 0 FROM rel r
         WHERE r.oid IN (SELECT inhparent FROM pg_inherits)
           AND r.oid NOT IN (SELECT inhrelid FROM pg_inherits)
        UNION ALL
        SELECT i.inhrelid, t.top, t.depth + 1 FROM tree t JOIN pg_inherits i ON i.inhparent = t.oid
      ), place AS (
        SELECT oid, min(top) AS top, max(depth) AS depth FROM tree GROUP BY oid
      ), dependents AS (
        SELECT d.refobjid, count(*) AS n FROM pg_depend d
         WHERE d.refclassid = 'pg_class'::regclass GROUP BY d.refobjid
      ), indexes AS (
        SELECT x.indrelid, sum(c.relpages::bigint) AS pages
          FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
         WHERE c.relpages > 0 GROUP BY x.indrelid
      )
      SELECT CASE r.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW'
                            WHEN 'f' THEN 'FOREIGN_TABLE' WHEN 'S' THEN 'SEQUENCE'
                            ELSE 'TABLE' END AS kind,
             'pg_class'::regclass::oid::bigint AS classid,
             r.oid::bigint AS oid,
             r.nspname AS schema,
             pg_catalog.format('%I.%I', r.nspname, r.relname) AS identity,
             o.rolname AS owner,
             o.rolsuper AS super,
             pg_catalog.pg_has_role(r.relowner, 'USAGE')
               OR pg_catalog.pg_has_role(r.nspowner, 'USAGE') AS may,
             pg_catalog.pg_has_role(r.relowner, 'MEMBER') AS member,
             CASE WHEN r.relkind IN ('v', 'S', 'f', 'p') THEN 0 ELSE r.reltuples::bigint END AS rows,
             CASE WHEN r.relkind IN ('r', 'm')
                  THEN coalesce(pg_catalog.pg_relation_size(r.oid), 0)
                     + (coalesce(x.pages, 0) + coalesce(t.relpages, 0))
                       * pg_catalog.current_setting('block_size')::bigint
                  ELSE 0 END AS bytes,
             4 + 2 * coalesce(d.n, 0) AS locks,
             r.relkind IN ('r', 'p')
               AND pg_catalog.has_table_privilege(r.oid, 'UPDATE, DELETE, TRUNCATE') AS lockable,
             r.relkind = 'r' AND r.relname = ANY (${own}) AS own
        FROM rel r
        JOIN pg_roles o ON o.oid = r.relowner
        LEFT JOIN place p ON p.oid = r.oid
        LEFT JOIN dependents d ON d.refobjid = r.oid
        LEFT JOIN indexes x ON x.indrelid = r.oid
        LEFT JOIN pg_class t ON t.oid = r.reltoastrelid
       ORDER BY coalesce(p.top, r.oid), p.depth DESC, r.oid
      """
          .replace("${own}", Quote.array(StoreSql.TABLES));

  /**
   * Everything else that lives in a schema: it has a dependency on the schema, and none that makes
   * it a part of something else. Statistics and operator classes stand for themselves: they may
   * live in another schema than what they are part of. Owners come from {@code pg_shdepend}, which
   * leaves out the bootstrap superuser (oid 10).
   */
  static final String OTHERS =
      """
      SELECT o.type AS kind,
             d.classid::bigint AS classid,
             d.objid::bigint AS oid,
             n.nspname AS schema,
             CASE WHEN p.prokind = 'p' THEN pg_catalog.format('%I.%I(%s)', n.nspname, p.proname,
                    (SELECT pg_catalog.string_agg('IN ' || a.identity, ', ' ORDER BY t.i)
                       FROM pg_catalog.unnest(p.proargtypes::oid[]) WITH ORDINALITY AS t (oid, i),
                            pg_catalog.pg_identify_object('pg_type'::regclass, t.oid, 0) a))
                  ELSE o.identity END AS identity,
             r.rolname AS owner,
             r.rolsuper AS super,
             pg_catalog.pg_has_role(r.oid, 'USAGE')
               OR pg_catalog.pg_has_role(n.nspowner, 'USAGE') AS may,
             pg_catalog.pg_has_role(r.oid, 'MEMBER') AS member,
             0::bigint AS rows, 0::bigint AS bytes, 8 AS locks, false AS lockable, false AS own
        FROM pg_namespace n
        JOIN pg_depend d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = n.oid
       CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) o
        LEFT JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
        LEFT JOIN pg_shdepend s ON s.dbid = (SELECT oid FROM pg_database
                                              WHERE datname = pg_catalog.current_database())
         AND s.classid = d.classid AND s.objid = d.objid AND s.objsubid = 0 AND s.deptype = 'o'
        JOIN pg_roles r ON r.oid = coalesce(s.refobjid, 10)
       WHERE n.nspname = ANY (?::text[])
         AND d.deptype = 'n'
         AND d.classid NOT IN ('pg_class'::regclass, 'pg_extension'::regclass,
                               'pg_default_acl'::regclass)
         AND o.type NOT LIKE 'publication%'
         AND NOT EXISTS (
           SELECT FROM pg_depend e
            WHERE e.classid = d.classid AND e.objid = d.objid AND e.objsubid = 0
              AND (e.deptype IN ('e', 'i', 'P', 'S')
                   OR e.deptype = 'a' AND d.classid NOT IN ('pg_statistic_ext'::regclass,
                                                            'pg_opclass'::regclass)))
       ORDER BY d.objid
      """;

  /**
   * What lives in the database as a whole. {@code belongs}: it serves objects of the schemas and
   * nothing else.
   */
  static final String DATABASE_WIDE =
      """
      WITH target AS (SELECT oid FROM pg_namespace WHERE nspname = ANY (?::text[])),
      found AS (
        SELECT 'PUBLICATION' AS kind, 'pg_publication'::regclass::oid AS classid, p.oid,
               pg_catalog.quote_ident(p.pubname) AS identity, p.pubowner AS owner,
               NOT p.puballtables AND EXISTS (
                 SELECT FROM pg_publication_rel r WHERE r.prpubid = p.oid)
               AND (SELECT count(*) FROM pg_depend d
                     WHERE d.refclassid = 'pg_publication'::regclass AND d.refobjid = p.oid)
                 = (SELECT count(*) FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid
                     WHERE r.prpubid = p.oid AND c.relnamespace IN (SELECT oid FROM target))
                 AS belongs
          FROM pg_publication p
        UNION ALL
        SELECT 'EVENT_TRIGGER', 'pg_event_trigger'::regclass, t.oid,
               pg_catalog.quote_ident(t.evtname), t.evtowner,
               f.pronamespace IN (SELECT oid FROM target)
          FROM pg_event_trigger t JOIN pg_proc f ON f.oid = t.evtfoid
        UNION ALL
        SELECT 'SERVER', 'pg_foreign_server'::regclass, s.oid,
               pg_catalog.quote_ident(s.srvname), s.srvowner,
               coalesce((SELECT bool_and(c.relnamespace IN (SELECT oid FROM target))
                  FROM pg_foreign_table t JOIN pg_class c ON c.oid = t.ftrelid
                 WHERE t.ftserver = s.oid), false)
          FROM pg_foreign_server s
        UNION ALL
        SELECT 'FOREIGN_DATA_WRAPPER', 'pg_foreign_data_wrapper'::regclass, w.oid,
               pg_catalog.quote_ident(w.fdwname), w.fdwowner, false
          FROM pg_foreign_data_wrapper w
        UNION ALL
        SELECT 'LARGE_OBJECT', 'pg_largeobject'::regclass, l.oid, l.oid::text, l.lomowner, false
          FROM pg_largeobject_metadata l
        UNION ALL
        SELECT 'SUBSCRIPTION', 'pg_subscription'::regclass, s.oid,
               pg_catalog.quote_ident(s.subname), s.subowner, false
          FROM pg_subscription s JOIN pg_database b ON b.oid = s.subdbid
         WHERE b.datname = pg_catalog.current_database()
        UNION ALL
        SELECT 'EXTENSION', 'pg_extension'::regclass, e.oid,
               pg_catalog.quote_ident(e.extname), e.extowner, true
          FROM pg_extension e WHERE e.extnamespace IN (SELECT oid FROM target)
        UNION ALL
        SELECT 'DEFAULT_PRIVILEGES', 'pg_default_acl'::regclass, a.oid,
               pg_catalog.format('FOR ROLE %I IN SCHEMA %I REVOKE ALL ON %s FROM %s',
                 pg_catalog.pg_get_userbyid(a.defaclrole), n.nspname,
                 CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
                                      WHEN 'f' THEN 'ROUTINES' ELSE 'TYPES' END,
                 coalesce(pg_catalog.quote_ident(g.rolname), 'PUBLIC')),
               a.defaclrole, true
          FROM pg_default_acl a
          JOIN pg_namespace n ON n.oid = a.defaclnamespace AND n.oid IN (SELECT oid FROM target)
         CROSS JOIN LATERAL (SELECT DISTINCT grantee FROM pg_catalog.aclexplode(a.defaclacl)) x
          LEFT JOIN pg_roles g ON g.oid = x.grantee
        UNION ALL
        SELECT 'SCHEMA', 'pg_namespace'::regclass, n.oid,
               pg_catalog.quote_ident(n.nspname), n.nspowner, true
          FROM pg_namespace n WHERE n.oid IN (SELECT oid FROM target)
      )
      SELECT f.kind, f.classid::bigint AS classid, f.oid::bigint AS oid, NULL AS schema, f.identity,
             r.rolname AS owner, r.rolsuper AS super,
             pg_catalog.pg_has_role(f.owner, 'USAGE') AS may,
             pg_catalog.pg_has_role(f.owner, 'MEMBER') AS member,
             0::bigint AS rows, 0::bigint AS bytes, 8 AS locks, false AS lockable, false AS own,
             f.belongs, r.rolname = current_user AS mine
        FROM found f
        JOIN pg_roles r ON r.oid = f.owner
       WHERE f.belongs OR r.rolname = current_user
       ORDER BY f.kind, f.oid
      """;

  /** Other schemas in which the role owns something. */
  static final String ELSEWHERE =
      """
      SELECT n.nspname
        FROM pg_namespace n
        JOIN pg_roles me ON me.rolname = current_user
       WHERE n.nspname <> ALL (?::text[])
         AND n.nspname !~ '^pg_'
         AND n.nspname <> 'information_schema'
         AND (EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid
                         AND c.relowner = me.oid)
              OR EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = n.oid
                            AND p.proowner = me.oid)
              OR EXISTS (SELECT FROM pg_type t WHERE t.typnamespace = n.oid
                            AND t.typowner = me.oid))
       ORDER BY n.nspname
      """;
}
