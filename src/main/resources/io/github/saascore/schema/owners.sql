select o.class, o.oid, quote_ident(r.rolname) as owner
from (
  select 1259 as class, c.oid, c.relowner as owner from pg_class c where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S') and c.oid >= 16384
  union all select 2615, n.oid, n.nspowner from pg_namespace n
  union all select 1255, p.oid, p.proowner from pg_proc p where p.oid >= 16384
  union all select 1247, t.oid, t.typowner from pg_type t where t.oid >= 16384 and t.typtype in ('e', 'd', 'c', 'r')
  union all select 3456, c.oid, c.collowner from pg_collation c where c.oid >= 16384
  union all select 3381, s.oid, s.stxowner from pg_statistic_ext s
  union all select 2617, o.oid, o.oprowner from pg_operator o where o.oid >= 16384
  union all select 3600, d.oid, d.dictowner from pg_ts_dict d where d.oid >= 16384
  union all select 3602, c.oid, c.cfgowner from pg_ts_config c where c.oid >= 16384
  union all select 2328, w.oid, w.fdwowner from pg_foreign_data_wrapper w
  union all select 1417, s.oid, s.srvowner from pg_foreign_server s
  union all select 6104, p.oid, p.pubowner from pg_publication p
  union all select 6100, s.oid, s.subowner from pg_subscription s
    where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
  union all select 3466, e.oid, e.evtowner from pg_event_trigger e
) o
  join pg_roles r on r.oid = o.owner
