-- An exclusion constraint cannot be made again concurrently. A partition's index that was not valid
-- keeps that of its parent invalid until it is attached once more. Of sessions of other roles the
-- progress shows no table, but everybody sees their locks.
SELECT x.name, x.on_table AS detail,
       CASE WHEN x.left_behind THEN 'left by REINDEX' ELSE 'no query uses it' END AS why,
       CASE WHEN x.left_behind THEN x.drop_it
            WHEN x.indisunique AND NOT x.indisexclusion
            THEN format('SELECT %s, count(*) FROM %s%s GROUP BY %s HAVING count(*) > 1;'
                        || ' -- mend these rows first, then: %s',
                        x.keys, x.on_table, ' WHERE ' || nullif(x.counted, ''), x.keys,
                        concat_ws(' or do without: ', x.again, x.drop_it))
            ELSE x.again || coalesce(' -- if refused, do without: ' || x.drop_it, '') END AS command,
       CASE WHEN pg_has_role(x.relowner, 'USAGE') AND has_schema_privilege(x.relnamespace, 'USAGE')
            THEN NULL
            WHEN has_schema_privilege(x.relowner, x.relnamespace, 'USAGE')
            THEN format('role %I', pg_get_userbyid(x.relowner))
            ELSE 'a superuser' END AS who,
       pg_relation_size(x.indexrelid) AS amount,
       x.nspname::text AS schema
  FROM (SELECT i.*, n.nspname, c.relowner, c.relnamespace, q.name, q.on_table, k.keys,
               concat_ws(' AND ', '(' || pg_get_expr(i.indpred, i.indrelid, true) || ')',
                         CASE WHEN NOT q.nulls_equal THEN k.filled END) AS counted,
               format('REINDEX INDEX %s%s;',
                      CASE WHEN i.indisexclusion THEN '' ELSE 'CONCURRENTLY ' END, q.name)
                 || coalesce(' ALTER INDEX ' || p.parent || ' ATTACH PARTITION ' || q.name || ';', '')
                 AS again,
               CASE WHEN p.parent IS NOT NULL THEN NULL
                    WHEN o.conname IS NOT NULL
                    THEN format('ALTER TABLE %s DROP CONSTRAINT %I;', q.on_table, o.conname)
                    ELSE format('DROP INDEX CONCURRENTLY %s;', q.name) END AS drop_it,
               c.relname ~ '_cc(new|old)[0-9]*$' AS left_behind
          FROM pg_index i
          JOIN pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
          JOIN pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_class t ON t.oid = i.indrelid
          JOIN pg_namespace tn ON tn.oid = t.relnamespace
         CROSS JOIN LATERAL (
                SELECT format('%I.%I', n.nspname, c.relname) AS name,
                       format('%I.%I', tn.nspname, t.relname) AS on_table,
                       coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
                         AS nulls_equal) q
         CROSS JOIN LATERAL (
                SELECT string_agg(e.key || coalesce(' COLLATE ' || quote_ident(ln.nspname) || '.'
                                                    || quote_ident(l.collname), ''),
                                  ', ' ORDER BY e.n) AS keys,
                       string_agg(e.key || ' IS NOT NULL', ' AND ' ORDER BY e.n) AS filled
                  FROM (SELECT g.n, pg_get_indexdef(i.indexrelid, g.n, true) AS key
                          FROM generate_series(1, i.indnkeyatts) g(n)) e
                  LEFT JOIN pg_collation l
                            ON l.oid = i.indcollation[e.n - 1] AND NOT l.collisdeterministic
                  LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace) k
          LEFT JOIN pg_constraint o ON o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x')
          LEFT JOIN LATERAL (
                SELECT format('%I.%I', pn.nspname, pc.relname) AS parent
                  FROM pg_inherits h
                  JOIN pg_class pc ON pc.oid = h.inhparent
                  JOIN pg_namespace pn ON pn.oid = pc.relnamespace
                 WHERE h.inhrelid = i.indexrelid) p ON true
         WHERE NOT (i.indisvalid AND i.indisready AND i.indislive)
           AND n.nspname !~ '^pg_temp_'
           AND NOT EXISTS (
                 SELECT FROM pg_stat_progress_create_index b
                  WHERE b.index_relid = i.indexrelid OR b.relid = i.indrelid
                     OR b.relid IS NULL AND EXISTS (
                          SELECT FROM pg_locks held
                           WHERE held.pid = b.pid AND held.relation = i.indrelid
                             AND held.mode = 'ShareUpdateExclusiveLock'
                             AND held.database = b.datid))) x
 ORDER BY 1
