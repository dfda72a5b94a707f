-- revision: d4d4d4d4d4d4
-- down_revision: base
-- message: customers

-- saascore:upgrade
CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL UNIQUE);

-- saascore:downgrade
DROP TABLE customers;
