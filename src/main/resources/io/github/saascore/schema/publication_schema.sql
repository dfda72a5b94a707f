select 6237 as class, r.oid, 0 as sub, quote_ident(p.pubname) as container, quote_ident(n.nspname) as name,
  6104 as p_class, p.oid as p_oid, 0 as p_sub
from pg_publication_namespace r
  join pg_publication p on p.oid = r.pnpubid
  join pg_namespace n on n.oid = r.pnnspid
where {in_scope}
