select 1247 as class, t.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(t.typname) as name,
  (select string_agg(e.enumlabel, chr(31) order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels
from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
where t.oid >= 16384 and t.typtype = 'e' and {in_scope}
