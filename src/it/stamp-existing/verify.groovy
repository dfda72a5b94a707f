import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('table alembic_version of another tool is here')
log.says('2 revisions marked as applied')
log.says('4070b0fcc058  385909dec78a')
log.says('7 revisions applied')
log.says('nothing to do')
assert ItDatabase.list(basedir, "SELECT slug || time_zone FROM tenants") == ['acmeUTC']
assert ItDatabase.one(basedir, "SELECT count(*) FROM saascore_revision WHERE how = 'stamped'") == '2'
return true
