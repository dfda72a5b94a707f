-- revision: aaaaaaaaaaaa
-- down_revision: base
-- message: what a person types into psql

-- saascore:upgrade
ALTER TABLE legacy.customers ALTER COLUMN email TYPE text;
