select 2605 as class, c.oid, 0 as sub, '' as container,
  '(' || format_type(c.castsource, null) || ' AS ' || format_type(c.casttarget, null) || ')' as name,
  format('CREATE CAST (%s AS %s) %s%s', format_type(c.castsource, null), format_type(c.casttarget, null),
    case c.castmethod when 'f' then 'WITH FUNCTION ' || c.castfunc::oid::regprocedure when 'i' then 'WITH INOUT' else 'WITHOUT FUNCTION' end,
    case c.castcontext when 'a' then ' AS ASSIGNMENT' when 'i' then ' AS IMPLICIT' else '' end) as definition
from pg_cast c
where c.oid >= 16384
  and not exists (select from pg_depend d where d.classid = 2605 and d.objid = c.oid and d.deptype = 'i')
