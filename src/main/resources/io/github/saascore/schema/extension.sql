-- The version is read but never compared: what "create extension" gives differs between servers.
select 3079 as class, e.oid, 0 as sub, '' as container, quote_ident(e.extname) as name,
  quote_ident(n.nspname) as schema, e.extrelocatable::text as relocatable
from pg_extension e
  join pg_namespace n on n.oid = e.extnamespace
where e.extname <> 'plpgsql'
