-- revision: a1a1a1a1a1a1
-- down_revision: base
-- message: make notes
-- created: 2026-01-12T09:00:00Z

-- saascore:upgrade
CREATE TABLE notes (id bigint PRIMARY KEY, body varchar(50) NOT NULL);
INSERT INTO notes SELECT n, 'note ' || n FROM generate_series(1, 1000) n;

-- saascore:downgrade
DROP TABLE notes;
