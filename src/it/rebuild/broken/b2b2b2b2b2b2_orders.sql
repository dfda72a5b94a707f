-- revision: b2b2b2b2b2b2
-- down_revision: a1a1a1a1a1a1
-- message: orders

-- saascore:upgrade
CREATE TABLE orders (id int PRIMARY KEY, item_id int REFERENCES itms);

-- saascore:downgrade
DROP TABLE orders;
