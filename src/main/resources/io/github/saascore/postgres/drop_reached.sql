-- Walks pg_depend as the server does, down to what depends on the objects and from a view's rule
-- up to the view. Only dependencies of type n lead out of an object: what depends automatically or
-- internally is a part of it. Parts that may be things of their own are partitions, extended
-- statistics, operator classes and the tables of a publication.
WITH RECURSIVE known (classid, objid) AS MATERIALIZED (
  ${known}
), hit (classid, objid, objsubid, deptype) AS (
  ${dropped}
  UNION
  SELECT s.* FROM hit h CROSS JOIN LATERAL (
    SELECT d.classid, d.objid, d.objsubid, d.deptype FROM pg_depend d
     WHERE d.refclassid = h.classid AND d.refobjid = h.objid
       AND (h.objsubid = 0 OR d.refobjsubid = h.objsubid)
       AND (d.deptype = 'n' -- parts that nothing outside can depend on
            OR d.classid NOT IN ('pg_trigger'::regclass, 'pg_attrdef'::regclass))
        ${leaves}
    UNION ALL
    SELECT d.refclassid, d.refobjid, d.refobjsubid, 'i' FROM pg_depend d
     WHERE h.classid = 'pg_rewrite'::regclass AND d.classid = h.classid
       AND d.objid = h.objid AND d.deptype = 'i'
  ) s
), suspect AS (
  SELECT h.classid, h.objid, h.objsubid, o.hostclass, o.host, o.view
    FROM hit h
   CROSS JOIN LATERAL (
     SELECT CASE x.conrelid WHEN 0 THEN 'pg_type'::regclass ELSE 'pg_class'::regclass END
              ::oid AS hostclass,
            CASE x.conrelid WHEN 0 THEN x.contypid ELSE x.conrelid END AS host,
            false AS view
       FROM pg_constraint x WHERE h.classid = 'pg_constraint'::regclass AND x.oid = h.objid
     UNION ALL
     SELECT 'pg_class'::regclass, x.adrelid, false
       FROM pg_attrdef x WHERE h.classid = 'pg_attrdef'::regclass AND x.oid = h.objid
     UNION ALL
     SELECT 'pg_class'::regclass, x.tgrelid, false
       FROM pg_trigger x WHERE h.classid = 'pg_trigger'::regclass AND x.oid = h.objid
     UNION ALL
     SELECT 'pg_class'::regclass, x.ev_class, x.rulename = '_RETURN'
       FROM pg_rewrite x WHERE h.classid = 'pg_rewrite'::regclass AND x.oid = h.objid
     UNION ALL
     SELECT 'pg_class'::regclass, x.polrelid, false
       FROM pg_policy x WHERE h.classid = 'pg_policy'::regclass AND x.oid = h.objid
     UNION ALL
     SELECT CASE x.relkind WHEN 'c' THEN 'pg_type'::regclass ELSE 'pg_class'::regclass END,
            CASE WHEN x.relkind = 'c' THEN x.reltype
                 WHEN x.relkind IN ('i', 'I')
                 THEN (SELECT i.indrelid FROM pg_index i WHERE i.indexrelid = x.oid)
                 ELSE x.oid END, false
       FROM pg_class x WHERE h.classid = 'pg_class'::regclass AND x.oid = h.objid
        AND (h.deptype = 'n' OR x.relkind IN ('r', 'p', 'f'))
     UNION ALL
     SELECT 'pg_opfamily'::regclass, x.amopfamily, false
       FROM pg_amop x WHERE h.classid = 'pg_amop'::regclass AND x.oid = h.objid
     UNION ALL
     SELECT 'pg_opfamily'::regclass, x.amprocfamily, false
       FROM pg_amproc x WHERE h.classid = 'pg_amproc'::regclass AND x.oid = h.objid
     UNION ALL
     SELECT 'pg_publication'::regclass, x.prpubid, false FROM pg_publication_rel x
      WHERE h.classid = 'pg_publication_rel'::regclass AND x.oid = h.objid
     UNION ALL
     SELECT 'pg_foreign_server'::regclass, x.srvid, false FROM pg_user_mappings x
      WHERE h.classid = 'pg_user_mapping'::regclass AND x.umid = h.objid
     UNION ALL
     SELECT h.classid, h.objid, false
      WHERE h.classid NOT IN (
              'pg_constraint'::regclass, 'pg_attrdef'::regclass, 'pg_trigger'::regclass,
              'pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_class'::regclass,
              'pg_amop'::regclass, 'pg_amproc'::regclass, 'pg_publication_rel'::regclass,
              'pg_user_mapping'::regclass)
   ) o
   WHERE h.deptype = 'n'
         AND (h.classid = 'pg_rewrite'::regclass -- a view's rule is a part of the view
              OR (h.classid, h.objid) NOT IN ( -- such as a range type's own functions
                SELECT i.classid, i.objid FROM hit i
                 WHERE i.deptype = 'i' AND i.objsubid = 0))
      OR h.deptype = 'a'
         AND h.classid IN ('pg_class'::regclass, 'pg_publication_rel'::regclass,
                           'pg_statistic_ext'::regclass, 'pg_opclass'::regclass)
), collateral AS (
  SELECT DISTINCT CASE WHEN s.view THEN s.hostclass ELSE s.classid END AS classid,
         CASE WHEN s.view THEN s.host ELSE s.objid END AS objid,
         CASE WHEN s.view THEN 0 ELSE s.objsubid END AS objsubid,
         s.hostclass, s.host
    FROM suspect s
   WHERE (s.hostclass, s.host) NOT IN (SELECT k.classid, k.objid FROM known k)
     AND (s.classid, s.objid) NOT IN (SELECT k.classid, k.objid FROM known k)
     AND (s.classid <> 'pg_cast'::regclass OR NOT EXISTS (
           SELECT FROM pg_cast c JOIN known k ON k.classid = 'pg_type'::regclass
              AND k.objid IN (c.castsource, c.casttarget) WHERE c.oid = s.objid))
     AND (s.classid <> 'pg_transform'::regclass OR NOT EXISTS (
           SELECT FROM pg_transform t JOIN known k ON k.classid = 'pg_type'::regclass
              AND k.objid = t.trftype WHERE t.oid = s.objid))
)
