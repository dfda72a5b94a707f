-- One row an object whose privileges were ever touched, beside what it would have without: a member of an
-- extension what the extension gave it.
with touched as (
  select 1259 as class, c.oid, 0 as sub, null::name as attribute, c.relacl as acl, c.relowner as owner,
    case c.relkind when 'S' then 's'::"char" else 'r' end as kind
  from pg_class c where c.relacl is not null and c.oid >= 16384
  union all
  select 1259, a.attrelid, a.attnum, a.attname, a.attacl, c.relowner, 'c'
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where a.attacl is not null and a.attrelid >= 16384 and not a.attisdropped
  union all
  select 2615, n.oid, 0, null, n.nspacl, n.nspowner, 'n' from pg_namespace n where n.nspacl is not null
  union all
  select 1255, p.oid, 0, null, p.proacl, p.proowner, 'f' from pg_proc p where p.proacl is not null and p.oid >= 16384
  union all
  select 1247, t.oid, 0, null, t.typacl, t.typowner, 'T' from pg_type t where t.typacl is not null and t.oid >= 16384
  union all
  select 2328, w.oid, 0, null, w.fdwacl, w.fdwowner, 'F' from pg_foreign_data_wrapper w where w.fdwacl is not null
  union all
  select 1417, s.oid, 0, null, s.srvacl, s.srvowner, 'S' from pg_foreign_server s where s.srvacl is not null
)
select t.class, t.oid, t.sub, quote_ident(t.attribute) as attribute, g.grants, i.grants as initial,
  case when e.objid is not null then
    case t.kind when 's' then 'SEQUENCE ' when 'f' then 'ROUTINE ' when 'T' then 'TYPE ' when 'n' then 'SCHEMA '
      when 'F' then 'FOREIGN DATA WRAPPER ' when 'S' then 'FOREIGN SERVER ' else 'TABLE ' end
    || (pg_identify_object(t.class::oid, t.oid, 0)).identity end as member
from touched t
  left join pg_depend e on e.classid = t.class and e.objid = t.oid and e.objsubid = 0 and e.deptype = 'e'
  left join pg_init_privs p on p.classoid = t.class and p.objoid = t.oid and p.objsubid = t.sub and p.privtype = 'e'
  cross join lateral (
    select string_agg((case x.grantee when t.owner then '@owner' when 0 then 'PUBLIC' else quote_ident(r.rolname) end)
        || chr(30) || x.privilege_type || chr(30) || x.is_grantable, chr(31)
        order by x.grantee = t.owner desc, r.rolname collate "C" nulls first, x.privilege_type collate "C") as grants
    from aclexplode(t.acl) x left join pg_roles r on r.oid = x.grantee
  ) g
  cross join lateral (
    select string_agg((case x.grantee when t.owner then '@owner' when 0 then 'PUBLIC' else quote_ident(r.rolname) end)
        || chr(30) || x.privilege_type || chr(30) || x.is_grantable, chr(31)
        order by x.grantee = t.owner desc, r.rolname collate "C" nulls first, x.privilege_type collate "C") as grants
    from aclexplode(coalesce(p.initprivs, acldefault(t.kind, t.owner))) x left join pg_roles r on r.oid = x.grantee
  ) i
