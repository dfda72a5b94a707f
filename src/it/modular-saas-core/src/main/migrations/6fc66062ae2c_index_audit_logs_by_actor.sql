-- revision: 6fc66062ae2c
-- down_revision: 9bec7aa1605e
-- message: index audit logs by actor
-- created: 2026-03-02T13:10:00Z

-- saascore:upgrade transaction=none
CREATE INDEX CONCURRENTLY audit_logs_actor_id_idx ON audit_logs (actor_id) WHERE actor_id IS NOT NULL;

-- saascore:downgrade transaction=none
DROP INDEX CONCURRENTLY audit_logs_actor_id_idx;
