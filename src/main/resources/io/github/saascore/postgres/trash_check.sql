DECLARE
  missing text;
BEGIN
  -- A table that the script dropped in another way than by the DROP TABLE that was meant to move it.
  SELECT pg_catalog.string_agg(k.oid::pg_catalog.text, ', ') INTO missing
    FROM ROWS FROM (pg_catalog.unnest(${oids}), pg_catalog.unnest(${fields})) AS k (oid, field)
   WHERE k.field IS NULL
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = k.oid)
     AND NOT EXISTS (
           SELECT FROM pg_catalog.pg_class t
            WHERE t.relnamespace = pg_catalog.to_regnamespace('${trash}')
              AND pg_catalog.obj_description(t.oid, 'pg_class') LIKE '{%"kind": "rows"%'
              AND pg_catalog.obj_description(t.oid, 'pg_class')
                    LIKE pg_catalog.format('{%%"oid": "%s"%%', k.oid));
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'a table was dropped before it could be moved' USING ERRCODE = 'SC012';
  END IF;
END
