import io.github.saascore.testing.ItDatabase

ItDatabase.create(basedir)
// The tables were made by another tool up to the second revision.
['385909dec78a_initial_saas_core_schema.sql', '4070b0fcc058_add_time_zone_to_tenants.sql'].each { name ->
    def text = new File(basedir, '../../../src/it/modular-saas-core/src/main/migrations/' + name).text
    ItDatabase.execute(basedir, text.split('-- saascore:upgrade')[1].split('-- saascore:downgrade')[0])
}
ItDatabase.execute(basedir,
    'CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)',
    "INSERT INTO tenants (slug, name) VALUES ('acme', 'Acme')")
return true
