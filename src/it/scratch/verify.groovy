import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)
def port = (ItDatabase.url(basedir) =~ /127\.0\.0\.1:(\d+)/)[0][1]

// The embedded server is of the version of the database, or of the one that is asked for.
assert log.lines('1 revision replayed from base on PostgreSQL 18') == 4
assert log.lines('1 revision replayed from base on PostgreSQL 15') == 1
assert log.lines("replayed from base on PostgreSQL 18[0-9.]* at 127.0.0.1:$port") == 2
assert log.lines('nothing is wrong') == 5
// With an image and without one, which means that of the database's version.
assert log.lines('SC-EMBEDDED-SERVER: docker: needs Testcontainers, which is not there') == 2
log.says('or use the embedded server: -Dsaascore.scratch=embedded')
log.hides('or use the embedded server: -Dsaascore.url=embedded')
assert ItDatabase.list(basedir, """
    SELECT datname FROM pg_database
     WHERE datname LIKE 'saascore_scratch_%' AND pg_get_userbyid(datdba) = current_user""") == []
return true
