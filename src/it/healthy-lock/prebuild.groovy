import io.github.saascore.testing.ItDatabase
import io.github.saascore.testing.ItLock

ItDatabase.create(basedir)
ItLock.holdUntilSecondBuild(basedir)
return true
