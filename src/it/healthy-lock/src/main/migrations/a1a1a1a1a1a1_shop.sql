-- revision: a1a1a1a1a1a1
-- down_revision: base
-- message: a shop

-- saascore:upgrade
CREATE TABLE "user" (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE cart (id int PRIMARY KEY, user_id int REFERENCES "user");

-- saascore:downgrade
DROP TABLE cart;
DROP TABLE "user";
