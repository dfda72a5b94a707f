-- The constructors of a range type are the type's own.
select 1255 as class, p.oid, 0 as sub, quote_ident(n.nspname) as container,
  quote_ident(p.proname) || '('
    || coalesce((select string_agg(format_type(a.t, null), ', ' order by a.o) from unnest(p.proargtypes) with ordinality a(t, o)), '')
    || ')' as name,
  case p.prokind when 'p' then 'procedure' else 'function' end as form,
  replace(pg_get_functiondef(p.oid), E'\r\n', E'\n') as definition,
  pg_get_function_result(p.oid) as result,
  pg_get_function_arguments(p.oid) as arguments,
  array_to_string(p.proargnames, chr(31)) as names,
  p.pronargdefaults::text as defaults,
  p.proallargtypes::regtype[]::text || p.proargmodes::text as "ref:outputs"
from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
where p.oid >= 16384 and p.prokind in ('f', 'p', 'w') and {in_scope}
  and not exists (select from pg_depend d where d.classid = 1255 and d.objid = p.oid and d.deptype = 'i')
