-- revision: d4d4d4d4d4d4
-- message: has no line that says what it follows

-- saascore:upgrade
CREATE TABLE d (id int);
