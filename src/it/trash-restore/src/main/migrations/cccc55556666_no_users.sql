-- revision: cccc55556666
-- down_revision: bbbb33334444
-- message: no users

-- saascore:upgrade
DROP TABLE users;

-- saascore:downgrade
CREATE TABLE users (id int PRIMARY KEY);
