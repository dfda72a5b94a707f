import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

assert ItDatabase.list(basedir, 'SELECT body FROM notes ORDER BY id') == ['Grace of Acme', '${unknown}']
return true
