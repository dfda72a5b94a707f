import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)
def text = { name -> new File(basedir, "target/$name").getText('UTF-8') }

assert text('doctor.txt').contains('edited after they were applied: a1a1a1a1a1a1')
assert text('doctor.txt').contains('-> mvn saascore:repair')
log.says('SC-UNHEALTHY: 1 finding(s) are bad')
assert text('plan.txt').contains('accept a1a1a1a1a1a1  edited/a1a1a1a1a1a1_make_notes.sql')
assert text('plan.txt').contains('1 row would be changed; nothing was changed: mvn saascore:repair')
log.says('SC-CHECKSUM')
log.says('1 row repaired')
assert text('doctor.json').contains('"goal": "doctor"')
assert !text('doctor.json').contains('"level": "bad"')
assert ItDatabase.list(basedir, "SELECT what FROM saascore_event ORDER BY id") == ['upgrade', 'repair']
return true
