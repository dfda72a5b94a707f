-- Copies of a foreign key that the server keeps for the partitions of the *referenced* table are internal.
select 2606 as class, k.oid, 0 as sub,
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as container, quote_ident(k.conname) as name,
  1259 as p_class, c.oid as p_oid, 0 as p_sub,
  case k.contype when 'c' then 'check' when 'p' then 'primary key' when 'u' then 'unique' when 'f' then 'foreign key'
    else 'exclude' end as form,
  pg_get_constraintdef(k.oid) as definition,
  case when k.contype in ('c', 'f') and k.coninhcount > 0 and not k.conislocal then 'inherited'
       when k.contype in ('c', 'f') and k.coninhcount > 0 then 'merged' end as "ref:inheritance",
  case when k.contype = 'f' then quote_ident(pk.conname) end as "ref:inherited_from",
  case when k.contype in ('p', 'u', 'x') then
    (select quote_ident(ppn.nspname) || '.' || quote_ident(ppc.relname) || '.' || quote_ident(pk.conname)
      from pg_class ppc join pg_namespace ppn on ppn.oid = ppc.relnamespace where ppc.oid = pk.conrelid) end as attached_to,
  (select quote_ident(ppn.nspname) || '.' || quote_ident(ppi.relname)
    from pg_inherits h join pg_class ppi on ppi.oid = h.inhparent join pg_namespace ppn on ppn.oid = ppi.relnamespace
    where h.inhrelid = x.indexrelid) as attached_index,
  case when x.indisclustered then 'true' end as clustered,
  case when x.indisreplident then 'true' end as replica_identity,
  case when ic.reloptions is not null then
    (select string_agg(o, chr(31) order by o) from unnest(ic.reloptions) o) end as options,
  quote_ident(ts.spcname) as tablespace
from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_constraint pk on pk.oid = k.conparentid
  left join pg_index x on x.indexrelid = k.conindid and k.contype in ('p', 'u', 'x')
  left join pg_class ic on ic.oid = x.indexrelid
  left join pg_tablespace ts on ts.oid = ic.reltablespace
where k.oid >= 16384 and k.contype in ('c', 'p', 'u', 'f', 'x') and c.relpersistence <> 't' and {in_scope}
  and (k.contype <> 'f' or k.conparentid = 0 or pk.conrelid <> k.conrelid)
