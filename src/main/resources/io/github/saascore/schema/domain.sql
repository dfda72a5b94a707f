select 1247 as class, t.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(t.typname) as name,
  format_type(t.typbasetype, t.typtypmod) as type,
  case when t.typcollation <> b.typcollation then quote_ident(cn.nspname) || '.' || quote_ident(co.collname) end as collation,
  nullif(t.typnotnull, false)::text as not_null,
  t.typdefault as default
from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  join pg_type b on b.oid = t.typbasetype
  left join pg_collation co on co.oid = t.typcollation
  left join pg_namespace cn on cn.oid = co.collnamespace
where t.oid >= 16384 and t.typtype = 'd' and {in_scope}
