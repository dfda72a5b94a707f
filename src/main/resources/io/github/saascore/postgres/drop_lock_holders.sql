-- Who holds a lock that a drop of some objects needs: on the objects, and on what DROP takes with
-- a table, which are its sequences and indexes, the tables at the other end of its foreign keys,
-- and the table that it is a partition of.
WITH dropped (classid, objid) AS (
  SELECT * FROM ROWS FROM (unnest(${classes}), unnest(${oids})) AS d (classid, objid)
), needed (relation) AS (
  SELECT objid FROM dropped WHERE classid = 'pg_class'::regclass
  UNION
  SELECT o.relation
    FROM dropped d
   CROSS JOIN LATERAL (
     SELECT confrelid FROM pg_constraint WHERE conrelid = d.objid AND contype = 'f'
     UNION ALL
     SELECT conrelid FROM pg_constraint WHERE confrelid = d.objid AND contype = 'f'
     UNION ALL
     SELECT inhparent FROM pg_inherits WHERE inhrelid = d.objid
     UNION ALL
     SELECT objid FROM pg_depend
      WHERE refclassid = 'pg_class'::regclass AND refobjid = d.objid
        AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i')
   ) o (relation)
   WHERE d.classid = 'pg_class'::regclass
)
SELECT DISTINCT ON (1, l.pid, p.gid)
       CASE l.locktype WHEN 'relation' THEN l.relation::regclass::text
                       ELSE pg_describe_object(l.classid, l.objid, 0) END,
       ${holder}
  FROM pg_locks l
  ${joins}
 WHERE l.granted
   AND l.pid IS DISTINCT FROM pg_backend_pid()
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND (l.locktype = 'relation' AND l.relation IN (SELECT relation FROM needed)
        OR l.locktype = 'object' AND (l.classid, l.objid) IN (SELECT classid, objid FROM dropped))
   AND NOT coalesce(a.xact_start > clock_timestamp() - interval '${older} milliseconds', false)
 ORDER BY 1, l.pid, p.gid
