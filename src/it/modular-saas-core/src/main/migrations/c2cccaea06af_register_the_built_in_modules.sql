-- revision: c2cccaea06af
-- down_revision: 76cc2ad5ce12
-- message: register the built-in modules
-- created: 2026-02-09T10:15:00Z

-- saascore:upgrade
INSERT INTO modules_registry (module_key, name, version, is_core, default_settings) VALUES
  ('identity', 'Users and roles', '1.0.0', true, '{"password_min_length": 12}'),
  ('content', 'Content; pages and news', '1.0.0', true, '{"locales": ["en"]}'),
  ('billing', 'Billing', '1.0.0', false, '{"currency": "EUR", "invoice_day": 1}');

-- Tenants from before this revision keep what every tenant has: the core modules.
INSERT INTO module_settings (tenant_id, module_key, settings)
SELECT tenants.id, modules_registry.module_key, modules_registry.default_settings
FROM tenants
CROSS JOIN modules_registry
WHERE modules_registry.is_core AND tenants.deleted_at IS NULL;

-- saascore:downgrade
-- Takes the modules' settings along (ON DELETE CASCADE); refused while a subscription needs one.
DELETE FROM modules_registry WHERE module_key IN ('identity', 'content', 'billing');
