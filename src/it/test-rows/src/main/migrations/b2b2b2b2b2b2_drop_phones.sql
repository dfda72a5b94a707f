-- revision: b2b2b2b2b2b2
-- down_revision: a1a1a1a1a1a1
-- message: drop phones

-- saascore:upgrade
ALTER TABLE users DROP COLUMN phone;

-- saascore:downgrade
ALTER TABLE users ADD COLUMN phone text;
