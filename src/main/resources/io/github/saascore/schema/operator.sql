select 2617 as class, o.oid, 0 as sub, quote_ident(n.nspname) as container,
  o.oprname || '(' || case when o.oprleft = 0 then 'NONE' else format_type(o.oprleft, null) end || ', '
    || format_type(o.oprright, null) || ')' as name,
  format('CREATE OPERATOR %I.%s (FUNCTION = %s%s, RIGHTARG = %s', n.nspname, o.oprname, o.oprcode::oid::regproc,
      case when o.oprleft <> 0 then ', LEFTARG = ' || format_type(o.oprleft, null) else '' end,
      format_type(o.oprright, null))
    || case when o.oprcom <> 0 then (select format(', COMMUTATOR = OPERATOR(%I.%s)', x.nspname, c.oprname)
         from pg_operator c join pg_namespace x on x.oid = c.oprnamespace where c.oid = o.oprcom) else '' end
    || case when o.oprnegate <> 0 then (select format(', NEGATOR = OPERATOR(%I.%s)', x.nspname, c.oprname)
         from pg_operator c join pg_namespace x on x.oid = c.oprnamespace where c.oid = o.oprnegate) else '' end
    || case when o.oprrest <> 0 then ', RESTRICT = ' || o.oprrest::oid::regproc else '' end
    || case when o.oprjoin <> 0 then ', JOIN = ' || o.oprjoin::oid::regproc else '' end
    || case when o.oprcanhash then ', HASHES' else '' end
    || case when o.oprcanmerge then ', MERGES' else '' end
    || ')' as definition
from pg_operator o
  join pg_namespace n on n.oid = o.oprnamespace
where o.oid >= 16384 and o.oprcode <> 0 and {in_scope}
