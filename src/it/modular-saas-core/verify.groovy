import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

def tables = ItDatabase.list(basedir, """
    SELECT tablename FROM pg_tables
     WHERE schemaname = 'public' AND tablename NOT LIKE 'saascore%' ORDER BY 1""")
assert tables == ['audit_logs', 'deleted_accounts_history', 'module_settings', 'modules_registry',
                  'platform_content', 'subscriptions', 'tenant_domains', 'tenants', 'users']
log.says('9 tables made: audit_logs, deleted_accounts_history, module_settings')
log.says('nothing to do')
log.says('6fc66062ae2c (head)')
log.says('merge billing and content')
log.says('1 revision undone')
log.says('9 revisions and 1 repeatable script replayed from base')
log.says('nothing is wrong between the files, model com.example.saas.SaasCoreModel and database')
assert ItDatabase.list(basedir, 'SELECT DISTINCT what FROM saascore_event ORDER BY 1').containsAll(['upgrade', 'downgrade'])
return true
