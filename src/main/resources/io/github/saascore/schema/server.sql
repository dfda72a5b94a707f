select 1417 as class, s.oid, 0 as sub, '' as container, quote_ident(s.srvname) as name,
  quote_ident(w.fdwname) as wrapper, s.srvtype as type, s.srvversion as version,
  (select string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), chr(31) order by o.option_name)
    from pg_options_to_table(s.srvoptions) o) as foreign_options
from pg_foreign_server s
  join pg_foreign_data_wrapper w on w.oid = s.srvfdw
