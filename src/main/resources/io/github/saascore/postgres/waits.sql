-- What one server process does and waits for; the process 0 is none.
SELECT (SELECT p.phase || CASE WHEN p.blocks_total > 0
                               THEN ' ' || p.blocks_done * 100 / p.blocks_total || ' %'
                               ELSE '' END
          FROM pg_stat_progress_create_index p WHERE p.pid = ${process}) AS phase,
       (SELECT string_agg(b.who, '; ')
          FROM (SELECT ${session}
                  FROM unnest(pg_blocking_pids(${process})) AS l(pid)
                  LEFT JOIN pg_stat_activity a ON a.pid = l.pid
                 WHERE l.pid <> 0
                UNION
                SELECT ${prepared}
                  FROM pg_locks w
                  JOIN pg_locks l ON l.pid IS NULL AND l.granted AND l.locktype = w.locktype
                                 AND (l.transactionid = w.transactionid
                                      OR (l.database, l.relation) = (w.database, w.relation))
                  ${prepared_of_lock}
                 WHERE w.pid = ${process} AND NOT w.granted) AS b(who)) AS holders,
       (SELECT min(w.pid)
          FROM pg_locks w
         WHERE NOT w.granted AND w.locktype = 'transactionid'
           AND ${process} = ANY (pg_blocking_pids(w.pid))) AS slot,
       (SELECT min(a.pid)
          FROM pg_stat_activity a
         WHERE a.wait_event = 'SyncRep' AND a.datname = current_database()
           AND ${committing}) AS committing,
       current_setting('synchronous_standby_names') AS standby_names
