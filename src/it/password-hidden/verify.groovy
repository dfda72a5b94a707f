import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)
String password = 'p@s:s/w?r&d%41#+=;"\'<x>$y{z}\\ äß'

log.says('1 revision applied')
log.says('parameter password: (hidden), from -Dsaascore.password')
def encodings = [
  password,
  URLEncoder.encode(password, 'UTF-8'),
  URLEncoder.encode(password, 'UTF-8').replace('+', '%20'),
  groovy.xml.XmlUtil.escapeXml(password),
  password.bytes.encodeBase64().toString(),
  'p@s:s', 'p%40s', 'p%40s%3As', 'w?r&d', 'r&amp;d'
]
encodings.each { log.hides(it) }

log.says('PASSWORD\n[INFO]   (hidden);', 'PASSWORD\\n  (hidden);', 'in revision b2b2b2b2b2b2')
log.hides('typed-secret')
assert new File(basedir, 'target/plan.sql').text.contains("'typed-secret'")
return true
