DECLARE
  path text := pg_catalog.current_setting('search_path');
  moved oid[];
  filled boolean;
  item record;
  stem text;
  target name;
  number int;
  fields text;
  key_columns text[];
  about jsonb;
BEGIN
  -- Tables that a DROP TABLE of the script names are moved there; all else is copied now.
  moved := ARRAY(SELECT pg_catalog.to_regclass(n)::oid FROM pg_catalog.unnest(${names}) AS n);
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true);
  IF to_regnamespace('${trash}') IS NULL THEN
    IF NOT has_database_privilege(current_database(), 'CREATE') THEN
      RAISE EXCEPTION 'role % may not create the schema ${trash} in this database',
        quote_ident(current_user) USING ERRCODE = 'SC009',
        DETAIL = format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user);
    END IF;
    CREATE SCHEMA ${trash};
    COMMENT ON SCHEMA ${trash} IS
      'What was dropped with -Dsaascore.keep=trash; kept by saascore-maven-plugin.';
  ELSIF NOT has_schema_privilege('${trash}', 'USAGE')
        OR NOT has_schema_privilege('${trash}', 'CREATE') THEN
    RAISE EXCEPTION 'role % may not put anything into the schema ${trash}',
      quote_ident(current_user) USING ERRCODE = 'SC009',
      DETAIL = format('GRANT USAGE, CREATE ON SCHEMA ${trash} TO %I;', current_user);
  END IF;
  FOR item IN
    WITH RECURSIVE below AS (
      SELECT k.oid, k.field FROM ROWS FROM (unnest(${oids}), unnest(${fields})) AS k (oid, field)
       UNION -- each table for itself takes those along that go with it
      SELECT h.inhrelid, NULL FROM below b JOIN pg_inherits h ON h.inhparent = b.oid
       WHERE ${each}
    )
    SELECT c.oid, c.relname, n.nspname, k.field, c.relkind, a.attnum, c.relrowsecurity,
           c.relforcerowsecurity, pg_has_role(c.relowner, 'USAGE') AS owned
      FROM below k
      JOIN pg_class c ON c.oid = k.oid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = k.field
     WHERE CASE WHEN ${each} THEN c.relkind = 'r' AND c.relpersistence <> 't'
                ELSE k.field IS NOT NULL OR NOT (c.oid = ANY (moved) AND ${movable}) END
  LOOP
    -- A key whose columns stay says afterwards which row each value belongs to.
    key_columns := (
      SELECT array_agg(a.attname::text ORDER BY u.n)
        FROM pg_index i
       CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY u (num, n)
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num
       WHERE i.indrelid = item.oid AND i.indisunique AND i.indimmediate AND i.indisvalid
         AND i.indpred IS NULL AND u.n <= i.indnkeyatts
       GROUP BY i.indexrelid, i.indisprimary, i.indnkeyatts
      HAVING bool_and(a.attnotnull IS TRUE AND NOT EXISTS (
               SELECT FROM ROWS FROM (unnest(${oids}), unnest(${fields})) AS k (oid, field)
                WHERE k.oid = item.oid AND k.field = a.attname))
       ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid LIMIT 1);
    IF item.field IS NOT NULL AND key_columns IS NULL THEN
      RAISE EXCEPTION 'column % of table % cannot be kept: the table has no primary key that stays',
        quote_ident(item.field), item.oid::regclass USING ERRCODE = 'SC009';
    END IF;
    ${target}
    -- Row-level security may hide rows from the owner too, who may lift it for a moment.
    IF item.relrowsecurity AND item.relforcerowsecurity AND item.owned THEN
      EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', item.oid::regclass);
    END IF;
    IF row_security_active(item.oid) THEN
      RAISE EXCEPTION 'table % cannot be kept: row-level security hides rows of it from role %',
        item.oid::regclass, quote_ident(current_user) USING ERRCODE = 'SC009';
    END IF;
    IF ${each} THEN
      EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s)', item.oid::regclass) INTO filled;
      CONTINUE WHEN NOT filled;
    END IF;
    -- Types of the user may be dropped next, so that their values are kept as texts.
    SELECT string_agg(quote_ident(a.attname)
             || CASE WHEN y.typnamespace <> 'pg_catalog'::regnamespace
                     THEN '::text AS ' || quote_ident(a.attname) ELSE '' END, ', '
             ORDER BY a.attnum),
           jsonb_build_object(
             'kind', CASE WHEN item.field IS NULL THEN 'rows' ELSE 'column' END,
             'schema', item.nspname, 'table', item.relname, 'column', item.field,
             'key', to_jsonb(key_columns), 'oid', item.oid, 'revision', ${revision},
             'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
             'by', session_user, 'comment', obj_description(item.oid, 'pg_class'),
             'types', jsonb_object_agg(a.attname, format_type(a.atttypid, a.atttypmod))
                        FILTER (WHERE y.typnamespace <> 'pg_catalog'::regnamespace))
      INTO fields, about
      FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
     WHERE a.attrelid = item.oid AND a.attnum > 0 AND NOT a.attisdropped
       AND (item.field IS NULL OR a.attname = item.field OR a.attname = ANY (key_columns));
    EXECUTE format('CREATE TABLE ${trash}.%I AS SELECT %s FROM %s%s', target, fields,
                   CASE WHEN ${each} THEN 'ONLY ' END, item.oid::regclass);
    IF item.relrowsecurity AND item.relforcerowsecurity AND item.owned THEN
      EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', item.oid::regclass);
    END IF;
    IF item.field IS NOT NULL THEN
      SELECT about || jsonb_build_object(
               'type', concat(format_type(a.atttypid, a.atttypmod),
                 CASE WHEN a.attcollation <> y.typcollation
                      THEN ' COLLATE ' || a.attcollation::regcollation END),
               'not_null', a.attnotnull, 'comment', col_description(item.oid, a.attnum))
        INTO about
        FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
       WHERE a.attrelid = item.oid AND a.attnum = item.attnum;
      -- What the server drops along with the column is made again with it.
      SELECT about || jsonb_build_object('later', coalesce(
               jsonb_agg(l.again ORDER BY l.step, l.id), '[]'))
        INTO about
        FROM (SELECT 1 AS step, d.oid AS id,
                     format('ALTER TABLE %I.%I ALTER COLUMN %I SET DEFAULT %s', item.nspname,
                            item.relname, item.field, pg_get_expr(d.adbin, d.adrelid)) AS again
                FROM pg_attrdef d
               WHERE d.adrelid = item.oid AND d.adnum = item.attnum
               UNION ALL
              SELECT v.step, a.attrelid, format(v.again, item.nspname, item.relname, item.field,
                       CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END)
                FROM pg_attribute a
               CROSS JOIN (VALUES
                       (2, 'ALTER TABLE %I.%I ALTER COLUMN %I ADD GENERATED %s AS IDENTITY'),
                       (3, 'SELECT setval(pg_get_serial_sequence(format(''%%I.%%I'', %1$L, %2$L),'
                             ' %3$L), max(%3$I)) FROM %1$I.%2$I')) AS v (step, again)
               WHERE a.attrelid = item.oid AND a.attnum = item.attnum AND a.attidentity <> ''
               UNION ALL
              SELECT DISTINCT CASE k.contype WHEN 'f' THEN 5 ELSE 4 END, k.oid,
                     format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname,
                            pg_get_constraintdef(k.oid))
                FROM pg_depend d JOIN pg_constraint k ON k.oid = d.objid
               WHERE d.classid = 'pg_constraint'::regclass AND d.refclassid = 'pg_class'::regclass
                 AND d.refobjid = item.oid AND d.refobjsubid = item.attnum
                 AND k.contype IN ('c', 'u', 'p', 'x', 'f') AND k.conparentid = 0
               UNION ALL
              SELECT DISTINCT 6, i.indexrelid,
                     replace(pg_get_indexdef(i.indexrelid),
                             CASE item.relkind WHEN 'p' THEN ' ON ONLY ' ELSE '' END, ' ON ')
                FROM pg_depend d JOIN pg_index i ON i.indexrelid = d.objid
               WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                 AND d.refobjid = item.oid AND d.refobjsubid = item.attnum
                 AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid
                                    AND k.contype IN ('u', 'p', 'x'))
               UNION ALL
              SELECT DISTINCT 7, s.oid, pg_get_statisticsobjdef(s.oid)
                FROM pg_depend d JOIN pg_statistic_ext s ON s.oid = d.objid
               WHERE d.classid = 'pg_statistic_ext'::regclass
                 AND d.refclassid = 'pg_class'::regclass
                 AND d.refobjid = item.oid AND d.refobjsubid = item.attnum) AS l;
    END IF;
    EXECUTE format('COMMENT ON TABLE ${trash}.%I IS %L', target, about);
  END LOOP;
  PERFORM set_config('saascore.kept', (
            SELECT jsonb_object_agg(f.attrelid, f.numbers)::text
              FROM (SELECT a.attrelid, jsonb_agg(a.attnum) AS numbers FROM pg_attribute a
                     WHERE a.attrelid = ANY (moved) AND a.attnum > 0 AND NOT a.attisdropped
                     GROUP BY a.attrelid) AS f), true),
          set_config('search_path', path, true);
END
