-- revision: c3c3c3c3c3c3
-- down_revision: b2b2b2b2b2b2
-- message: tenants

-- saascore:upgrade
CREATE TABLE tenant (
  id bigserial PRIMARY KEY,
  plan int NOT NULL REFERENCES plan
);

-- saascore:downgrade
DROP TABLE tenant;
