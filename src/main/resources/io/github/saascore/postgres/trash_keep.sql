DECLARE
  path text := pg_catalog.current_setting('search_path');
  moved oid[];
  item record;
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
  END IF;
  FOR item IN
    SELECT c.oid, c.relname, n.nspname, k.field
      FROM ROWS FROM (unnest(${oids}), unnest(${fields})) AS k (oid, field)
      JOIN pg_class c ON c.oid = k.oid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE k.field IS NOT NULL OR NOT (c.oid = ANY (moved) AND ${movable})
  LOOP
    key_columns := ARRAY(
      SELECT a.attname FROM pg_index i
       CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY u (num, n)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num
       WHERE i.indrelid = item.oid AND i.indisprimary AND u.n <= i.indnkeyatts ORDER BY u.n);
    IF item.field IS NOT NULL AND key_columns = '{}' THEN
      RAISE EXCEPTION 'column % of table % cannot be kept: the table has no primary key',
        quote_ident(item.field), item.oid::regclass USING ERRCODE = 'SC009';
    END IF;
    ${target}
    -- Types of the user may be dropped next, so that their values are kept as texts.
    SELECT string_agg(quote_ident(a.attname)
             || CASE WHEN y.typnamespace <> 'pg_catalog'::regnamespace
                     THEN '::text AS ' || quote_ident(a.attname) ELSE '' END, ', '
             ORDER BY a.attnum)
      INTO fields
      FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
     WHERE a.attrelid = item.oid AND a.attnum > 0 AND NOT a.attisdropped
       AND (item.field IS NULL OR a.attname = item.field OR a.attname = ANY (key_columns));
    EXECUTE format('CREATE TABLE ${trash}.%I AS SELECT %s FROM %s', target, fields,
                   item.oid::regclass);
    SELECT jsonb_build_object(
             'kind', CASE WHEN item.field IS NULL THEN 'rows' ELSE 'column' END,
             'schema', item.nspname, 'table', item.relname, 'column', item.field,
             'key', to_jsonb(key_columns), 'oid', item.oid, 'revision', ${revision},
             'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
             'by', session_user, 'comment', obj_description(item.oid, 'pg_class'))
      INTO about;
    IF item.field IS NOT NULL THEN
      SELECT about || jsonb_build_object(
               'type', format_type(a.atttypid, a.atttypmod), 'not_null', a.attnotnull,
               'default', pg_get_expr(d.adbin, d.adrelid),
               'comment', col_description(item.oid, a.attnum))
        INTO about
        FROM pg_attribute a
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE a.attrelid = item.oid AND a.attname = item.field;
    END IF;
    EXECUTE format('COMMENT ON TABLE ${trash}.%I IS %L', target, about);
  END LOOP;
  PERFORM set_config('search_path', path, true);
END
