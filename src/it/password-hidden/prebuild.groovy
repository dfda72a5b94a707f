import io.github.saascore.testing.ItDatabase

ItDatabase.create(basedir)

// Every character that URLs, shells, XML and properties treat in their own way.
String password = 'p@s:s/w?r&d%41#+=;"\'<x>$y{z}\\ äß'
ItDatabase.execute(basedir, "ALTER ROLE it_password_hidden PASSWORD '" + password.replace("'", "''") + "'")
def file = new File(basedir, 'test.properties')
def properties = new Properties()
file.withReader { properties.load(it) }
properties['saascore.password'] = password
file.withOutputStream { properties.store(it, null) }
return true
