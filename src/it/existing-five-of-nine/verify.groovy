import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

def rows = ['modules_registry', 'tenants', 'users', 'subscriptions', 'platform_content']
    .collect { ItDatabase.list(basedir, "SELECT t::text || xmin FROM $it t ORDER BY 1".toString()) }
    .toString()
assert rows == new File(basedir, 'before.txt').text
assert ItDatabase.one(basedir, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'saascore%'") == '9'
log.says('SC-EXISTS')
log.says('4 tables made: audit_logs, deleted_accounts_history, module_settings, tenant_domains')
log.says('skipped CREATE TABLE users: it exists and is equal')
log.says('nothing to do')
return true
