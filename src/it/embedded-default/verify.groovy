import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('the embedded PostgreSQL is used')
assert log.lines('database 127.0.0.1:[0-9]+/saascore as saascore') == 3
log.says('1 revision applied')
log.says('nothing to do')
assert new File(basedir, '.saascore/pg-18/data/PG_VERSION').exists()
log.says('SC-NO-URL')
// An execution on the command line does not see this URL; the error says how to get at it.
log.says('mvn saascore:current@ci')
return true
