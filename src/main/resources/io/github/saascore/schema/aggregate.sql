select 1255 as class, p.oid, 0 as sub, quote_ident(n.nspname) as container,
  quote_ident(p.proname) || '('
    || case when p.proargtypes = '' then '*' else pg_get_function_identity_arguments(p.oid) end || ')' as name,
  format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s', n.nspname, p.proname,
      case when p.proargtypes = '' then '*' else pg_get_function_identity_arguments(p.oid) end,
      a.aggtransfn::oid::regproc, format_type(a.aggtranstype, null))
    || case when a.aggtransspace <> 0 then ', SSPACE = ' || a.aggtransspace else '' end
    || case when a.aggfinalfn <> 0 then ', FINALFUNC = ' || a.aggfinalfn::oid::regproc else '' end
    || case when a.aggfinalextra then ', FINALFUNC_EXTRA' else '' end
    || case when a.aggfinalfn <> 0 and a.aggfinalmodify <> case a.aggkind when 'n' then 'r'::"char" else 'w' end
         then ', FINALFUNC_MODIFY = ' || case a.aggfinalmodify when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE' else 'READ_WRITE' end
         else '' end
    || case when a.aggcombinefn <> 0 then ', COMBINEFUNC = ' || a.aggcombinefn::oid::regproc else '' end
    || case when a.aggserialfn <> 0 then ', SERIALFUNC = ' || a.aggserialfn::oid::regproc else '' end
    || case when a.aggdeserialfn <> 0 then ', DESERIALFUNC = ' || a.aggdeserialfn::oid::regproc else '' end
    || case when a.agginitval is not null then ', INITCOND = ' || quote_literal(a.agginitval) else '' end
    || case when a.aggmtransfn <> 0 then ', MSFUNC = ' || a.aggmtransfn::oid::regproc else '' end
    || case when a.aggminvtransfn <> 0 then ', MINVFUNC = ' || a.aggminvtransfn::oid::regproc else '' end
    || case when a.aggmtranstype <> 0 then ', MSTYPE = ' || format_type(a.aggmtranstype, null) else '' end
    || case when a.aggmtransspace <> 0 then ', MSSPACE = ' || a.aggmtransspace else '' end
    || case when a.aggmfinalfn <> 0 then ', MFINALFUNC = ' || a.aggmfinalfn::oid::regproc else '' end
    || case when a.aggmfinalextra then ', MFINALFUNC_EXTRA' else '' end
    || case when a.aggminitval is not null then ', MINITCOND = ' || quote_literal(a.aggminitval) else '' end
    || case when a.aggsortop <> 0 then ', SORTOP = ' || (select format('OPERATOR(%I.%s)', opn.nspname, o.oprname)
         from pg_operator o join pg_namespace opn on opn.oid = o.oprnamespace where o.oid = a.aggsortop) else '' end
    || case p.proparallel when 's' then ', PARALLEL = SAFE' when 'r' then ', PARALLEL = RESTRICTED' else '' end
    || case when a.aggkind = 'h' then ', HYPOTHETICAL' else '' end
    || ')' as definition,
  quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '('
    || coalesce((select string_agg(format_type(x.t, null), ', ' order by x.o) from unnest(p.proargtypes) with ordinality x(t, o)), '')
    || ')' as "ref:signature"
from pg_proc p
  join pg_aggregate a on a.aggfnoid = p.oid
  join pg_namespace n on n.oid = p.pronamespace
where p.oid >= 16384 and p.prokind = 'a' and {in_scope}
