-- revision: bbbb33334444
-- down_revision: aaaa11112222
-- message: no phone

-- saascore:upgrade
ALTER TABLE users DROP COLUMN phone;

-- saascore:downgrade
ALTER TABLE users ADD COLUMN phone text;
