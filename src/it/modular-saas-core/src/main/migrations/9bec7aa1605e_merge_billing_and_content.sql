-- revision: 9bec7aa1605e
-- down_revision: bf7d38d7e60a, 2cda762b1208
-- message: merge billing and content
-- created: 2026-02-20T08:00:00Z

-- saascore:upgrade

-- saascore:downgrade
