select 2328 as class, w.oid, 0 as sub, '' as container, quote_ident(w.fdwname) as name,
  case when w.fdwhandler <> 0 then w.fdwhandler::oid::regproc::text end as handler,
  case when w.fdwvalidator <> 0 then w.fdwvalidator::oid::regproc::text end as validator,
  (select string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), chr(31) order by o.option_name)
    from pg_options_to_table(w.fdwoptions) o) as foreign_options
from pg_foreign_data_wrapper w
