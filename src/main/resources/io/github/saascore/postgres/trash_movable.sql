(c.relkind = 'r' AND NOT c.relispartition AND NOT EXISTS (
           SELECT FROM pg_inherits h WHERE c.oid IN (h.inhrelid, h.inhparent)))
