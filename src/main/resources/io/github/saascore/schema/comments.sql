select d.classoid::int as class, d.objoid as oid, d.objsubid as sub, d.description, quote_ident(a.attname) as attribute
from pg_description d
  left join pg_attribute a on d.classoid = 1259 and d.objsubid > 0 and a.attrelid = d.objoid and a.attnum = d.objsubid
where d.objoid >= 16384 or (d.classoid = 2615 and d.objoid = 2200)
