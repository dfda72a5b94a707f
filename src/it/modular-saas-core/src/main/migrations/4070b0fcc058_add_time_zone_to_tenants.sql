-- revision: 4070b0fcc058
-- down_revision: 385909dec78a
-- message: add time zone to tenants
-- created: 2026-01-19T14:05:00Z

-- saascore:upgrade
ALTER TABLE tenants ADD COLUMN time_zone text NOT NULL DEFAULT 'UTC';

-- saascore:downgrade
ALTER TABLE tenants DROP COLUMN time_zone;
