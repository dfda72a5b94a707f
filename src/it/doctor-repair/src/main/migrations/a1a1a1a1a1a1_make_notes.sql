-- revision: a1a1a1a1a1a1
-- down_revision: base
-- message: make notes

-- saascore:upgrade
CREATE TABLE notes (id int);

-- saascore:downgrade
DROP TABLE notes;
