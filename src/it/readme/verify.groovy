import io.github.saascore.testing.ItPage

ItPage.check(basedir, '../../../README.md')
return true
