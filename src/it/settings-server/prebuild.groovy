import io.github.saascore.testing.ItDatabase

ItDatabase.create(basedir)

ItDatabase.execute(basedir, "ALTER ROLE it_settings_server PASSWORD 'only in settings'")
def properties = new File(basedir, 'test.properties')
properties.text = properties.readLines().findAll { it.startsWith('saascore.url') }.join('\n') + '\n'
return true
