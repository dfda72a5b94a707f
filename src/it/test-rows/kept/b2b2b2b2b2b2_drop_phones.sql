-- revision: b2b2b2b2b2b2
-- down_revision: a1a1a1a1a1a1
-- message: move phones

-- saascore:upgrade
CREATE TABLE phones (user_id bigint PRIMARY KEY REFERENCES users, phone text NOT NULL);
INSERT INTO phones SELECT id, phone FROM users WHERE phone IS NOT NULL;
ALTER TABLE users DROP COLUMN phone;

-- saascore:downgrade
ALTER TABLE users ADD COLUMN phone text;
UPDATE users SET phone = phones.phone FROM phones WHERE user_id = id;
DROP TABLE phones;
