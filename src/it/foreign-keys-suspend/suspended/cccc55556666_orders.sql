-- revision: cccc55556666
-- down_revision: bbbb33334444
-- message: orders, loaded in any order

-- saascore:upgrade foreign_keys=suspend
CREATE TABLE shop (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, shop int REFERENCES shop);
COPY orders FROM stdin;
1	7
2	8
\.
INSERT INTO shop VALUES (7);
