-- attoptions also carries attpg_ver-like numbers of some minor versions: only the documented ones are read.
select 1259 as class, c.oid, a.attnum as sub,
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as container, quote_ident(a.attname) as name,
  1259 as p_class, c.oid as p_oid, 0 as p_sub,
  format_type(a.atttypid, a.atttypmod) as type,
  nullif(a.attnotnull, false)::text as not_null,
  case when nn.conname !~ '_not_null\d*$' and nn.conislocal then quote_ident(nn.conname) end as not_null_name, -- [18+]
  quote_ident(nn.conname) as "ref:not_null_name", -- [18+]
  nullif(nn.conislocal, false)::text as "ref:not_null_own", -- [18+]
  case when nn.connoinherit then 'true' end as not_null_no_inherit, -- [18+]
  case when not nn.convalidated then 'true' end as not_null_not_valid, -- [18+]
  case a.attidentity when 'a' then 'always' when 'd' then 'by default' end as identity,
  case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end as generated,
  case when a.attgenerated <> '' then pg_get_expr(ad.adbin, ad.adrelid) end as expression,
  case when a.attcollation <> ty.typcollation then quote_ident(cn.nspname) || '.' || quote_ident(co.collname) end as collation,
  case when a.attstorage <> ty.typstorage
    then case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end end as storage,
  case ty.typstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end as "ref:type_storage", -- [<16]
  case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end as compression,
  case when a.attstattarget >= 0 then a.attstattarget::text end as statistics,
  case when a.attoptions is not null then
    (select string_agg(o, chr(31) order by o) from unnest(a.attoptions) o where o like 'n_distinct%') end as options,
  case when a.attfdwoptions is not null then
    (select string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), chr(31) order by o.option_name)
    from pg_options_to_table(a.attfdwoptions) o) end as foreign_options,
  case when a.attinhcount > 0 then case when a.attislocal then 'merged' else 'inherited' end end as "ref:inheritance",
  case when c.relkind = 'f' then 'true' end as "ref:foreign",
  rank() over (partition by c.oid order by a.attnum)::text as position,
  i.identity_sequence, i.identity_options
from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  join pg_type ty on ty.oid = a.atttypid
  left join pg_attrdef ad on ad.adrelid = a.attrelid and ad.adnum = a.attnum and a.attgenerated <> ''
  left join pg_collation co on co.oid = a.attcollation
  left join pg_namespace cn on cn.oid = co.collnamespace
  left join pg_constraint nn on nn.conrelid = a.attrelid and nn.contype = 'n' and nn.conkey = array[a.attnum] -- [18+]
  left join (
    select d.refobjid, d.refobjsubid, quote_ident(sn.nspname) || '.' || quote_ident(sc.relname) as identity_sequence,
      format('INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s', s.seqincrement, s.seqmin, s.seqmax,
        s.seqstart, s.seqcache, case when s.seqcycle then ' CYCLE' else ' NO CYCLE' end) as identity_options
    from pg_depend d
      join pg_sequence s on s.seqrelid = d.objid
      join pg_class sc on sc.oid = s.seqrelid
      join pg_namespace sn on sn.oid = sc.relnamespace
    where d.classid = 1259 and d.refclassid = 1259 and d.deptype = 'i'
  ) i on i.refobjid = a.attrelid and i.refobjsubid = a.attnum and a.attidentity <> ''
where a.attrelid >= 16384 and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't' and {in_scope}
