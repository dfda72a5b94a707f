import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('this run moves into the trash:')
log.says('column phone of users: 1 value (revision bbbb33334444)')
log.says('users_cccc55556666')
log.says('table public.users is back, from users_cccc55556666')
log.says("SC-TRASH: there is no 'users' in the trash")
log.says('column phone of public.users is back, from users_phone_bbbb33334444')
log.says('SC-CONFIRM')
log.says('nothing to do: the trash')
assert ItDatabase.list(basedir, 'SELECT phone FROM users ORDER BY id') == ['555', null]
return true
