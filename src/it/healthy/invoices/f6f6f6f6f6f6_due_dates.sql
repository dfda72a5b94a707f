-- revision: f6f6f6f6f6f6
-- down_revision: e5e5e5e5e5e5
-- message: due dates

-- saascore:upgrade
ALTER TABLE invoices ADD COLUMN due date;

-- saascore:downgrade
ALTER TABLE invoices DROP COLUMN due;
