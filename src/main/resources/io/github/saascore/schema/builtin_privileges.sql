-- What an object has whose privileges nobody ever touched.
select k.kind, (
    select string_agg((case x.grantee when 0 then 'PUBLIC' else '@owner' end) || chr(30) || x.privilege_type || chr(30) || x.is_grantable, chr(31))
    from aclexplode(acldefault(k.code::"char", r.oid)) x) as grants
from (values ('TABLES', 'r'), ('SEQUENCES', 's'), ('FUNCTIONS', 'f'), ('TYPES', 'T'), ('SCHEMAS', 'n'),
    ('WRAPPERS', 'F'), ('SERVERS', 'S')) k(kind, code)
  join pg_roles r on r.rolname = current_user
