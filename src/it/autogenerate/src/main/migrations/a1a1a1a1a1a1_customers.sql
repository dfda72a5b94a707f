-- revision: a1a1a1a1a1a1
-- down_revision: base
-- message: customers

-- saascore:upgrade
CREATE TABLE customers (id bigint PRIMARY KEY, mail varchar(100));

-- saascore:downgrade
DROP TABLE customers;
