select 6106 as class, r.oid, 0 as sub, quote_ident(p.pubname) as container,
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name,
  6104 as p_class, p.oid as p_oid, 0 as p_sub,
  pg_get_expr(r.prqual, r.prrelid) as filter,
  (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
    where a.attrelid = r.prrelid and a.attnum = any (r.prattrs)) as columns
from pg_publication_rel r
  join pg_publication p on p.oid = r.prpubid
  join pg_class c on c.oid = r.prrelid
  join pg_namespace n on n.oid = c.relnamespace
where {in_scope}
