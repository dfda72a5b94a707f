-- revision: b2b2b2b2b2b2
-- down_revision: a1a1a1a1a1a1
-- message: users live elsewhere

-- saascore:upgrade foreign_keys=suspend
DROP TABLE "user";

-- saascore:downgrade irreversible the users are gone
