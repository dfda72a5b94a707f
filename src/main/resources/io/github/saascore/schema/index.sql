select 1259 as class, i.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(i.relname) as name,
  1259 as p_class, c.oid as p_oid, 0 as p_sub,
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as on_table,
  pg_get_indexdef(i.oid) as definition,
  case when not x.indisvalid and c.relkind <> 'p' then 'true' end as invalid,
  case when x.indisclustered then 'true' end as clustered,
  case when x.indisreplident then 'true' end as replica_identity,
  quote_ident(ts.spcname) as tablespace,
  (select string_agg(a.attnum || ' ' || a.attstattarget, chr(31) order by a.attnum) from pg_attribute a
    where a.attrelid = i.oid and a.attstattarget >= 0) as statistics,
  quote_ident(pn.nspname) || '.' || quote_ident(pi.relname) as attached_index
from pg_index x
  join pg_class i on i.oid = x.indexrelid
  join pg_class c on c.oid = x.indrelid
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_tablespace ts on ts.oid = i.reltablespace
  left join pg_inherits inh on inh.inhrelid = i.oid
  left join pg_class pi on pi.oid = inh.inhparent
  left join pg_namespace pn on pn.oid = pi.relnamespace
where i.oid >= 16384 and c.relkind in ('r', 'p', 'm') and c.relpersistence <> 't' and {in_scope}
  and not exists (select from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u', 'x'))
