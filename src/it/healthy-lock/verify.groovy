import io.github.saascore.testing.ItPage

ItPage.check(basedir, 'healthy.md')
return true
