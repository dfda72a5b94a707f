import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

// Not compiled yet: said before anything runs.
log.says('the project is not compiled')
log.says('mvn compile saascore:upgrade')
// The body saw the table of the revision before, and its commit() did not end the transaction.
assert ItDatabase.list(basedir, 'SELECT body FROM notes ORDER BY id') == ['from jOOQ 3.19', 'kept by a savepoint']
// The third body fails: nothing of it stays.
log.says('the body has had enough')
assert ItDatabase.list(basedir, 'SELECT revision FROM saascore_revision ORDER BY 1') == ['a1a1a1a1a1a1', 'b2b2b2b2b2b2']
log.says('needs jOOQ, which the project does not have')
return true
