-- revision: c3c3c3c3c3c3
-- down_revision: a1a1a1a1a1a1
-- message: make orders

-- saascore:upgrade
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES user (id));

-- saascore:downgrade
DROP TABLE orders;
