-- Pinned objects of the system have no rows here; the schema "public" is the only one below 16384 of interest.
select d.classid::int, d.objid, d.objsubid, d.refclassid::int, d.refobjid, d.refobjsubid, d.deptype
from pg_depend d
where d.objid >= 16384 and (d.refobjid >= 16384 or d.refobjid = 2200)
