DECLARE
  home name := coalesce(${schema}::name, pg_catalog.current_schema());
  path text := pg_catalog.current_setting('search_path');
  state jsonb := nullif(pg_catalog.current_setting('saascore.suspended', true), '')::jsonb;
  named jsonb;
  fresh jsonb;
  refused text;
  key jsonb;
  constraint_id oid;
  missing text;
  key_text text;
  broken jsonb;
  done jsonb[] := '{}';
BEGIN
  IF state IS NULL AND NOT ${first} THEN
    RAISE EXCEPTION 'the script has reset the settings of its session' USING ERRCODE = 'SC007';
  END IF;
  -- The constraints that the script names, read with the script's own search path.
  SELECT coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
           'rel', pg_catalog.to_regclass(n.rel)::oid,
           'con', (pg_catalog.parse_ident(n.con))[1], 'verb', n.verb)), '[]')
    INTO named
    FROM ROWS FROM (pg_catalog.unnest(${tables}), pg_catalog.unnest(${names}),
                    pg_catalog.unnest(${verbs})) AS n (rel, con, verb);
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true);
  state := coalesce(state, jsonb_build_object(
    'role', current_setting('role'), 'home', home, 'keys', '[]'::jsonb));

  -- Every foreign key with an end in the schema that is not suspended yet. One that the server has
  -- made anew, as ALTER COLUMN TYPE does, has another oid and its old name.
  WITH RECURSIVE tree AS (
    SELECT k.oid, k.oid AS root, 0 AS depth
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_class p ON p.oid = k.confrelid
     WHERE k.contype = 'f' AND k.conparentid = 0 AND c.relpersistence <> 't'
       AND (SELECT oid FROM pg_namespace WHERE nspname = home)
             IN (c.relnamespace, p.relnamespace)
       AND NOT EXISTS (
             SELECT FROM jsonb_array_elements(state -> 'keys') s
              WHERE (s ->> 'oid')::oid = k.oid
                 OR NOT (s ->> 'scripted')::boolean AND s -> 'row' ->> 'conname' = k.conname
                    AND (s -> 'row' ->> 'conrelid')::oid = k.conrelid)
    UNION ALL -- copies on the partitions of the referencing table, which may have other names
    SELECT k.oid, t.root, t.depth + 1
      FROM tree t
      JOIN pg_constraint o ON o.oid = t.oid
      JOIN pg_constraint k ON k.conparentid = t.oid
     WHERE ${drop} AND k.conrelid <> o.conrelid AND k.confrelid = o.confrelid
  )
  SELECT jsonb_agg(
           jsonb_build_object(
             'oid', k.oid, 'root', t.root, 'depth', t.depth,
             'row', jsonb_strip_nulls(to_jsonb(k)),
             'child', format('%I.%I', cn.nspname, c.relname),
             'parent', format('%I.%I', pn.nspname, p.relname),
             'cols', (SELECT jsonb_agg(a.attname ORDER BY u.n)
                        FROM unnest(k.conkey) WITH ORDINALITY u (num, n)
                        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num),
             'refcols', (SELECT jsonb_agg(a.attname ORDER BY u.n)
                           FROM unnest(k.confkey) WITH ORDINALITY u (num, n)
                           JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num),
             'primary', coalesce((SELECT i.indisprimary FROM pg_index i
                                   WHERE i.indexrelid = k.conindid), false),
             'comment', obj_description(k.oid, 'pg_constraint'),
             'enforced', coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true),
             'scripted', coalesce(s.verbs && '{add,drop}', false),
             'dropped', ${drop} AND s.verbs IS NULL,
             'changes', ${changes},
             'why', CASE
                WHEN NOT pg_has_role(c.relowner, 'USAGE')
                THEN format('of table %s, which belongs to %s', c.oid::regclass,
                            c.relowner::regrole)
                WHEN NOT ${drop} OR s.verbs IS NOT NULL THEN NULL
                WHEN NOT has_schema_privilege(pn.oid, 'USAGE')
                     OR NOT has_table_privilege(p.oid, 'REFERENCES')
                        AND NOT (SELECT bool_and(has_column_privilege(p.oid, u.num, 'REFERENCES'))
                                   FROM unnest(k.confkey) AS u (num))
                THEN format('of table %s refers to %s, for which there is no right to REFERENCES',
                            c.oid::regclass, p.oid::regclass)
                WHEN EXISTS (SELECT FROM pg_trigger g
                              WHERE g.tgconstraint = k.oid AND g.tgenabled <> 'O')
                THEN format('of table %s, whose triggers a superuser has switched',
                            c.oid::regclass)
                END)
           ORDER BY k.conrelid, t.root, t.depth)
    INTO fresh
    FROM tree t
    JOIN pg_constraint k ON k.oid = t.oid
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace cn ON cn.oid = c.relnamespace
    JOIN pg_class p ON p.oid = k.confrelid
    JOIN pg_namespace pn ON pn.oid = p.relnamespace
    JOIN pg_constraint r ON r.oid = t.root
   CROSS JOIN LATERAL (
           SELECT array_agg(n ->> 'verb') AS verbs FROM jsonb_array_elements(named) n
            WHERE (n ->> 'rel')::oid = r.conrelid AND n ->> 'con' = r.conname
         ) s
   WHERE s.verbs IS NULL OR NOT s.verbs && '{alter}'; -- that one is the script's alone

  SELECT string_agg(format('%I %s', f -> 'row' ->> 'conname', f ->> 'why'), E'\n')
    INTO refused
    FROM jsonb_array_elements(fresh) f WHERE f ->> 'why' IS NOT NULL;
  IF refused IS NOT NULL THEN
    RAISE EXCEPTION 'role % cannot suspend all foreign keys', quote_ident(current_user)
      USING ERRCODE = 'SC004', DETAIL = refused;
  END IF;

  FOR key IN SELECT f - 'why' FROM jsonb_array_elements(fresh) f LOOP
    IF (key ->> 'dropped')::boolean THEN
      IF (key ->> 'depth')::int = 0 AND (key ->> 'enforced')::boolean
         AND NOT (key -> 'row' ->> 'convalidated')::boolean THEN
        constraint_id := (key ->> 'oid')::oid;
        ${missing}
        -- Rows that point to nothing already; the constraint was never validated.
        EXECUTE format('SELECT coalesce(jsonb_object_agg(v, n), ''{}'')'
                         ' FROM (SELECT %s AS v, count(*) AS n %s GROUP BY 1) AS found',
                       key_text, missing) INTO broken;
        key := key || jsonb_build_object('broken', broken);
      END IF;
      IF (key ->> 'depth')::int = 0 THEN
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I',
                       key ->> 'child', key -> 'row' ->> 'conname');
      END IF;
    ELSIF (key ->> 'enforced')::boolean AND (key ->> 'depth')::int = 0 THEN
      IF NOT (key -> 'row' ->> 'condeferred')::boolean THEN
        EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED',
                       key ->> 'child', key -> 'row' ->> 'conname');
      END IF;
      -- An earlier SET CONSTRAINTS of this transaction may say otherwise.
      EXECUTE format('SET CONSTRAINTS %s.%I DEFERRED',
                     (key -> 'row' ->> 'connamespace')::oid::regnamespace,
                     key -> 'row' ->> 'conname');
    END IF;
    done := done || key;
  END LOOP;
  state := jsonb_set(state, '{keys}', (state -> 'keys') || to_jsonb(done));
  PERFORM set_config('saascore.suspended', state::text, true);
  PERFORM set_config('search_path', path, true);
END
