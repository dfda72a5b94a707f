-- revision: a1a1a1a1a1a1
-- down_revision: base
-- message: items

-- saascore:upgrade
CREATE TABLE items (id int PRIMARY KEY, name text NOT NULL);

-- saascore:downgrade
DROP TABLE items;
