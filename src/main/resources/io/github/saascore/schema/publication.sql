select 6104 as class, p.oid, 0 as sub, '' as container, quote_ident(p.pubname) as name,
  nullif(p.puballtables, false)::text as all_tables,
  concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
    case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end) as publish,
  p.pubviaroot::text as via_root
  , nullif(case p.pubgencols when 's' then 'stored' else 'none' end, 'none') as generated_columns -- [18+]
from pg_publication p
