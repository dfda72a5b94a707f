-- revision: cff5895f2e91
-- down_revision: 4070b0fcc058
-- message: make emails unique in a tenant
-- created: 2026-01-26T08:40:00Z

-- saascore:upgrade
CREATE UNIQUE INDEX users_tenant_email_key ON users (tenant_id, lower(email));

-- saascore:downgrade
DROP INDEX users_tenant_email_key;
