-- The view hides the options of other users' mappings instead of failing as pg_user_mapping does.
select 1418 as class, m.umid as oid, 0 as sub, '' as container,
  case when m.umuser = 0 then 'PUBLIC' else quote_ident(m.usename) end || ' SERVER ' || quote_ident(m.srvname) as name,
  1417 as p_class, m.srvid as p_oid, 0 as p_sub,
  (select string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), chr(31) order by o.option_name)
    from pg_options_to_table(m.umoptions) o) as foreign_options
from pg_user_mappings m
