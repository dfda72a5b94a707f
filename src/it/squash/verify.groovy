import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)
def file = new File(basedir, 'src/main/migrations').listFiles().find { it.name.endsWith('_one_start.sql') }
def id = file.name.substring(0, 12)

log.says('SC-RANGE-REQUIRED: a squash needs a range')
assert new File(basedir, 'target/dry.sql').text.contains('-- replaces: a1a1a1a1a1a1, b2b2b2b2b2b2, c3c3c3c3c3c3')
assert file.text.contains("INSERT INTO public.plan (id, name, price) OVERRIDING SYSTEM VALUE VALUES\n    (1, 'free', 0.00),\n    (2, 'pro', 9.50);")
log.says("revision $id replaces 3 revisions:".toString(), 'rows that they leave are in the file: public.plan (2)')
log.says('left to their defaults, as every run fills them otherwise: public.plan.made')
log.says("SC-BAD-REPLACES: the new revision replaces '$id', which replaces others itself".toString())
log.says("revision $id: the 3 revisions that it replaces replayed too, to the same schema and rows".toString())

// The old database: a row is added, nothing runs.
log.says("recorded $id  one start: all that it replaces is applied, nothing ran".toString())
log.says("database 'it_squash' is as the applied revisions make it")
log.says('5 revisions: 5 reversible', 'nothing to repair: the record and the files agree')
// Down with the old files, and up again with them.
assert log.lines(/\[2\/3\] undone c3c3c3c3c3c3/) == 1
assert log.lines(/\[1\/3\] b2b2b2b2b2b2/) == 1
// The new database: one revision for three.
assert log.lines(/\[1\/2\] $id/) == 2
// Without the old files nothing is left to do, and the way down is there.
assert log.lines(/\[2\/2\] undone $id/) == 2
assert ItDatabase.one(basedir, "SELECT to_regclass('plan') IS NULL AND (SELECT count(*) FROM saascore_revision) = 0") == 't'
return true
