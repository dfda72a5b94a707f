import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

assert ItDatabase.list(basedir, "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('one', 'two') AND tablename NOT LIKE 'saascore%' ORDER BY 1") == ['one.notes', 'two.notes']
assert ItDatabase.list(basedir, 'SELECT revision FROM one.saascore_revision') == ['a1a1a1a1a1a1']
assert ItDatabase.list(basedir, 'SELECT revision FROM two.saascore_revision') == ['b2b2b2b2b2b2']
assert log.lines('1 revision applied') == 2
// The root and "web" have none and are silent, until nobody else in the build has some.
log.says('SC-DIRECTORY-MISSING')
def servers = log.text().readLines().findAll { it =~ /1 revision replayed from base on/ }.collect { it.replaceAll(/.* at /, '') }
assert servers.size() == 4
assert servers.toSet().size() == 1
return true
