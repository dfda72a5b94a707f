select 3381 as class, s.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(s.stxname) as name,
  1259 as p_class, s.stxrelid as p_oid, 0 as p_sub,
  pg_get_statisticsobjdef(s.oid) as definition,
  case when s.stxstattarget >= 0 then s.stxstattarget::text end as target
from pg_statistic_ext s
  join pg_namespace n on n.oid = s.stxnamespace
where {in_scope}
