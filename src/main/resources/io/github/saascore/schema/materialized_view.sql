select 1259 as class, c.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(c.relname) as name,
  rtrim(pg_get_viewdef(c.oid), ';') as definition,
  case when c.reloptions is not null then
    (select string_agg(o, chr(31) order by o) from unnest(c.reloptions) o) end as options,
  quote_ident(nullif(am.amname, 'heap')) as access_method,
  quote_ident(ts.spcname) as tablespace,
  c.relispopulated::text as "ref:populated"
from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_am am on am.oid = c.relam
  left join pg_tablespace ts on ts.oid = c.reltablespace
where c.oid >= 16384 and c.relkind = 'm' and {in_scope}
