select 3466 as class, e.oid, 0 as sub, '' as container, quote_ident(e.evtname) as name,
  format('CREATE EVENT TRIGGER %I ON %I%s EXECUTE FUNCTION %s()', e.evtname, e.evtevent,
    coalesce(' WHEN TAG IN (' || (select string_agg(quote_literal(t), ', ' order by t) from unnest(e.evttags) t) || ')', ''),
    e.evtfoid::oid::regproc) as definition,
  case e.evtenabled when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA' when 'A' then 'ENABLE ALWAYS' end as enabled
from pg_event_trigger e
