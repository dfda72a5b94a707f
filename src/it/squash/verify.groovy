import io.github.saascore.testing.ItLog

def log = ItLog.of(basedir)
println log.text()
return true
