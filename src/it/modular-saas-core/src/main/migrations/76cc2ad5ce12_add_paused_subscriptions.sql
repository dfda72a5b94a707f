-- revision: 76cc2ad5ce12
-- down_revision: cff5895f2e91
-- message: add paused subscriptions
-- created: 2026-02-02T11:30:00Z

-- saascore:upgrade
ALTER TYPE subscription_status ADD VALUE 'paused' BEFORE 'cancelled';

-- saascore:downgrade
-- PostgreSQL cannot take a value out of an enum: the type is made anew. Paused subscriptions are
-- past_due afterwards, the nearest state that neither bills nor ends them.
ALTER TABLE subscriptions ALTER COLUMN status DROP DEFAULT;

ALTER TYPE subscription_status RENAME TO subscription_status_with_paused;

CREATE TYPE subscription_status AS ENUM ('trialing', 'active', 'past_due', 'cancelled');

ALTER TABLE subscriptions ALTER COLUMN status TYPE subscription_status
  USING (CASE status::text WHEN 'paused' THEN 'past_due' ELSE status::text END)::subscription_status;

ALTER TABLE subscriptions ALTER COLUMN status SET DEFAULT 'trialing';

DROP TYPE subscription_status_with_paused;
