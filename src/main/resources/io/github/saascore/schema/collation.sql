select 3456 as class, co.oid, 0 as sub, quote_ident(n.nspname) as container, quote_ident(co.collname) as name,
  format('CREATE COLLATION %I.%I (PROVIDER = %s, DETERMINISTIC = %s', n.nspname, co.collname,
      case co.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end, co.collisdeterministic::text)
    || coalesce(', LOCALE = ' || quote_literal(co.colllocale), '') -- [17+]
    || coalesce(', LOCALE = ' || quote_literal(co.colliculocale), '') -- [<17]
    || coalesce(', LC_COLLATE = ' || quote_literal(co.collcollate), '')
    || coalesce(', LC_CTYPE = ' || quote_literal(co.collctype), '')
    || coalesce(', RULES = ' || quote_literal(co.collicurules), '') -- [16+]
    || ')' as definition
from pg_collation co
  join pg_namespace n on n.oid = co.collnamespace
where co.oid >= 16384 and {in_scope}
