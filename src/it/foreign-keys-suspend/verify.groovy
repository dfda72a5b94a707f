import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('constraint cart_user_id_fkey on table cart depends on table "user"')
log.says('users live elsewhere')
log.says('SC-FOREIGN-KEY: 1 row refers to nothing')
log.says('orders (id)=(2): (shop)=(8) is not in shop (id)')
assert ItDatabase.list(basedir, 'SELECT user_id FROM cart') == ['1']
assert ItDatabase.list(basedir, "SELECT relname FROM pg_class WHERE relname IN ('user', 'orders')") == []
return true
