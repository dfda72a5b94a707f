import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('SC-CONFIRM: upgrade to heads destroys data and was not confirmed')
log.says('column phone of users: 1 value (revision bbbb33334444)')
log.says('if that is meant: mvn saascore:upgrade -Dsaascore.confirm=it_loss_preview')
log.says('it runs with -Dsaascore.confirm=it_loss_preview only')
log.says('the name of the database is not enough here: confirmWith=token is set')
log.says('this run destroys:')
log.says('table users: 2 rows')
log.says('SC-BACKUP: unable to start')
assert ItDatabase.one(basedir, 'SELECT count(*) FROM users') == '2'
return true
