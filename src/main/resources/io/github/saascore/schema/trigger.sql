-- Copies on partitions are the server's own.
select 2620 as class, t.oid, 0 as sub,
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as container, quote_ident(t.tgname) as name,
  1259 as p_class, c.oid as p_oid, 0 as p_sub,
  pg_get_triggerdef(t.oid) as definition,
  case t.tgenabled when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA' when 'A' then 'ENABLE ALWAYS' end as enabled
from pg_trigger t
  join pg_class c on c.oid = t.tgrelid
  join pg_namespace n on n.oid = c.relnamespace
where t.oid >= 16384 and not t.tgisinternal and t.tgparentid = 0 and c.relpersistence <> 't' and {in_scope}
