-- The limit that comes first is lifted: the column's, or the sequence's own. The server changes no
-- type of a column that is in the key of its partitions, or that these kinds of objects use. A
-- standby has nothing of what is unlogged.
SELECT format('%I.%I', n.nspname, c.relname) AS name,
       CASE WHEN a.attname IS NULL THEN format_type(s.seqtypid, NULL)
            ELSE format('%I.%I.%I %s', tn.nspname, t.relname, a.attname,
                        format_type(a.atttypid, NULL)) END AS detail,
       NULL AS why,
       nullif(concat_ws(' ',
         CASE WHEN m.top = m.column_top
              THEN format('ALTER TABLE %I.%I ALTER COLUMN %I TYPE bigint;',
                          tn.nspname, t.relname, a.attname) END,
         CASE WHEN s.seqmax < 9223372036854775807
                   AND (d.deptype IS DISTINCT FROM 'i' OR m.top < m.column_top)
              THEN format('ALTER SEQUENCE %I.%I %sNO MAXVALUE;', n.nspname, c.relname,
                          CASE WHEN d.deptype IS DISTINCT FROM 'i'
                               THEN 'AS bigint ' ELSE '' END) END,
         CASE WHEN m.top = m.column_top AND o.in_key
              THEN '-- refused, it is in the partition key: copy the rows into a new table'
              WHEN m.top = m.column_top
              THEN '-- first drop, later make again: ' || o.users END), '') AS command,
       CASE WHEN NOT pg_has_role(c.relowner, 'USAGE')
            THEN format('role %I', pg_get_userbyid(c.relowner)) END AS who,
       floor(100.0 * v.last / m.top)::bigint AS amount, n.nspname::text AS schema
  FROM pg_sequence s
  JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL (
         SELECT CASE WHEN (c.relpersistence = 'p'
                           OR c.relpersistence = 'u' AND NOT pg_is_in_recovery())
                          AND has_sequence_privilege(c.oid, 'USAGE, SELECT')
                     THEN pg_sequence_last_value(c.oid) END AS last) v
  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
        AND d.deptype IN ('a', 'i')
  LEFT JOIN pg_class t ON t.oid = d.refobjid
  LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
  LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
 CROSS JOIN LATERAL (
         SELECT w.column_top, least(s.seqmax, w.column_top)::numeric AS top
           FROM (SELECT CASE a.atttypid WHEN 'int2'::regtype THEN 32767
                                        WHEN 'int4'::regtype THEN 2147483647
                        END::bigint AS column_top) w) m
 CROSS JOIN LATERAL (
         SELECT EXISTS (SELECT FROM pg_partitioned_table k
                         WHERE k.partrelid = t.oid AND a.attnum = ANY (k.partattrs::int2[])) AS in_key,
                string_agg(DISTINCT CASE WHEN w.oid IS NULL
                                         THEN pg_describe_object(u.classid, u.objid, 0)
                                         ELSE pg_describe_object('pg_class'::regclass, w.ev_class, 0)
                                    END, ', ') AS users
           FROM pg_depend u
           LEFT JOIN pg_rewrite w ON u.classid = 'pg_rewrite'::regclass AND w.oid = u.objid
           LEFT JOIN pg_attrdef f ON u.classid = 'pg_attrdef'::regclass AND f.oid = u.objid
          WHERE u.refclassid = 'pg_class'::regclass AND u.refobjid = t.oid AND u.refobjsubid = a.attnum
            AND (u.classid IN ('pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_trigger'::regclass,
                               'pg_proc'::regclass, 'pg_publication_rel'::regclass)
                 OR f.adnum <> a.attnum)) o
 WHERE s.seqincrement > 0 AND NOT s.seqcycle AND m.top > 0 AND v.last > m.top * 0.6
 ORDER BY 6 DESC, 1
