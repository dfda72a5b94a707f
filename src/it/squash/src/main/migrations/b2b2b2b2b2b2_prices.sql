-- revision: b2b2b2b2b2b2
-- down_revision: a1a1a1a1a1a1
-- message: prices

-- saascore:upgrade
ALTER TABLE plan ADD price numeric(8, 2) NOT NULL DEFAULT 0;
UPDATE plan SET price = 9.5 WHERE name = 'pro';

-- saascore:downgrade
ALTER TABLE plan DROP price;
