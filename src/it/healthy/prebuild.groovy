import io.github.saascore.testing.ItDatabase

ItDatabase.create(basedir)
// Chapter 3: somebody made these by hand, with an email that is too short and without the index.
ItDatabase.execute(basedir,
    'CREATE SCHEMA legacy',
    'CREATE TABLE legacy.customers (id int PRIMARY KEY, email varchar(40) NOT NULL UNIQUE)',
    '''CREATE TABLE legacy.invoices (
         id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         customer_id int NOT NULL REFERENCES legacy.customers,
         cents bigint NOT NULL)''',
    "INSERT INTO legacy.customers VALUES (1, 'ann@example.com')",
    'INSERT INTO legacy.invoices (customer_id, cents) VALUES (1, 4200)')
ItDatabase.execute(basedir, 'ANALYZE legacy.customers', 'ANALYZE legacy.invoices')
return true
