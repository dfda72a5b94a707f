select x.class, x.oid, 0 as sub, quote_ident(n.nspname) as container, x.form || ' ' || quote_ident(x.name) as name, x.definition
from (
  select 3601 as class, p.oid, p.prsnamespace as ns, 'PARSER' as form, p.prsname as name,
    format('CREATE TEXT SEARCH PARSER %s.%I (START = %s, GETTOKEN = %s, END = %s, LEXTYPES = %s%s)',
      p.prsnamespace::oid::regnamespace, p.prsname, p.prsstart::oid::regproc, p.prstoken::oid::regproc, p.prsend::oid::regproc,
      p.prslextype::oid::regproc,
      case when p.prsheadline <> 0 then ', HEADLINE = ' || p.prsheadline::oid::regproc else '' end) as definition
  from pg_ts_parser p where p.oid >= 16384
  union all
  select 3764, t.oid, t.tmplnamespace, 'TEMPLATE', t.tmplname,
    format('CREATE TEXT SEARCH TEMPLATE %s.%I (%sLEXIZE = %s)', t.tmplnamespace::oid::regnamespace, t.tmplname,
      case when t.tmplinit <> 0 then 'INIT = ' || t.tmplinit::oid::regproc || ', ' else '' end, t.tmpllexize::oid::regproc)
  from pg_ts_template t where t.oid >= 16384
  union all
  select 3600, d.oid, d.dictnamespace, 'DICTIONARY', d.dictname,
    format('CREATE TEXT SEARCH DICTIONARY %s.%I (TEMPLATE = %s.%I%s)', d.dictnamespace::oid::regnamespace, d.dictname,
      t.tmplnamespace::oid::regnamespace, t.tmplname, coalesce(', ' || d.dictinitoption, ''))
  from pg_ts_dict d
    join pg_ts_template t on t.oid = d.dicttemplate
  where d.oid >= 16384
  union all
  select 3602, c.oid, c.cfgnamespace, 'CONFIGURATION', c.cfgname,
    format('CREATE TEXT SEARCH CONFIGURATION %s.%I (PARSER = %s.%I)', c.cfgnamespace::oid::regnamespace, c.cfgname,
      p.prsnamespace::oid::regnamespace, p.prsname)
    || coalesce((select string_agg(format(E';\nALTER TEXT SEARCH CONFIGURATION %s.%I ADD MAPPING FOR %s WITH %s',
        c.cfgnamespace::oid::regnamespace, c.cfgname, m.alias, m.dictionaries), '' order by m.alias)
      from (
        select k.alias, string_agg(format('%s.%I', d.dictnamespace::oid::regnamespace, d.dictname), ', ' order by m.mapseqno) as dictionaries
        from pg_ts_config_map m
          join ts_token_type(c.cfgparser) k on k.tokid = m.maptokentype
          join pg_ts_dict d on d.oid = m.mapdict
        where m.mapcfg = c.oid
        group by k.alias
      ) m), '')
  from pg_ts_config c
    join pg_ts_parser p on p.oid = c.cfgparser
  where c.oid >= 16384
) x
  join pg_namespace n on n.oid = x.ns
where {in_scope}
