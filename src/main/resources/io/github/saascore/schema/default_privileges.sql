-- An entry without a schema replaces the built-in privileges, one with a schema adds to them.
select 826 as class, d.oid, 0 as sub,
  'FOR ROLE ' || quote_ident(r.rolname) || coalesce(' IN SCHEMA ' || quote_ident(n.nspname), '') as container,
  case d.defaclobjtype when 'r' then 'TABLES' when 'S' then 'SEQUENCES' when 'f' then 'FUNCTIONS' when 'T' then 'TYPES'
    when 'L' then 'LARGE OBJECTS' else 'SCHEMAS' end as name,
  case when n.oid is not null then 2615 end as p_class, n.oid as p_oid, 0 as p_sub,
  (select string_agg(e.entry, chr(31) order by e.entry collate "C") from (
      select (case x.grantee when 0 then 'PUBLIC' else quote_ident(g.rolname) end) || chr(30) || x.privilege_type || chr(30) || x.is_grantable as entry
      from aclexplode(d.defaclacl) x left join pg_roles g on g.oid = x.grantee) e) as grants,
  case when n.oid is null then (select string_agg(e.entry, chr(31) order by e.entry collate "C") from (
      select (case x.grantee when 0 then 'PUBLIC' else quote_ident(g.rolname) end) || chr(30) || x.privilege_type || chr(30) || x.is_grantable as entry
      from aclexplode(acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end, d.defaclrole)) x
        left join pg_roles g on g.oid = x.grantee) e) end as "ref:initial"
from pg_default_acl d
  join pg_roles r on r.oid = d.defaclrole
  left join pg_namespace n on n.oid = d.defaclnamespace
where n.oid is null or {in_scope}
