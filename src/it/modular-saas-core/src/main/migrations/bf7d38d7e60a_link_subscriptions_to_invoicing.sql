-- revision: bf7d38d7e60a
-- down_revision: c2cccaea06af
-- branch_labels: billing
-- message: link subscriptions to invoicing
-- created: 2026-02-16T09:20:00Z

-- saascore:upgrade
ALTER TABLE subscriptions ADD COLUMN invoice_account text;

CREATE INDEX subscriptions_invoice_account_idx ON subscriptions (invoice_account) WHERE invoice_account IS NOT NULL;

-- saascore:downgrade
DROP INDEX subscriptions_invoice_account_idx;

ALTER TABLE subscriptions DROP COLUMN invoice_account;
