import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

def json = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/test.json'))
assert json.sound
assert json.revisions*.way == ['reversible', 'lossy']

log.says('SC-ROWS-DIFFER: revision b2b2b2b2b2b2, applied and undone, loses what was there before')
log.says('1 of 1 values of column phone of public.users')
log.says('hint: let the upgrade put it aside, and the downgrade bring it back')
log.says('2 revisions: 1 reversible, 1 lossy')
log.says('2 revisions: 2 reversible')
log.says('1 script of test data; rows in 2 tables: public.phones, public.users')
assert ItDatabase.list(basedir, "SELECT relname FROM pg_class WHERE relname IN ('users', 'saascore_revision')").isEmpty()
return true
