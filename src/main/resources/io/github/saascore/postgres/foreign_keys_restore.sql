DECLARE
  state jsonb := nullif(pg_catalog.current_setting('saascore.suspended', true), '')::jsonb;
  actions CONSTANT jsonb := '{"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL",
                              "d": "SET DEFAULT"}';
  most CONSTANT int := 20;
  key jsonb;
  before pg_constraint;
  present pg_constraint;
  child oid;
  parent oid;
  cols text[];
  refcols text[];
  setcols text[];
  definition text;
  detail text;
  refusal text;
  refused_by name;
  refused oid[] := '{}';
  broken_roots oid[] := '{}';
  tolerated jsonb := '{}';
  constraint_id oid;
  missing text;
  key_text text;
  line_text text;
  found text[];
  total bigint;
  lines text[] := '{}';
  rows bigint := 0;
BEGIN
  IF state IS NULL THEN
    RAISE EXCEPTION 'the script has reset the settings of its session' USING ERRCODE = 'SC007';
  END IF;
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true),
          pg_catalog.set_config('role', state ->> 'role', true);

  -- Did an ON DELETE or ON UPDATE action have cause to change rows that the script did not name?
  SELECT string_agg(format('%I of table %s', f.conname, s ->> 'child'), ', ')
    INTO detail
    FROM jsonb_array_elements(state -> 'keys') s
   CROSS JOIN jsonb_populate_record(NULL::pg_constraint, s -> 'row') f
   WHERE NOT (s ->> 'dropped')::boolean AND (s ->> 'enforced')::boolean
     AND (f.confdeltype IN ('c', 'n', 'd') OR f.confupdtype IN ('c', 'n', 'd'))
     AND (current_setting('track_counts') <> 'on' OR s ->> 'changes' IS DISTINCT FROM ${changes})
     AND (NOT (s ->> 'scripted')::boolean OR EXISTS (
            SELECT FROM pg_constraint k WHERE k.oid = (s ->> 'oid')::oid));
  IF detail IS NOT NULL THEN
    RAISE EXCEPTION 'actions of foreign keys may have changed other rows'
      USING ERRCODE = 'SC006', DETAIL = detail;
  END IF;

  BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
  EXCEPTION WHEN foreign_key_violation THEN
    GET STACKED DIAGNOSTICS refused_by = CONSTRAINT_NAME, refusal = MESSAGE_TEXT;
    -- Only what this transaction has touched can be wrong; counting all else may take long.
    SELECT array_agg(k.oid) INTO refused
      FROM jsonb_array_elements(state -> 'keys') s
      JOIN pg_constraint k ON k.oid = (s ->> 'oid')::oid
     WHERE (s ->> 'enforced')::boolean
       AND (k.conname = refused_by OR k.convalidated AND (
             current_setting('track_counts') <> 'on' OR EXISTS (
               SELECT FROM pg_class t
                WHERE (t.oid IN (k.conrelid, k.confrelid)
                       OR t.oid IN (SELECT relid FROM pg_partition_tree(k.conrelid))
                       OR t.oid IN (SELECT relid FROM pg_partition_tree(k.confrelid)))
                  AND pg_stat_get_xact_tuples_inserted(t.oid)
                        + pg_stat_get_xact_tuples_updated(t.oid)
                        + pg_stat_get_xact_tuples_deleted(t.oid) > 0)));
  END;

  FOR key IN SELECT s FROM jsonb_array_elements(state -> 'keys') s
              WHERE refusal IS NULL
              ORDER BY (s ->> 'root')::oid, (s ->> 'depth')::int DESC LOOP
    before := jsonb_populate_record(NULL::pg_constraint, key -> 'row');
    -- ALTER COLUMN TYPE makes a constraint anew, with its name or at least with its columns.
    SELECT k.* INTO present
      FROM pg_constraint k
     WHERE k.oid = before.oid
        OR NOT (key ->> 'scripted')::boolean AND k.conrelid = before.conrelid AND k.contype = 'f'
           AND (k.conname = before.conname
                OR k.confrelid = before.confrelid AND k.conkey = before.conkey
                   AND k.confkey = before.confkey AND k.condeferred AND NOT EXISTS (
                     SELECT FROM jsonb_array_elements(state -> 'keys') s
                      WHERE (s ->> 'oid')::oid = k.oid))
     ORDER BY k.oid <> before.oid, k.conname <> before.conname LIMIT 1;
    IF NOT (key ->> 'dropped')::boolean AND present.oid IS NOT NULL THEN
      IF present.condeferred AND NOT before.condeferred THEN
        EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I %s',
          present.conrelid::regclass, present.conname,
          CASE WHEN before.condeferrable THEN 'DEFERRABLE INITIALLY IMMEDIATE'
               ELSE 'NOT DEFERRABLE' END);
      END IF;
      CONTINUE;
    END IF;

    -- It is gone: with one of its tables, by the word of the script, or because we dropped it.
    child := (SELECT oid FROM pg_class WHERE oid = before.conrelid
                 AND relnamespace IS DISTINCT FROM to_regnamespace('saascore_trash')::oid);
    parent := (SELECT oid FROM pg_class WHERE oid = before.confrelid
                 AND relnamespace IS DISTINCT FROM to_regnamespace('saascore_trash')::oid);
    CONTINUE WHEN child IS NULL
      OR NOT (key ->> 'dropped')::boolean AND (parent IS NOT NULL OR (key ->> 'scripted')::boolean);
    -- A table that was dropped and made again under its name is pointed to again.
    parent := coalesce(parent, to_regclass(key ->> 'parent'));
    CONTINUE WHEN parent IS NULL OR (key ->> 'depth')::int > 0
      AND NOT (SELECT relispartition FROM pg_class WHERE oid = child);
    -- Columns may have been renamed, or replaced by new ones under their names.
    SELECT array_agg(coalesce(a.attname, b.attname)::text ORDER BY u.n) INTO cols
      FROM unnest(before.conkey) WITH ORDINALITY u (num, n)
      LEFT JOIN pg_attribute a ON a.attrelid = child AND a.attnum = u.num AND NOT a.attisdropped
      LEFT JOIN pg_attribute b ON b.attrelid = child AND NOT b.attisdropped
           AND b.attname = key -> 'cols' ->> (u.n::int - 1);
    SELECT array_agg(coalesce(a.attname, b.attname)::text ORDER BY u.n) INTO refcols
      FROM unnest(before.confkey) WITH ORDINALITY u (num, n)
      LEFT JOIN pg_attribute a ON a.attrelid = before.confrelid AND a.attnum = u.num
           AND NOT a.attisdropped
      LEFT JOIN pg_attribute b ON b.attrelid = parent AND NOT b.attisdropped
           AND b.attname = key -> 'refcols' ->> (u.n::int - 1);
    CONTINUE WHEN array_position(cols, NULL) IS NOT NULL; -- gone with its column, as always
    IF array_position(refcols, NULL) IS NOT NULL THEN
      RAISE EXCEPTION 'foreign key % of table % refers to a column that is gone',
        quote_ident(before.conname), child::regclass
        USING ERRCODE = 'SC008', DETAIL = format('it referred to %s (%s)', parent::regclass,
          (SELECT string_agg(quote_ident(c), ', ')
             FROM jsonb_array_elements_text(key -> 'refcols') AS c));
    END IF;
    SELECT array_agg(c.attname ORDER BY u.n) INTO setcols
      FROM jsonb_array_elements_text(key -> 'row' -> 'confdelsetcols') WITH ORDINALITY u (num, n)
      JOIN unnest(before.conkey, cols) AS c (num, attname) ON c.num = u.num::int;
    definition := concat(
      format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (', child::regclass, before.conname),
      (SELECT string_agg(concat(CASE WHEN (key -> 'row' ->> 'conperiod')::boolean
                                      AND n = cardinality(cols) THEN 'PERIOD ' END,
                                quote_ident(c)), ', ' ORDER BY n)
         FROM unnest(cols) WITH ORDINALITY AS u (c, n)),
      ') REFERENCES ', parent::regclass,
      -- Without columns the primary key is meant; with them it may be any unique index.
      CASE WHEN NOT (key ->> 'primary')::boolean
                OR refcols IS DISTINCT FROM (
                     SELECT array_agg(a.attname::text ORDER BY u.n)
                       FROM pg_index i
                      CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY u (num, n)
                       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num
                      WHERE i.indrelid = parent AND i.indisprimary AND u.n <= i.indnkeyatts)
           THEN (SELECT concat(' (', string_agg(
                          concat(CASE WHEN (key -> 'row' ->> 'conperiod')::boolean
                                       AND n = cardinality(refcols) THEN 'PERIOD ' END,
                                 quote_ident(c)), ', ' ORDER BY n), ')')
                   FROM unnest(refcols) WITH ORDINALITY AS u (c, n)) END,
      CASE before.confmatchtype WHEN 'f' THEN ' MATCH FULL' END,
      ' ON UPDATE ' || (actions ->> before.confupdtype::text),
      ' ON DELETE ' || (actions ->> before.confdeltype::text),
      (SELECT ' (' || string_agg(quote_ident(c), ', ') || ')' FROM unnest(setcols) AS u (c)),
      CASE WHEN before.condeferrable THEN ' DEFERRABLE' END,
      CASE WHEN before.condeferred THEN ' INITIALLY DEFERRED' END,
      CASE WHEN NOT (key ->> 'enforced')::boolean THEN ' NOT ENFORCED'
           WHEN NOT before.convalidated THEN ' NOT VALID' END);
    CONTINUE WHEN (key ->> 'root')::oid = ANY (broken_roots);
    BEGIN
      EXECUTE definition;
    EXCEPTION WHEN foreign_key_violation THEN
      GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT;
      broken_roots := broken_roots || (key ->> 'root')::oid;
      IF (SELECT relkind FROM pg_class WHERE oid = child) = 'r' THEN
        EXECUTE definition || ' NOT VALID'; -- so that its rows can be listed
      END IF;
    END;
    constraint_id := (SELECT k.oid FROM pg_constraint k
                       WHERE k.conrelid = child AND k.contype = 'f' AND k.conname = before.conname);
    IF (key ->> 'root')::oid = ANY (broken_roots) THEN
      refused := refused || constraint_id;
    ELSE
      IF key ->> 'comment' IS NOT NULL THEN
        EXECUTE format('COMMENT ON CONSTRAINT %I ON %s IS %L',
                       before.conname, child::regclass, key ->> 'comment');
      END IF;
      IF key -> 'broken' IS NOT NULL THEN
        ${missing}
        EXECUTE format('SELECT min(v) FROM (SELECT %s AS v, count(*) AS n %s GROUP BY 1) AS found'
                         ' WHERE n > coalesce(($1 ->> v)::bigint, 0)', key_text, missing)
           INTO detail USING key -> 'broken';
        IF detail IS NOT NULL THEN
          refused := refused || constraint_id;
          tolerated := tolerated || jsonb_build_object(constraint_id::text, key -> 'broken');
        END IF;
      END IF;
    END IF;
  END LOOP;

  FOREACH constraint_id IN ARRAY coalesce(refused, '{}') LOOP
    ${missing}
    SELECT format('concat(%L, %s%s, %L)',
             concat(label.child, CASE WHEN own.cols IS NULL THEN ' (' || label.cols || ')=('
                                      ELSE ' (' || own.cols || ')=(' END),
             own.vals || format(', %L, ', '): (' || label.cols || ')=('), key_text,
             concat(') is not in ', label.parent, ' (', label.refcols, ')'))
      INTO line_text
      FROM (SELECT k.conrelid,
                   CASE c.relnamespace::regnamespace::text WHEN quote_ident(state ->> 'home')
                     THEN quote_ident(c.relname) ELSE c.oid::regclass::text END AS child,
                   CASE p.relnamespace::regnamespace::text WHEN quote_ident(state ->> 'home')
                     THEN quote_ident(p.relname) ELSE p.oid::regclass::text END AS parent,
                   string_agg(quote_ident(ca.attname), ', ' ORDER BY u.n) AS cols,
                   string_agg(quote_ident(pa.attname), ', ' ORDER BY u.n) AS refcols
              FROM pg_constraint k
              JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_class p ON p.oid = k.confrelid
             CROSS JOIN unnest(k.conkey, k.confkey) WITH ORDINALITY u (num, refnum, n)
              JOIN pg_attribute ca ON ca.attrelid = k.conrelid AND ca.attnum = u.num
              JOIN pg_attribute pa ON pa.attrelid = k.confrelid AND pa.attnum = u.refnum
             WHERE k.oid = constraint_id GROUP BY k.oid, c.oid, p.oid) AS label
     CROSS JOIN LATERAL (
            SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.n) AS cols,
                   'concat_ws('', '', ' || string_agg(format('left(c.%I::text, 60)', a.attname),
                                                      ', ' ORDER BY u.n) || ')' AS vals
              FROM pg_index i
             CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY u (num, n)
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num
             WHERE i.indrelid = label.conrelid AND i.indisprimary AND u.n <= i.indnkeyatts) AS own;
    EXECUTE format(
        'SELECT array_agg(line ORDER BY line), max(total) FROM ('
          'SELECT %s AS line, count(*) OVER () AS total FROM ('
            'SELECT c.*, %s AS saascore_v, count(*) OVER (PARTITION BY %2$s) AS saascore_n %s) AS c'
          ' WHERE saascore_n > coalesce(($1 ->> saascore_v)::bigint, 0) ORDER BY line LIMIT %s'
        ') AS listed', line_text, key_text, missing, most)
       INTO found, total USING tolerated -> constraint_id::text;
    lines := lines || found[1 : most - cardinality(lines)];
    rows := rows + coalesce(total, 0);
  END LOOP;
  IF refusal IS NOT NULL OR cardinality(refused) > 0 THEN
    RAISE EXCEPTION '% to nothing',
        CASE rows WHEN 0 THEN 'rows refer' WHEN 1 THEN '1 row refers' ELSE rows || ' rows refer' END
      USING ERRCODE = 'SC005', DETAIL = concat_ws(E'\n',
        CASE rows WHEN 0 THEN refusal ELSE array_to_string(lines, E'\n') END,
        CASE WHEN rows > cardinality(lines) THEN 'and ' || rows - cardinality(lines) || ' more' END);
  END IF;
  PERFORM set_config('saascore.suspended', '', true);
END
