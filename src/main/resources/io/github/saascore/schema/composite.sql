select 1247 as class, t.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(t.typname) as name,
  (select string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attcollation <> ty.typcollation
           then ' COLLATE ' || quote_ident(cn.nspname) || '.' || quote_ident(co.collname) else '' end,
      chr(31) order by a.attnum)
    from pg_attribute a
      join pg_type ty on ty.oid = a.atttypid
      left join pg_collation co on co.oid = a.attcollation
      left join pg_namespace cn on cn.oid = co.collnamespace
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as attributes,
  case when exists (select from pg_class o where o.reloftype = t.oid) then 'true' end as "ref:typed_tables"
from pg_type t
  join pg_class c on c.oid = t.typrelid and c.relkind = 'c'
  join pg_namespace n on n.oid = t.typnamespace
where t.oid >= 16384 and t.typtype = 'c' and {in_scope}
