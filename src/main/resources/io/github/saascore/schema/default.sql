select 2604 as class, ad.oid, 0 as sub,
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as container, quote_ident(a.attname) as name,
  1259 as p_class, c.oid as p_oid, case when c.relkind = 'v' then 0 else a.attnum end as p_sub,
  pg_get_expr(ad.adbin, ad.adrelid) as expression
from pg_attrdef ad
  join pg_attribute a on a.attrelid = ad.adrelid and a.attnum = ad.adnum
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
where ad.oid >= 16384 and a.attgenerated = '' and c.relpersistence <> 't' and {in_scope}
