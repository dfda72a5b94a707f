DECLARE
  about jsonb;
  kept text;
  called name;
  home text;
  name text;
  field text;
  part record;
  matching text;
  type text;
  forced boolean;
  triggers jsonb := '[]';
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true);
  SELECT obj_description(c.oid, 'pg_class')::jsonb, format('%I.%I', n.nspname, c.relname), c.relname
    INTO STRICT about, kept, called
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ${oid};
  home := about ->> 'schema';
  name := format('%I.%I', home, about ->> 'table');
  field := about ->> 'column';
  IF to_regnamespace(quote_ident(home)) IS NULL THEN
    RAISE EXCEPTION 'schema % is not there any more', quote_ident(home) USING ERRCODE = 'SC011';
  END IF;

  IF about ->> 'kind' = 'column' THEN
    IF to_regclass(name) IS NULL THEN
      RAISE EXCEPTION 'table % is not there any more', name USING ERRCODE = 'SC011';
    ELSIF EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = to_regclass(name)
                     AND a.attname = field AND NOT a.attisdropped) THEN
      RAISE EXCEPTION 'table % has a column % already', name, quote_ident(field)
        USING ERRCODE = 'SC011';
    END IF;
    FOR part IN
      SELECT k FROM jsonb_array_elements_text(about -> 'key') AS k
       WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = to_regclass(name)
                            AND a.attname = k AND NOT a.attisdropped)
    LOOP
      RAISE EXCEPTION 'table % has no column % any more, which says whose values they are', name,
        quote_ident(part.k) USING ERRCODE = 'SC011';
    END LOOP;
    type := about ->> 'type';
    EXECUTE format('ALTER TABLE %s ADD COLUMN %I %s', name, field, type);

    -- Nothing else of the rows may change, and none may be hidden.
    FOR part IN
      SELECT t.tgrelid::regclass::text AS rel, t.tgname,
             CASE t.tgenabled WHEN 'R' THEN 'REPLICA ' WHEN 'A' THEN 'ALWAYS ' END AS mode
        FROM pg_trigger t
       WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
         AND (t.tgrelid = to_regclass(name)
              OR t.tgrelid IN (SELECT relid FROM pg_partition_tree(to_regclass(name))))
    LOOP
      EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', part.rel, part.tgname);
      triggers := triggers || to_jsonb(
        format('ALTER TABLE ONLY %s ENABLE %sTRIGGER %I', part.rel, part.mode, part.tgname));
    END LOOP;
    forced := (SELECT c.relforcerowsecurity FROM pg_class c WHERE c.oid = to_regclass(name));
    IF forced THEN
      EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', name);
    END IF;
    SELECT string_agg(format('live.%1$I::text = kept.%1$I::text', k), ' AND ') INTO matching
      FROM jsonb_array_elements_text(about -> 'key') AS k;
    EXECUTE format('UPDATE %1$s AS live SET %2$I = kept.%2$I::%3$s FROM %4$s AS kept WHERE %5$s',
                   name, field, type, kept, matching);
    SET CONSTRAINTS ALL IMMEDIATE;
    IF forced THEN
      EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
    END IF;
    FOR part IN SELECT value AS again FROM jsonb_array_elements_text(triggers) LOOP
      EXECUTE part.again;
    END LOOP;

    IF (about ->> 'not_null')::boolean THEN
      BEGIN
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', name, field);
      EXCEPTION WHEN not_null_violation THEN
        RAISE NOTICE 'not restored: NOT NULL of %, as newer rows have no value', field;
      END;
    END IF;
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', name, field, about ->> 'comment');
    EXECUTE format('DROP TABLE %s', kept);
  ELSE
    IF to_regclass(name) IS NOT NULL OR to_regtype(name) IS NOT NULL THEN
      RAISE EXCEPTION '% exists', name USING ERRCODE = 'SC011';
    END IF;
    EXECUTE format('COMMENT ON TABLE %s IS NULL', kept);
    EXECUTE format('ALTER TABLE %s SET SCHEMA %I', kept, home);
    EXECUTE format('ALTER TABLE %I.%I RENAME TO %I', home, called, about ->> 'table');
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
    IF about ->> 'kind' = 'rows' THEN
      FOR part IN SELECT key, value FROM jsonb_each_text(coalesce(
                    nullif(about -> 'types', 'null'), '{}')) LOOP
        BEGIN
          EXECUTE format('ALTER TABLE %1$s ALTER COLUMN %2$I TYPE %3$s USING %2$I::%3$s', name,
                         part.key, part.value);
        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
          RAISE;
        WHEN OTHERS THEN
          RAISE NOTICE 'not restored: type % of %, whose values are texts now (%)', part.value,
            part.key, SQLERRM;
        END;
      END LOOP;
      RAISE NOTICE 'not restored: constraints, indexes and defaults, as only the rows were kept';
    END IF;
  END IF;
  FOR part IN SELECT value AS again
                FROM jsonb_array_elements_text(coalesce(about -> 'later', '[]')) LOOP
    BEGIN
      EXECUTE part.again;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
      RAISE;
    WHEN OTHERS THEN
      RAISE NOTICE 'not restored: % (%)', part.again, SQLERRM;
    END;
  END LOOP;
END
