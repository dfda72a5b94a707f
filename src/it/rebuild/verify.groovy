import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

log.says("1. create database 'it_rebuild_new'")
log.says("database 'it_rebuild_new' is as it should be, beside the applied revisions and model schema")
log.says('SC-CONFIRM: rebuild would drop 4 tables')
log.says('mvn saascore:rebuild -Dsaascore.confirm=it_rebuild_new')
log.says('SC-MISSING-OBJECT: relation "itms" does not exist')
log.says('the tables come from model schema, as a revision fails')
assert ItDatabase.list(basedir, 'SELECT name FROM items') == ['the first']
assert new File(basedir, 'target/verify.json').text.contains('"goal": "verify"')
return true
