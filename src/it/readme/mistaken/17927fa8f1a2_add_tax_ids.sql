-- revision: 17927fa8f1a2
-- down_revision: 6fc66062ae2c
-- message: add tax ids
-- created: 2026-11-22T10:22:00Z

-- saascore:upgrade
ALTER TABLE tenants ADD COLUMN tax_id text;
UPDATE tenants
   SET tax_id = setings ->> 'tax_id';

-- saascore:downgrade
ALTER TABLE tenants DROP COLUMN tax_id;
