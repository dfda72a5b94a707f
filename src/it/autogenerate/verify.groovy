import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)
def written = { name -> new File(basedir, 'src/main/migrations').listFiles().findAll { it.name.endsWith(name) } }

log.says("database 'it_autogenerate' is as model com.example.ShopModel says")
log.says('nothing was written: the revisions make what model com.example.ShopModel says')
log.says('SC-LIKELY-RENAME', 'if renamed: -Dsaascore.rename=public.customers.mail:email')
def orders = written('_orders.sql')[0].text
assert orders.contains('ALTER TABLE public.customers RENAME COLUMN mail TO email;')
assert orders.contains('CREATE TABLE public.orders (')
assert orders.contains('DROP TABLE public.orders;')
log.says('tried in a scratch database: the upgrade leads to the model, and the downgrade back')
log.says('SC-DRIFT: the database differs from model com.example.ShopModel in 2 objects')
log.says('1 revision undone')
// Ensure adds, and renames nothing.
log.says('+ column public.customers.email', 'created   table public.orders')
assert ItDatabase.list(basedir, "SELECT attname FROM pg_attribute WHERE attrelid = 'customers'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY 1") == ['email', 'id', 'mail', 'phone']
log.says('left out, as rows or values would be lost; -Dsaascore.drops=true writes it:')
log.says('column public.customers.phone: surplus')
def less = written('_less.sql')
assert less.size() == 2
assert less.any { it.text.contains('-- does not bring back the values of column public.customers.phone') }
return true
