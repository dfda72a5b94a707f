import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says("database 'it_protect' is protected: downgrade and drop-cascade refuse")
log.says("SC-PROTECTED: database 'it_protect' is protected: drop-cascade is refused")
log.says("SC-PROTECTED: database 'it_protect' is protected: downgrade to base is refused")
log.says('mvn saascore:unprotect -Dsaascore.confirm=it_protect')
log.says('; goals that destroy data refuse')
log.says('SC-CONFIRM: unprotect lets goals destroy data, and was not confirmed')
log.says("database 'it_protect' is no longer protected")
log.says("dropped from schema public of database 'it_protect'")
assert ItDatabase.list(basedir, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []
return true
