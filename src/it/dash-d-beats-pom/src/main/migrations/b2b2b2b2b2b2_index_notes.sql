-- revision: b2b2b2b2b2b2
-- down_revision: a1a1a1a1a1a1
-- message: index notes
-- created: 2026-01-12T09:00:00Z

-- saascore:upgrade
CREATE INDEX notes_body_idx ON notes (body);

-- saascore:downgrade
DROP INDEX notes_body_idx;
