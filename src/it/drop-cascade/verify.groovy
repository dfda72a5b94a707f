import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('SC-CONFIRM')
log.says('mvn saascore:drop-cascade -Dsaascore.confirm=it_drop_cascade')
log.says('table public.notes')
log.says("4 objects dropped from schema public of database 'it_drop_cascade'")
log.says('nothing is there')
log.says('1 revision marked as applied')
log.says("the confirmation names database 'production', but this is 'it_drop_cascade'")
log.says('mvn saascore:downgrade -Dsaascore.target=base -Dsaascore.confirm=it_drop_cascade')
assert ItDatabase.list(basedir, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'saascore%'") == []
return true
