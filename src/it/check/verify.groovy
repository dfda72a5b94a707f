import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('2 revisions replayed from base on PostgreSQL')
log.says('ways back: 1 reversible, 1 lossy')
log.says('lossy  b2b2b2b2b2b2  drop phones: loses column phone of public.users')
log.says('nothing is wrong')

log.says('3 problems found')
log.says('SC-MULTIPLE-HEADS: the revisions end in 2 heads')
log.says('hint: mvn saascore:merge -Dsaascore.target=heads')
log.says('SC-NOT-RESTORED: the downgrade of revision b2b2b2b2b2b2 does not restore the schema')
log.says('left behind: index public.users_name')
log.says('DROP INDEX public.users_name;')
log.says('at broken/c3c3c3c3c3c3_make_orders.sql:6:')
def json = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/broken.json'))
assert json.goal == 'check'
assert !json.sound
assert json.findings*.code.sort() == ['SC-MULTIPLE-HEADS', 'SC-NOT-RESTORED', 'SC-SQL']
assert json.revisions.collectEntries { [it.revision, it.way] } ==
    [a1a1a1a1a1a1: 'reversible', b2b2b2b2b2b2: 'broken', c3c3c3c3c3c3: 'refused']

log.says('SC-DB-NOT-AT-HEADS: the database is not at the heads')
log.says('not checked: the records of the configured database')
assert log.lines('.*ways back: 1 reversible, 1 lossy, all of them known from an earlier check') == 1
log.says('ways back: 1 reversible, 1 lossy, 1 of them known from an earlier check')
assert log.lines('ways back: 1 reversible, 1 lossy$') == 2
assert ItDatabase.list(basedir, "SELECT revision FROM saascore_revision ORDER BY 1") == ['a1a1a1a1a1a1', 'b2b2b2b2b2b2']

log.says('at unreadable/d4d4d4d4d4d4_has_no_parent_line.sql')
assert log.lines('ERROR.*SC-BAD-HEADER') == 1
assert log.lines('ERROR.*SC-CONN') == 0
return true
