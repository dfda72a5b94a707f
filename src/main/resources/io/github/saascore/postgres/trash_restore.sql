DECLARE
  about jsonb;
  home text;
  name text;
  part record;
  matching text;
  type text;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true);
  SELECT obj_description(c.oid, 'pg_class')::jsonb INTO STRICT about
    FROM pg_class c WHERE c.oid = ${oid};
  home := about ->> 'schema';
  name := format('%I.%I', home, about ->> 'table');
  IF to_regnamespace(quote_ident(home)) IS NULL THEN
    RAISE EXCEPTION 'schema % is not there any more', quote_ident(home) USING ERRCODE = 'SC011';
  END IF;

  IF about ->> 'kind' = 'column' THEN
    IF to_regclass(name) IS NULL THEN
      RAISE EXCEPTION 'table % is not there any more', name USING ERRCODE = 'SC011';
    ELSIF EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = to_regclass(name)
                     AND a.attname = about ->> 'column' AND NOT a.attisdropped) THEN
      RAISE EXCEPTION 'table % has a column % already', name, quote_ident(about ->> 'column')
        USING ERRCODE = 'SC011';
    END IF;
    type := about ->> 'type';
    EXECUTE format('ALTER TABLE %s ADD COLUMN %I %s', name, about ->> 'column', type);
    SELECT string_agg(format('live.%1$I::text = kept.%1$I::text', k), ' AND ') INTO matching
      FROM jsonb_array_elements_text(about -> 'key') AS k;
    EXECUTE format('UPDATE %s AS live SET %2$I = kept.%2$I::%3$s FROM ${table} AS kept WHERE %4$s',
                   name, about ->> 'column', type, matching);
    IF about ->> 'default' IS NOT NULL THEN
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', name, about ->> 'column',
                     about ->> 'default');
    END IF;
    IF (about ->> 'not_null')::boolean THEN
      BEGIN
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', name, about ->> 'column');
      EXCEPTION WHEN not_null_violation THEN
        RAISE NOTICE 'not restored: NOT NULL of %, as newer rows have no value', about ->> 'column';
      END;
    END IF;
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', name, about ->> 'column', about ->> 'comment');
    DROP TABLE ${table};
  ELSE
    IF to_regclass(name) IS NOT NULL OR to_regtype(name) IS NOT NULL THEN
      RAISE EXCEPTION '% exists', name USING ERRCODE = 'SC011';
    END IF;
    COMMENT ON TABLE ${table} IS NULL;
    EXECUTE format('ALTER TABLE ${table} SET SCHEMA %I', home);
    EXECUTE format('ALTER TABLE %I.%I RENAME TO %I', home, ${name}, about ->> 'table');
    EXECUTE format('COMMENT ON TABLE %s IS %L', name, about ->> 'comment');
    FOR part IN
      SELECT 'INDEX' AS kind, key, value FROM jsonb_each_text(about -> 'indexes')
      UNION ALL
      SELECT 'SEQUENCE', key, value FROM jsonb_each_text(about -> 'sequences')
    LOOP
      BEGIN
        EXECUTE format('ALTER %s %I.%I RENAME TO %I', part.kind, home, part.key, part.value);
      EXCEPTION WHEN duplicate_table OR duplicate_object OR undefined_table THEN
        RAISE NOTICE 'not restored: the name % of %', part.value, part.key;
      END;
    END LOOP;
    FOR part IN SELECT value AS again FROM jsonb_array_elements_text(about -> 'later') LOOP
      BEGIN
        EXECUTE part.again;
      EXCEPTION WHEN OTHERS THEN
        RAISE NOTICE 'not restored: % (%)', part.again, SQLERRM;
      END;
    END LOOP;
    IF about ->> 'kind' = 'rows' THEN
      RAISE NOTICE 'not restored: constraints, indexes and defaults, as only the rows were kept';
    END IF;
  END IF;
END
