import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says("SC-UNKNOWN-PARAMETER: '-Dsaascore.dryrun' is not a parameter of this plugin")
log.says('did you mean -Dsaascore.dryRun?')
log.says('did you mean -Dsaascore.verb or -Dsaascore.verbose?')
log.says("'<exsiting>' is not a parameter of this plugin")
log.says('did you mean <existing>?')
log.says('nothing was changed')
assert ItDatabase.one(basedir, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == '0'
return true
