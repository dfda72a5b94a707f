import io.github.saascore.testing.ItDatabase

ItDatabase.create(basedir)
