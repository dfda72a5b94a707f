select 1247 as class, t.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(t.typname) as name,
  format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s%s%s%s%s, MULTIRANGE_TYPE_NAME = %s)', n.nspname, t.typname,
    format_type(r.rngsubtype, null),
    case when not oc.opcdefault then format(', SUBTYPE_OPCLASS = %I.%I', ocn.nspname, oc.opcname) else '' end,
    case when r.rngcollation <> st.typcollation then format(', COLLATION = %I.%I', con.nspname, co.collname) else '' end,
    case when r.rngcanonical <> 0 then ', CANONICAL = ' || r.rngcanonical::oid::regproc else '' end,
    case when r.rngsubdiff <> 0 then ', SUBTYPE_DIFF = ' || r.rngsubdiff::oid::regproc else '' end,
    format_type(r.rngmultitypid, null)) as definition
from pg_type t
  join pg_range r on r.rngtypid = t.oid
  join pg_namespace n on n.oid = t.typnamespace
  join pg_type st on st.oid = r.rngsubtype
  join pg_opclass oc on oc.oid = r.rngsubopc
  join pg_namespace ocn on ocn.oid = oc.opcnamespace
  left join pg_collation co on co.oid = r.rngcollation
  left join pg_namespace con on con.oid = co.collnamespace
where t.oid >= 16384 and t.typtype = 'r' and {in_scope}
