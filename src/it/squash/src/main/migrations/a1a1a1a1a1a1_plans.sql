-- revision: a1a1a1a1a1a1
-- down_revision: base
-- message: plans

-- saascore:upgrade
CREATE TABLE plan (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  made timestamptz NOT NULL DEFAULT now()
);
INSERT INTO plan (name) VALUES ('free'), ('pro');

-- saascore:downgrade
DROP TABLE plan;
