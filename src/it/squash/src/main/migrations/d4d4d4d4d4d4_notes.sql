-- revision: d4d4d4d4d4d4
-- down_revision: c3c3c3c3c3c3
-- message: notes

-- saascore:upgrade
ALTER TABLE tenant ADD note text;

-- saascore:downgrade
ALTER TABLE tenant DROP note;
