import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('SC-CONFIRM')
log.says('-Dsaascore.confirm=it_drop_cascade')
log.says("'production'")
log.says('nothing was changed')
log.says("database 'it_drop_cascade' stands at base")
assert log.lines('9 tables made') == 2
assert ItDatabase.one(basedir, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'saascore%'") == '9'
return true
