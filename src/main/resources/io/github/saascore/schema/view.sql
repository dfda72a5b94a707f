select 1259 as class, c.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(c.relname) as name,
  rtrim(pg_get_viewdef(c.oid), ';') as definition,
  case when c.reloptions is not null then
    (select string_agg(o, chr(31) order by o) from unnest(c.reloptions) o) end as options,
  (select string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attcollation,
      chr(31) order by a.attnum)
    from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as "ref:columns"
from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
where c.oid >= 16384 and c.relkind = 'v' and c.relpersistence <> 't' and {in_scope}
