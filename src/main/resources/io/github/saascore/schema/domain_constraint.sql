select 2606 as class, k.oid, 0 as sub,
  quote_ident(n.nspname) || '.' || quote_ident(t.typname) as container, quote_ident(k.conname) as name,
  1247 as p_class, t.oid as p_oid, 0 as p_sub,
  pg_get_constraintdef(k.oid) as definition
from pg_constraint k
  join pg_type t on t.oid = k.contypid
  join pg_namespace n on n.oid = t.typnamespace
where k.contype = 'c' and {in_scope}
