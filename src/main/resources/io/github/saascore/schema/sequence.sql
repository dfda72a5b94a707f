-- Sequences of identity columns belong to the column.
select 1259 as class, c.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(c.relname) as name,
  format_type(s.seqtypid, null) as type, s.seqstart::text as start, s.seqincrement::text as increment,
  s.seqmin::text as minimum, s.seqmax::text as maximum, s.seqcache::text as cache, s.seqcycle::text as cycle,
  case c.relpersistence when 'u' then 'unlogged' else 'logged' end as persistence
from pg_sequence s
  join pg_class c on c.oid = s.seqrelid
  join pg_namespace n on n.oid = c.relnamespace
where c.oid >= 16384 and c.relpersistence <> 't' and {in_scope}
  and not exists (select from pg_depend d
    where d.classid = 1259 and d.objid = c.oid and d.deptype = 'i' and d.refclassid = 1259)
