-- Objects the server makes along with another one: whoever depends on the left depends on the right.
select 2618 as class, r.oid, 0 as sub, 1259 as ref_class, r.ev_class as ref_oid, 0 as ref_sub
from pg_rewrite r where r.rulename = '_RETURN' and r.oid >= 16384
union all
select 2604, ad.oid, 0, 1259, ad.adrelid, ad.adnum
from pg_attrdef ad join pg_attribute a on a.attrelid = ad.adrelid and a.attnum = ad.adnum where a.attgenerated <> ''
union all
select 1247, t.oid, 0, 1259, t.typrelid, 0
from pg_type t join pg_class c on c.oid = t.typrelid where c.relkind <> 'c' and t.oid >= 16384
union all
select 1259, c.oid, 0, 1247, c.reltype, 0 from pg_class c where c.relkind = 'c' and c.oid >= 16384
union all
select 1247, t.typarray, 0, 1247, t.oid, 0
from pg_type t left join pg_class c on c.oid = t.typrelid
where t.typarray <> 0 and t.oid >= 16384 and (c.oid is null or c.relkind = 'c')
union all
select 1247, t.typarray, 0, 1259, t.typrelid, 0
from pg_type t join pg_class c on c.oid = t.typrelid where t.typarray <> 0 and t.oid >= 16384 and c.relkind <> 'c'
union all
select 1247, r.rngmultitypid, 0, 1247, r.rngtypid, 0 from pg_range r where r.rngtypid >= 16384
union all
select 1259, k.conindid, 0, 2606, k.oid, 0 from pg_constraint k where k.contype in ('p', 'u', 'x') and k.conindid >= 16384
union all
select 1259, d.objid, 0, 1259, d.refobjid, d.refobjsubid
from pg_depend d join pg_class c on c.oid = d.objid and c.relkind = 'S'
where d.classid = 1259 and d.refclassid = 1259 and d.deptype = 'i'
union all
-- A foreign key to a partitioned table leans on every partition, by copies that are the server's own.
select 2606, k.oid, 0, 2606, k.conparentid, 0
from pg_constraint k join pg_constraint p on p.oid = k.conparentid where k.contype = 'f' and p.conrelid = k.conrelid
