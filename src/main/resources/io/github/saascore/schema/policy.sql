select 3256 as class, p.oid, 0 as sub,
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as container, quote_ident(p.polname) as name,
  1259 as p_class, c.oid as p_oid, 0 as p_sub,
  case when p.polpermissive then 'PERMISSIVE' else 'RESTRICTIVE' end as form,
  case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end as command,
  (select string_agg(coalesce(quote_ident(ro.rolname), 'PUBLIC'), ', ' order by ro.rolname)
    from unnest(p.polroles) x left join pg_roles ro on ro.oid = x) as roles,
  pg_get_expr(p.polqual, p.polrelid) as using,
  pg_get_expr(p.polwithcheck, p.polrelid) as check
from pg_policy p
  join pg_class c on c.oid = p.polrelid
  join pg_namespace n on n.oid = c.relnamespace
where {in_scope}
