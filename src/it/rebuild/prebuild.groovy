import io.github.saascore.testing.ItDatabase

ItDatabase.createMissing(basedir)
return true
