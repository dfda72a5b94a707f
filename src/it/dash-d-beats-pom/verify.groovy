import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('(from -Dsaascore.url)')
log.hides('database pom.example.com')
assert ItDatabase.list(basedir, 'SELECT revision FROM saascore_revision ORDER BY 1') == ['a1a1a1a1a1a1', 'b2b2b2b2b2b2']
log.says('1 revision applied')
log.says('parameter target: heads, from -Dsaascore.target')
log.says('parameter url: (hidden), from -Dsaascore.url')
log.says('parameter existing: match, from default')
log.says('parameter lockWait: 1m, from <lockWait> in the POM')
log.says("parameter 'target' is empty")
log.says("'soon' is no length of time such as 500ms, 5s, 2m, 1h or 30d")
return true
