import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItPage

ItPage.check(basedir, 'healthy.md')
assert ItDatabase.list(basedir, 'SELECT due FROM legacy.invoices') == [null]
assert ItDatabase.list(basedir, 'SELECT cents FROM legacy.invoices') == ['4200']
return true
