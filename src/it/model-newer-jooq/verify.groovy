import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog
import io.github.saascore.testing.ItMaven

def jdk = ItMaven.jdk(21).get()
assert ItMaven.run(basedir, localRepositoryPath, jdk, 'compile', 'saascore:ensure') == 0
ItLog.of(basedir).says('created   table public.customers', 'created   view public.names', '2 objects created')
assert ItDatabase.list(basedir, 'SELECT name FROM names') == []
assert ItMaven.run(basedir, localRepositoryPath, jdk, 'saascore:ensure', '-Dsaascore.model=com.example.GeneratedColumnModel') != 0
ItLog.of(basedir).says('SC-MODEL: jOOQ leaves out generatedAlwaysAs of column gross, without an error')

// An older Java cannot load it, and says so in a sentence.
if (Runtime.version().feature() < 21) {
    assert ItMaven.run(basedir, localRepositoryPath, ItMaven.own(), 'saascore:ensure') != 0
    ItLog.of(basedir).says("SC-MODEL: ", 'newer Java than 17, which this Maven runs on')
}
return true
