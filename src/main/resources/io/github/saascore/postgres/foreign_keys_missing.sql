SELECT format('FROM %s %s c WHERE %s AND NOT EXISTS (SELECT FROM %s %s p WHERE %s)',
              CASE c.relkind WHEN 'p' THEN '' ELSE 'ONLY' END, c.oid::regclass,
              CASE k.confmatchtype
                WHEN 'f' THEN 'NOT (' || string_agg(format('c.%I IS NULL', ca.attname), ' AND ') || ')'
                ELSE string_agg(format('c.%I IS NOT NULL', ca.attname), ' AND ') END,
              CASE p.relkind WHEN 'p' THEN '' ELSE 'ONLY' END, p.oid::regclass,
              string_agg(format('p.%I OPERATOR(%s.%s) c.%I', pa.attname,
                                o.oprnamespace::regnamespace, o.oprname, ca.attname), ' AND ')),
       'concat_ws('', '', ' || string_agg(format('left(c.%I::text, 60)', ca.attname), ', ' ORDER BY u.n) || ')'
  INTO missing, key_text
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_class p ON p.oid = k.confrelid
 CROSS JOIN unnest(k.conkey, k.confkey, k.conpfeqop) WITH ORDINALITY u (num, refnum, op, n)
  JOIN pg_attribute ca ON ca.attrelid = k.conrelid AND ca.attnum = u.num
  JOIN pg_attribute pa ON pa.attrelid = k.confrelid AND pa.attnum = u.refnum
  JOIN pg_operator o ON o.oid = u.op
 WHERE k.oid = constraint_id
 GROUP BY k.oid, c.oid, p.oid, c.relkind, p.relkind, k.confmatchtype;
