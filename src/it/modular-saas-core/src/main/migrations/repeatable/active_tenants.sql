CREATE OR REPLACE VIEW active_tenants AS
SELECT
  tenants.id,
  tenants.slug,
  tenants.name,
  tenants.created_at,
  (SELECT count(*) FROM users WHERE users.tenant_id = tenants.id) AS user_count
FROM tenants
WHERE tenants.status IN ('trial', 'active') AND tenants.deleted_at IS NULL;

COMMENT ON VIEW active_tenants IS 'Tenants that can sign in, with the number of their users';
