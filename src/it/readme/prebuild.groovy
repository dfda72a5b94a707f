import static groovy.io.FileType.FILES

def copy = { File from, File to ->
    from.eachFileRecurse(FILES) { file ->
        def target = new File(to, from.toPath().relativize(file.toPath()).toString())
        target.parentFile.mkdirs()
        target.bytes = file.bytes
    }
}

// The example as it is, its migrations once more beside one with a mistake, and its model once more
// with the change that the README shows.
def root = new File(basedir, '../../..')
def example = new File(root, 'src/it/modular-saas-core/src')
copy(example, new File(basedir, 'src'))
copy(new File(example, 'main/migrations'), new File(basedir, 'mistaken'))
copy(new File(example, 'main/java'), new File(basedir, 'changed'))
def tables = new File(basedir, 'changed/com/example/saas/TenantTables.java')
def before = '            .column("last_login_at", OPTIONAL_TIME)\n'
def added = '            .column("phone", OPTIONAL_TEXT)\n'
assert tables.text.count(before) == 1
tables.text = tables.text.replace(before, before + added)
def readme = new File(root, 'README.md').text
assert readme.contains(' ' + before + '+' + added)
return true
