-- What exists, was not made by an extension, and is not read by any other query.
select u.what from (
  select 1247 as class, t.oid, 'base type ' || format_type(t.oid, null) as what
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where t.oid >= 16384 and (t.typtype = 'p' or t.typtype = 'b' and t.typcategory <> 'A') and {in_scope}
  union all
  select 2616, o.oid, format('operator class %I.%I', n.nspname, o.opcname)
  from pg_opclass o join pg_namespace n on n.oid = o.opcnamespace where o.oid >= 16384 and {in_scope}
  union all
  select 2753, o.oid, format('operator family %I.%I', n.nspname, o.opfname)
  from pg_opfamily o join pg_namespace n on n.oid = o.opfnamespace where o.oid >= 16384 and {in_scope}
  union all
  select 2607, c.oid, format('conversion %I.%I', n.nspname, c.conname)
  from pg_conversion c join pg_namespace n on n.oid = c.connamespace where c.oid >= 16384 and {in_scope}
  union all
  select 2612, l.oid, format('language %I', l.lanname) from pg_language l where l.oid >= 16384
  union all
  select 3576, t.oid, format('transform for %s', format_type(t.trftype, null)) from pg_transform t
  union all
  select 6100, s.oid, format('subscription %I', s.subname) -- [plain]
  select 6100, s.oid, format('subscription %I, enabled or with a password (%s)', s.subname, -- [superuser]
    left(md5((s.subconninfo, s.subslotname, s.subpublications, s.subenabled, s.subbinary, s.subsynccommit)::text), 8)) -- [superuser]
  from pg_subscription s
  where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
    and (s.subenabled or s.subconninfo ~* 'password|://[^/@]*:[^/@]*@') -- [superuser]
  union all
  select 0, 0, format('%s security label on %s', l.provider, l.objname) from pg_seclabels l
  where l.objtype not in ('database', 'role', 'tablespace')
) u
where not exists (select from pg_depend d where d.classid = u.class and d.objid = u.oid and d.deptype = 'e')
order by 1
