select 2618 as class, r.oid, 0 as sub,
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as container, quote_ident(r.rulename) as name,
  1259 as p_class, c.oid as p_oid, 0 as p_sub,
  rtrim(pg_get_ruledef(r.oid), ';') as definition,
  case r.ev_enabled when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA' when 'A' then 'ENABLE ALWAYS' end as enabled
from pg_rewrite r
  join pg_class c on c.oid = r.ev_class
  join pg_namespace n on n.oid = c.relnamespace
where r.oid >= 16384 and r.rulename <> '_RETURN' and c.relpersistence <> 't' and {in_scope}
