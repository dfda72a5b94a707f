import groovy.json.JsonSlurper
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)
String sql = new File(basedir, 'target/up.sql').text

assert sql.contains('CREATE TABLE notes')
assert sql.contains('CREATE INDEX notes_body_idx')
assert sql.contains('saascore_revision')
log.says('[1/2] upgrade base -> a1a1a1a1a1a1, make notes')
log.says('DROP TABLE notes;')
log.hides('embedded PostgreSQL')
def plan = new JsonSlurper().parse(new File(basedir, 'target/up.json'))
assert plan.steps*.revision == ['a1a1a1a1a1a1', 'b2b2b2b2b2b2']
assert plan.sql.contains('CREATE INDEX notes_body_idx')
return true
