import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

assert ItDatabase.one(basedir, 'SELECT answer FROM answers') == '42'
assert log.lines('repeatable script [^(]*answers.sql') == 2
log.says('1 repeatable script (answers.sql) is pending: mvn saascore:upgrade')
log.says('nothing to do')
return true
