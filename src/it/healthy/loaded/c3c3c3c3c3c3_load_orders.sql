-- revision: c3c3c3c3c3c3
-- down_revision: b2b2b2b2b2b2
-- message: load orders

-- saascore:upgrade foreign_keys=suspend
CREATE TABLE shop (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, shop_id int NOT NULL REFERENCES shop);
COPY orders FROM stdin;
1	7
2	7
\.
COPY shop FROM stdin;
7
\.

-- saascore:downgrade
DROP TABLE orders;
DROP TABLE shop;
