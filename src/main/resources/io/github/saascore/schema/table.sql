select 1259 as class, c.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(c.relname) as name,
  case c.relkind when 'r' then 'plain' when 'p' then 'partitioned' else 'foreign' end as form,
  case c.relpersistence when 'u' then 'unlogged' else 'logged' end as persistence,
  pg_get_partkeydef(c.oid) as partition_key,
  case when c.reloptions is not null then
    (select string_agg(o, chr(31) order by o) from unnest(c.reloptions) o) end as options,
  case when t.reloptions is not null then
    (select string_agg('toast.' || o, chr(31) order by o) from unnest(t.reloptions) o) end as toast_options,
  quote_ident(nullif(am.amname, 'heap')) as access_method,
  quote_ident(ts.spcname) as tablespace,
  case when c.relkind = 'f' then null else case c.relreplident when 'f' then 'full' when 'n' then 'nothing' when 'i' then 'index' end end as replica_identity,
  nullif(c.relrowsecurity, false)::text as row_security,
  nullif(c.relforcerowsecurity, false)::text as force_row_security,
  case when c.reloftype <> 0 then format_type(c.reloftype, null) end as of_type,
  quote_ident(fs.srvname) as server,
  case when ft.ftoptions is not null then
    (select string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), chr(31) order by o.option_name)
    from pg_options_to_table(ft.ftoptions) o) end as foreign_options
from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_class t on t.oid = c.reltoastrelid
  left join pg_am am on am.oid = c.relam
  left join pg_tablespace ts on ts.oid = c.reltablespace
  left join pg_foreign_table ft on ft.ftrelid = c.oid
  left join pg_foreign_server fs on fs.oid = ft.ftserver
where c.oid >= 16384 and c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't' and {in_scope}
