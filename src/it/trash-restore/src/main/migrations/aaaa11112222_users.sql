-- revision: aaaa11112222
-- down_revision: base
-- message: users

-- saascore:upgrade
CREATE TABLE users (id int PRIMARY KEY, phone text);
INSERT INTO users VALUES (1, '555'), (2, NULL);

-- saascore:downgrade
DROP TABLE users;
