import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)

def goals = ['branches', 'current', 'downgrade', 'drop-cascade', 'heads', 'help', 'history', 'init',
             'merge', 'plan', 'revision', 'show', 'stamp', 'upgrade']
goals.each { log.says('saascore:' + it) }
// A parameter without a text is a name that is not followed by a deeper line.
def lines = log.text().readLines()
def bare = lines.indices.findAll { i ->
  lines[i] =~ /^    \w+( \(Default: .*\))?$/ && !(i + 1 < lines.size() && lines[i + 1] =~ /^      \S/)
}.collect { lines[it].trim() }
assert bare == []
assert log.lines('-Dsaascore.url') >= 5
return true
