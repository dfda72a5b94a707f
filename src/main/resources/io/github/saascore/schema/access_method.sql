select 2601 as class, a.oid, 0 as sub, '' as container, quote_ident(a.amname) as name,
  format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', a.amname,
    case a.amtype when 'i' then 'INDEX' else 'TABLE' end, a.amhandler::regproc) as definition
from pg_am a
where a.oid >= 16384
