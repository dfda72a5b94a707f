-- REINDEX makes an index of a partitioned table not valid: an index of each partition has to be
-- attached, and valid. Attaching one again makes the server look once more. A partition that is
-- partitioned itself gets an index without its own partitions', which then stands here too.
SELECT x.name, x.on_table AS detail, x.why, x.command,
       CASE WHEN NOT pg_has_role(x.relowner, 'USAGE')
            THEN format('role %I', pg_get_userbyid(x.relowner)) END AS who,
       0::bigint AS amount, x.nspname::text AS schema
  FROM (SELECT q.name, q.on_table, n.nspname, c.relowner,
               CASE WHEN h.inhrelid IS NULL THEN 'it was made for no partition'
                    WHEN a.indexrelid IS NULL THEN format('partition %s has no index of it', q.part)
                    ELSE 'the indexes of all partitions are' END AS why,
               CASE WHEN h.inhrelid IS NULL
                    THEN format('DROP INDEX %s; %s;', q.name, pg_get_indexdef(i.indexrelid))
                    ELSE concat_ws(' ',
                           CASE WHEN coalesce(a.indexrelid, e.indexrelid) IS NOT NULL THEN NULL
                                WHEN o.oid IS NOT NULL
                                THEN format('ALTER TABLE %s ADD CONSTRAINT %I %s;', q.part, q.made,
                                            pg_get_constraintdef(o.oid))
                                ELSE format('CREATE %sINDEX %s%I ON %s%s %s;', q.is_unique,
                                            CASE p.relkind WHEN 'p' THEN '' ELSE 'CONCURRENTLY ' END,
                                            q.made,
                                            CASE p.relkind WHEN 'p' THEN 'ONLY ' ELSE '' END,
                                            q.part, q.definition) END,
                           format('ALTER INDEX %s ATTACH PARTITION %s;', q.name,
                                  coalesce(a.name, e.name, quote_ident(pn.nspname) || '.' || quote_ident(q.made)))) END
                 AS command,
               row_number() OVER (PARTITION BY i.indexrelid, a.indexrelid IS NULL) AS nth,
               a.indexrelid IS NULL AS lacking,
               bool_or(h.inhrelid IS NOT NULL AND NOT coalesce(a.indisvalid, false))
                 OVER (PARTITION BY i.indexrelid) AS waiting
          FROM pg_index i
          JOIN pg_class c ON c.oid = i.indexrelid AND c.relkind = 'I'
          JOIN pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_class t ON t.oid = i.indrelid
          JOIN pg_namespace tn ON tn.oid = t.relnamespace
          LEFT JOIN pg_constraint o ON o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x')
          LEFT JOIN pg_inherits h ON h.inhparent = i.indrelid
          LEFT JOIN pg_class p ON p.oid = h.inhrelid
          LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace
         CROSS JOIN LATERAL (
                SELECT format('%I.%I', n.nspname, c.relname) AS name,
                       format('%I.%I', tn.nspname, t.relname) AS on_table,
                       quote_ident(pn.nspname) || '.' || quote_ident(p.relname) AS part,
                       left(p.relname, 25) || '_' || left(c.relname, 25)
                         || CASE WHEN EXISTS (
                                   SELECT FROM pg_class z
                                    WHERE z.relnamespace = p.relnamespace
                                      AND z.relname = left(p.relname, 25) || '_' || left(c.relname, 25))
                                 THEN '_' || c.oid ELSE '' END AS made,
                       CASE WHEN i.indisunique AND NOT i.indisexclusion THEN 'UNIQUE ' ELSE '' END
                         AS is_unique,
                       -- what stands behind the table, with its options and its predicate
                       substr(d.def, length(format('CREATE %sINDEX %I ON ONLY %I.%I ',
                                CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END, c.relname,
                                tn.nspname, t.relname)) + 1) AS definition
                  FROM (SELECT pg_get_indexdef(i.indexrelid) AS def) d) q
          LEFT JOIN LATERAL (
                SELECT f.indexrelid, f.indisvalid, format('%I.%I', fn.nspname, fc.relname) AS name
                  FROM pg_index f
                  JOIN pg_inherits fh ON fh.inhrelid = f.indexrelid AND fh.inhparent = i.indexrelid
                  JOIN pg_class fc ON fc.oid = f.indexrelid
                  JOIN pg_namespace fn ON fn.oid = fc.relnamespace
                 WHERE f.indrelid = p.oid) a ON true
          LEFT JOIN LATERAL (
                SELECT f.indexrelid, format('%I.%I', fn.nspname, fc.relname) AS name
                  FROM pg_index f
                  JOIN pg_class fc ON fc.oid = f.indexrelid AND NOT fc.relispartition
                  JOIN pg_namespace fn ON fn.oid = fc.relnamespace
                 WHERE f.indrelid = p.oid AND f.indisunique = i.indisunique
                   AND pg_get_indexdef(f.indexrelid) LIKE '%' || replace(q.definition, '\', '\\')
                   AND CASE WHEN o.oid IS NOT NULL THEN EXISTS (
                              SELECT FROM pg_constraint fo
                               WHERE fo.conindid = f.indexrelid AND fo.contype = o.contype)
                            ELSE true END
                 ORDER BY f.indisvalid DESC LIMIT 1) e ON true
         WHERE NOT i.indisvalid AND n.nspname !~ '^pg_temp_'
           AND p.relkind IS DISTINCT FROM 'f' AND (p.oid IS NOT NULL OR o.oid IS NULL)) x
 WHERE x.lacking OR x.nth = 1 AND NOT x.waiting
 ORDER BY 1, 3
