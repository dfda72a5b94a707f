(SELECT string_agg(concat_ws(':', t.oid,
          CASE WHEN ${row}.confdeltype IN ('c', 'n', 'd')
               THEN pg_stat_get_xact_tuples_deleted(t.oid) END,
          CASE WHEN ${row}.confupdtype IN ('c', 'n', 'd')
               THEN pg_stat_get_xact_tuples_updated(t.oid)
                      - pg_stat_get_xact_tuples_hot_updated(t.oid) END), ',' ORDER BY t.oid)
   FROM pg_class t
  WHERE t.oid = ${row}.confrelid
     OR t.oid IN (SELECT relid FROM pg_partition_tree(${row}.confrelid)))
