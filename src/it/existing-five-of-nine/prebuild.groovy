import io.github.saascore.testing.ItDatabase

ItDatabase.create(basedir)

// The first five tables, made by hand some day before anybody thought of migrations.
def file = new File(basedir, '../../../src/it/modular-saas-core/src/main/migrations/385909dec78a_initial_saas_core_schema.sql')
def script = file.text.split('-- saascore:upgrade')[1]
ItDatabase.execute(basedir, script.substring(0, script.indexOf('CREATE TABLE tenant_domains')))
ItDatabase.execute(basedir,
    "INSERT INTO modules_registry (module_key, name, version) VALUES ('billing', 'Billing', '1')",
    "INSERT INTO tenants (slug, name) VALUES ('acme', 'Acme'), ('umbrella', 'Umbrella')",
    "INSERT INTO users (tenant_id, email, display_name) SELECT id, 'a@' || slug || '.com', 'A' FROM tenants",
    "INSERT INTO subscriptions (tenant_id, module_key) SELECT id, 'billing' FROM tenants",
    "INSERT INTO platform_content (slug, title) VALUES ('terms', 'Terms')")
new File(basedir, 'before.txt').text =
    ['modules_registry', 'tenants', 'users', 'subscriptions', 'platform_content']
        .collect { ItDatabase.list(basedir, "SELECT t::text || xmin FROM $it t ORDER BY 1".toString()) }
        .toString()
return true
