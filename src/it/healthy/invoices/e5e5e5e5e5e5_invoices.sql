-- revision: e5e5e5e5e5e5
-- down_revision: d4d4d4d4d4d4
-- message: invoices

-- saascore:upgrade
CREATE TABLE invoices (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id int NOT NULL REFERENCES customers,
  cents bigint NOT NULL
);
CREATE INDEX ON invoices (customer_id);

-- saascore:downgrade
DROP TABLE invoices;
