select 2615 as class, n.oid, 0 as sub, '' as container, quote_ident(n.nspname) as name
from pg_namespace n
where {in_scope}
