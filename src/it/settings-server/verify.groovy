import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('as it_settings_server')
log.says('1 revision applied')
log.hides('only in settings')
log.says("settings.xml has no server 'it-sceret'")
log.says("did you mean 'it-secret'")
log.says("the password of server 'it-secret' in settings.xml cannot be decrypted")
return true
