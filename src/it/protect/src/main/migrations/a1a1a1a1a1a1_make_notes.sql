-- revision: a1a1a1a1a1a1
-- down_revision: base
-- message: make notes
-- created: 2026-01-12T09:00:00Z

-- saascore:upgrade
CREATE TABLE notes (id int PRIMARY KEY, body text NOT NULL);

-- saascore:downgrade
DROP TABLE notes;
