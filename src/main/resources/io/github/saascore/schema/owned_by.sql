select 0 as class, c.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(c.relname) as name,
  1259 as p_class, c.oid as p_oid, 0 as p_sub,
  quote_ident(tn.nspname) || '.' || quote_ident(t.relname) || '.' || quote_ident(a.attname) as column,
  d.refobjid::text as target_oid, d.refobjsubid::text as target_sub
from pg_depend d
  join pg_class c on c.oid = d.objid and c.relkind = 'S'
  join pg_namespace n on n.oid = c.relnamespace
  join pg_class t on t.oid = d.refobjid
  join pg_namespace tn on tn.oid = t.relnamespace
  join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
where d.objid >= 16384 and d.classid = 1259 and d.refclassid = 1259 and d.deptype = 'a' and c.relpersistence <> 't' and {in_scope}
