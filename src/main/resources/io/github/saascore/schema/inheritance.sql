select 2611 as class, i.inhrelid as oid, i.inhseqno as sub,
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as container,
  quote_ident(pn.nspname) || '.' || quote_ident(p.relname) as name,
  1259 as p_class, c.oid as p_oid, 0 as p_sub,
  pg_get_expr(c.relpartbound, c.oid) as bound
from pg_inherits i
  join pg_class c on c.oid = i.inhrelid
  join pg_namespace n on n.oid = c.relnamespace
  join pg_class p on p.oid = i.inhparent
  join pg_namespace pn on pn.oid = p.relnamespace
where c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't' and {in_scope}
