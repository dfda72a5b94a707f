-- revision: c3c3c3c3c3c3
-- down_revision: b2b2b2b2b2b2
-- message: fail
-- created: 2026-01-12T09:00:00Z

-- saascore:upgrade class=com.example.Failing

-- saascore:downgrade irreversible
-- nothing is done, so nothing can be undone
