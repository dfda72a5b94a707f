import io.github.saascore.testing.ItDatabase

ItDatabase.createMaker(basedir)
// A run that was killed long ago has left this.
ItDatabase.execute(basedir, 'DROP DATABASE IF EXISTS saascore_scratch_1600000000_0000000a',
    'CREATE DATABASE saascore_scratch_1600000000_0000000a')
return true
