import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('SC-CONFIRM')
log.says('mvn saascore:drop-cascade -Dsaascore.confirm=it_drop_cascade')
log.says('table public.notes')
assert log.lines('dropped [0-9]+ objects in') == 1
log.says('nothing to drop')
log.says('1 revision marked as applied')
log.says('mvn saascore:downgrade -Dsaascore.target=base -Dsaascore.confirm=it_drop_cascade')
assert ItDatabase.list(basedir, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'saascore%'") == []
return true
