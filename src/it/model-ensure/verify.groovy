import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('SC-MODEL: class \'com.example.ShopModel\' is not on the project\'s class path')
log.says('compile in the same command: mvn compile saascore:ensure')
log.says('missing   table public.customers', '3 objects missing; nothing was changed: mvn saascore:ensure')
log.says('created   table public.customers', 'created   routine public.greeting(text)', 'created   table public.orders')
log.says('3 objects created in')
log.says('nothing to do: database \'it_model_ensure\' lacks nothing of model com.example.ShopModel')
// The directory knows an enum and a column more, and no function.
log.says('created   enum public.order_state', 'extended  table public.orders', '+ column public.orders.state')
log.says('1 object that the model does not have left alone; mvn saascore:diff shows it')
log.says('database \'it_model_ensure\' differs from model com.example.ShopModel in 2 objects')
def sql = new File(basedir, 'target/drift.sql').text
assert sql.contains('-- left out: column public.orders.state: surplus')
assert sql.contains('DROP TYPE') || sql.contains('-- left out: enum public.order_state')
log.says('SC-DRIFT: the database differs from model src/main/schema in 1 object')
log.says('SC-MODEL: jOOQ leaves out generatedAlwaysAs of column gross, without an error')
log.says('ADD COLUMN gross int GENERATED ALWAYS AS (net * 2) STORED')
log.says('SC-MODEL: class \'com.example.NoModel\' is no model')
log.says('SC-MODEL: \'src/main/nowhere\' is no directory, and no class')
assert new File(basedir, 'target/drift.json').text.contains('"against": "model"')
assert ItDatabase.list(basedir, "SELECT relname FROM pg_class WHERE relname IN ('invoices', 'saascore_revision')") == []
return true
