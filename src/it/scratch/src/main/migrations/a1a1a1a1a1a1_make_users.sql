-- revision: a1a1a1a1a1a1
-- down_revision: base
-- message: make users

-- saascore:upgrade
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, phone text);

-- saascore:downgrade
DROP TABLE users;
