-- The rows of the catalogs that a snapshot is made of, numbers of objects included, hashed and summed
-- up by catalog. Left out is what the server keeps for itself and never brings back: statistics,
-- files, hints that were true once, remains of dropped columns, toast tables; and dependencies,
-- triggers and columns of sequences that follow from definitions.
-- Catalogs that are empty in most databases share one sum, as each sum has its price.
with built as materialized (select c.oid from pg_class c where c.relnamespace = 99 or c.relkind = 'S')
select concat_ws(' ',
  (select {digest} from (
    select n.oid, n.nspname, n.nspowner, n.nspacl from pg_namespace n where n.nspname !~ '^pg_') r),
  (select {digest} from (
    select c.oid, c.relname, c.relnamespace, c.reltype, c.reloftype, c.relowner, c.relam, c.reltablespace,
      c.relpersistence, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relispopulated, c.relreplident,
      c.relispartition, c.relacl, c.reloptions, c.relpartbound::text
    from pg_class c
    where c.oid >= 16384 and (c.relnamespace <> 99 or c.reloptions is not null)) r),
  (select {digest} from (
    select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attndims, a.attstorage, a.attnotnull,
      a.attcompression, a.atthasdef, a.attidentity, a.attgenerated, a.attislocal, a.attinhcount, a.attstattarget,
      a.attcollation, a.attacl, a.attoptions, a.attfdwoptions
    from pg_attribute a
    where a.attrelid >= 16384 and a.attnum > 0 and not a.attisdropped
      and (a.attacl is not null or a.attrelid not in (select b.oid from built b))) r),
  (select {digest} from (
    select i.indexrelid, i.indrelid, i.indnatts, i.indnkeyatts, i.indisunique, i.indisprimary, i.indisexclusion,
      i.indnullsnotdistinct, -- [15+]
      i.indimmediate, i.indisclustered, i.indisvalid, i.indisready, i.indislive, i.indisreplident,
      i.indkey::int2[], i.indcollation, i.indclass, i.indoption::int2[], i.indexprs::text, i.indpred::text
    from pg_index i
    where i.indexrelid >= 16384 and i.indrelid not in (select b.oid from built b)) r),
  (select {digest} from (
    select k.oid, k.conname, k.connamespace, k.contype, k.condeferrable, k.condeferred, k.convalidated,
      k.conenforced, k.conperiod, -- [18+]
      k.confdelsetcols, -- [15+]
      k.conrelid, k.contypid, k.conindid, k.conparentid, k.confrelid, k.confupdtype, k.confdeltype, k.confmatchtype,
      k.conislocal, k.coninhcount, k.connoinherit, k.conkey, k.confkey, k.conpfeqop, k.conppeqop, k.conffeqop,
      k.conexclop, k.conbin::text
    from pg_constraint k where k.oid >= 16384) r),
  (select {digest} from (
    select d.adrelid, d.adnum, d.adbin::text from pg_attrdef d where d.oid >= 16384) r),
  (select {digest} from (
    select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid, d.deptype
    from pg_depend d
    where d.refclassid = 3079 and d.objid >= 16384
      or d.classid = 1259 and d.refclassid = 1259 and d.objid in (select s.seqrelid from pg_sequence s)) r),
  (select {digest} from (
    select t.oid, t.typname, t.typnamespace, t.typowner, t.typlen, t.typbyval, t.typtype, t.typcategory,
      t.typispreferred, t.typisdefined, t.typdelim, t.typrelid, t.typsubscript, t.typelem, t.typarray, t.typinput,
      t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze, t.typalign, t.typstorage,
      t.typnotnull, t.typbasetype, t.typtypmod, t.typndims, t.typcollation, t.typdefaultbin::text, t.typdefault,
      t.typacl
    from pg_type t where t.oid >= 16384) r),
  (select {digest} from pg_sequence r where r.seqrelid >= 16384),
  (select count(*) || ':' || coalesce(sum(r.hash), 0) from (
    select hashtextextended(r::text, 1) as hash from pg_trigger r
    where r.oid >= 16384 and (not r.tgisinternal or r.tgenabled <> 'O')
    union all select hashtextextended(r::text, 2) from pg_description r where r.objoid >= 16384
    union all select hashtextextended(r::text, 2) from pg_description r
    where r.classoid = 2615 and r.objoid in (select n.oid from pg_namespace n where n.oid < 16384)
    union all select hashtextextended(r::text, 3) from pg_user_mappings r
    union all select hashtextextended(r::text, 4) from (
      select r.oid, r.rolname from pg_roles r
      where r.oid in (select s.refobjid from pg_shdepend s join pg_database b on b.oid = s.dbid
                      where b.datname = current_database() and s.refclassid = 1260)) r
    union all select hashtextextended(r::text, 5) from (select s.oid, s.subname, s.subdbid from pg_subscription s) r -- [plain]
    union all select hashtextextended(r::text, 5) from pg_subscription r -- [superuser]
    {others}) r))
