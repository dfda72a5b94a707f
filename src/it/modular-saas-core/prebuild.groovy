import io.github.saascore.testing.ItDatabase

// Whoever has tried the example has data of its servers there, which no copy may use.
new File(basedir, '.saascore').deleteDir()
ItDatabase.create(basedir)
