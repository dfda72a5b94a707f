-- revision: b2b2b2b2b2b2
-- down_revision: a1a1a1a1a1a1
-- message: fill notes
-- created: 2026-01-12T09:00:00Z

-- saascore:upgrade class=com.example.FillNotes

-- saascore:downgrade
DELETE FROM notes;
