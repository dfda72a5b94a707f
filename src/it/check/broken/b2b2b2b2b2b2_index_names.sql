-- revision: b2b2b2b2b2b2
-- down_revision: a1a1a1a1a1a1
-- message: index names

-- saascore:upgrade
CREATE INDEX users_name ON users (name);

-- saascore:downgrade
