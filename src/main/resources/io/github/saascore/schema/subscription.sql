-- Only what does not reach another server and holds no password of it. Who is not a superuser may not read where
-- one connects to.
select 6100 as class, s.oid, 0 as sub, '' as container, quote_ident(s.subname) as name,
  s.subconninfo as connection, -- [superuser]
  (select string_agg(quote_ident(p.name), ', ' order by p.place)
    from unnest(s.subpublications) with ordinality p (name, place)) as publications,
  s.subbinary::text as binary,
  case s.substream::text when 'f' then 'false' when 'false' then 'false' when 'p' then 'parallel' else 'true' end as streaming,
  s.subslotname as slot_name, s.subsynccommit as synchronous_commit
  , (s.subtwophasestate <> 'd')::text as two_phase, s.subdisableonerr::text as disable_on_error -- [15+]
  , s.subpasswordrequired::text as password_required, s.subrunasowner::text as run_as_owner, s.suborigin as origin -- [16+]
  , s.subfailover::text as failover -- [17+]
from pg_subscription s
where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
  and s.subconninfo !~* 'password|://[^/@]*:[^/@]*@' -- [superuser]
  and false -- [plain]
  and not s.subenabled
