import groovy.json.JsonSlurper
import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

def names = new File(basedir, 'src/main/migrations').list().toList()
assert names.size() == 4
assert ['initial', 'left', 'right', 'merge_heads'].every { slug -> names.any { it.endsWith('_' + slug + '.sql') } }
log.says('SC-DIRECTORY-MISSING')
log.says('hint: mvn saascore:init')
log.says('SC-DIRECTORY-NOT-EMPTY')
log.says('the new revision needs a message')
def heads = new JsonSlurper().parse(new File(basedir, 'target/heads.json'))
assert heads.toString().contains('merge heads')
log.says('(billing)')
log.says('mergepoint')
return true
