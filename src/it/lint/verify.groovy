import groovy.json.JsonSlurper
import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says('SC-HAZARD: 1 hazard(s) found')
log.says('error  index-not-concurrent  src/main/migrations/b2b2b2b2b2b2_index_notes.sql:7:1')
log.says('blocks writes of notes (SHARE)')
log.says('CREATE INDEX CONCURRENTLY notes_body ON notes (...)')
log.says('nothing here needs to be allowed drop-table')
log.says('nothing to lint: no revision is pending')
log.says("there is no rule 'no-such-rule'")
assert log.lines('SC-HAZARD') == 2
def sarif = new JsonSlurper().parse(new File(basedir, 'target/lint.sarif'))
assert sarif.version == '2.1.0'
assert sarif.runs[0].results*.ruleId == ['index-not-concurrent', 'unused-allow']
assert sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri == 'src/main/migrations/b2b2b2b2b2b2_index_notes.sql'
def json = new JsonSlurper().parse(new File(basedir, 'target/lint.json'))
assert json.findings.collect { it.direction + ' ' + it.rule } == ['up varchar-n-column', 'up unused-allow', 'down drop-index-not-concurrent', 'down drop-table']
assert json.findings[2].table.blocks == 'reads and writes'
assert json.findings[2].table.bytes > 8192
assert ItDatabase.list(basedir, "SELECT indexname FROM pg_indexes WHERE indexname = 'notes_body'") == ['notes_body']
return true
