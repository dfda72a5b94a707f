import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLock

ItDatabase.create(basedir)
ItLock.holdUntilABuildGivesUp(basedir)
return true
