DECLARE
  path text := pg_catalog.current_setting('search_path');
  named oid[];
  moved oid[];
  item record;
  part record;
  stem text;
  target name;
  number int;
  indexes jsonb;
  sequences jsonb;
  later jsonb;
  about jsonb;
BEGIN
  named := ARRAY(SELECT pg_catalog.to_regclass(n)::oid FROM pg_catalog.unnest(${names}) AS n
                  WHERE pg_catalog.to_regclass(n) IS NOT NULL);
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true);
  moved := ARRAY(
    SELECT c.oid FROM pg_class c
     WHERE c.oid = ANY (named) AND c.oid = ANY (${oids}) AND ${movable}
       AND NOT EXISTS (SELECT FROM pg_class t
                        WHERE t.relnamespace = '${trash}'::regnamespace
                          AND obj_description(t.oid, 'pg_class') LIKE '{%"kind": "rows"%'
                          AND obj_description(t.oid, 'pg_class')
                                LIKE format('{%%"oid": "%s"%%', c.oid)));
  IF EXISTS (
       SELECT FROM unnest(moved) AS o
        CROSS JOIN jsonb_array_elements_text(
                nullif(current_setting('saascore.kept', true), '')::jsonb -> o::text) AS n
        WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = o
                             AND a.attnum = n::int AND NOT a.attisdropped)) THEN
    RAISE EXCEPTION 'a table has lost a column before it could be moved' USING ERRCODE = 'SC012';
  END IF;

  -- Foreign keys must not hold the trash and what lives together.
  later := '{}';
  FOR part IN
    SELECT k.conrelid, k.conname, c.relowner, k.confrelid = ANY (moved) AS inbound,
           format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname,
                  pg_get_constraintdef(k.oid)) AS again,
           CASE WHEN k.conrelid = ANY (moved) THEN k.conrelid ELSE k.confrelid END AS of
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE k.contype = 'f' AND k.conparentid = 0 AND k.conrelid <> k.confrelid
       AND (k.conrelid = ANY (moved) OR ${cascade} AND k.confrelid = ANY (moved))
     ORDER BY k.oid
  LOOP
    IF NOT pg_has_role(part.relowner, 'USAGE') THEN
      RAISE EXCEPTION 'foreign key % of table % belongs to another role',
        quote_ident(part.conname), part.conrelid::regclass USING ERRCODE = '2BP01';
    END IF;
    later := later || jsonb_build_object(part.of::text,
      coalesce(later -> part.of::text, '[]') || to_jsonb(part.again));
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', part.conrelid::regclass, part.conname);
  END LOOP;

  -- What the server would refuse to drop is refused here too.
  BEGIN
    PERFORM set_config('search_path', path, true);
    IF ${cascade} AND pg_catalog.cardinality(moved) > 0 THEN
      EXECUTE (SELECT 'DROP TABLE ' || pg_catalog.string_agg(o::regclass::text, ', ')
                 FROM pg_catalog.unnest(moved) AS o);
    ELSE
      EXECUTE ${sql};
    END IF;
    IF pg_catalog.cardinality(moved) > 0 THEN
      RAISE EXCEPTION USING ERRCODE = 'SC010';
    END IF;
  EXCEPTION WHEN SQLSTATE 'SC010' THEN NULL;
  END;
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true);

  FOR item IN
    SELECT c.oid, c.relname, n.nspname, NULL::text AS field
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ANY (moved)
  LOOP
    ${target}
    about := jsonb_build_object(
      'kind', 'table', 'schema', item.nspname, 'table', item.relname, 'oid', item.oid,
      'revision', ${revision},
      'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'by', session_user, 'comment', obj_description(item.oid, 'pg_class'));
    number := 0;
    indexes := '{}';
    sequences := '{}';
    FOR part IN
      SELECT c.relname, c.relkind FROM pg_class c
       WHERE c.oid IN (SELECT i.indexrelid FROM pg_index i WHERE i.indrelid = item.oid)
          OR c.relkind = 'S' AND c.oid IN (
               SELECT d.objid FROM pg_depend d
                WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                  AND d.refobjid = item.oid AND d.deptype IN ('a', 'i')
                  AND d.refobjsubid > 0)
       ORDER BY c.oid
    LOOP
      number := number + 1;
      IF part.relkind = 'S' THEN
        sequences := sequences || jsonb_build_object(target || '_s' || number, part.relname);
        EXECUTE format('ALTER SEQUENCE %I.%I RENAME TO %I', item.nspname, part.relname,
                       target || '_s' || number);
      ELSE
        indexes := indexes || jsonb_build_object(target || '_i' || number, part.relname);
        EXECUTE format('ALTER INDEX %I.%I RENAME TO %I', item.nspname, part.relname,
                       target || '_i' || number);
      END IF;
    END LOOP;
    FOR part IN
      SELECT s.oid, n.nspname, s.stxname, pg_get_statisticsobjdef(s.oid) AS again
        FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
       WHERE s.stxrelid = item.oid
    LOOP
      later := later || jsonb_build_object(item.oid::text,
        coalesce(later -> item.oid::text, '[]') || to_jsonb(part.again));
      EXECUTE format('DROP STATISTICS %I.%I', part.nspname, part.stxname);
    END LOOP;
    EXECUTE format('ALTER TABLE %I.%I RENAME TO %I', item.nspname, item.relname, target);
    EXECUTE format('ALTER TABLE %I.%I SET SCHEMA ${trash}', item.nspname, target);
    EXECUTE format('COMMENT ON TABLE ${trash}.%I IS %L', target,
      about || jsonb_build_object('indexes', indexes, 'sequences', sequences,
                                  'later', coalesce(later -> item.oid::text, '[]')));
  END LOOP;
  FOR item IN
    SELECT o::regclass AS name FROM unnest(named) AS o
     WHERE o <> ALL (moved) AND cardinality(moved) > 0
  LOOP
    EXECUTE format('DROP TABLE %s%s', item.name, CASE WHEN ${cascade} THEN ' CASCADE' ELSE '' END);
  END LOOP;
  PERFORM set_config('search_path', path, true);
END
