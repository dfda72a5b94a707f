-- Pairs of schemas of our own. "pair" begins one, "setup" stands before both sides, "a" and "b" are the sides.
-- Behind the name: "18" where the older server has no such thing, "refused" with the words of the refusal.

-- pair: range partitions come, go and move
-- a
CREATE TABLE p (id int NOT NULL, d date NOT NULL, n int) PARTITION BY RANGE (d);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE pd PARTITION OF p DEFAULT;
CREATE INDEX i ON p (n);
-- b
CREATE TABLE p (id int NOT NULL, d date NOT NULL, n int) PARTITION BY RANGE (d);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');
CREATE TABLE p3 PARTITION OF p FOR VALUES FROM ('2025-07-01') TO ('2026-01-01');
CREATE INDEX i ON p (n, id);
CREATE UNIQUE INDEX u ON p (id, d);

-- pair: partitions of partitions by list and hash
-- a
CREATE TABLE p (c text, n int) PARTITION BY LIST (c);
CREATE TABLE pa PARTITION OF p FOR VALUES IN ('a', 'b') PARTITION BY HASH (n);
CREATE TABLE pa0 PARTITION OF pa FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE pa1 PARTITION OF pa FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- b
CREATE TABLE p (c text NOT NULL, n bigint DEFAULT 4, m int CHECK (m > 0), PRIMARY KEY (c, n)) PARTITION BY LIST (c);
CREATE TABLE pa PARTITION OF p FOR VALUES IN ('a') PARTITION BY HASH (n);
CREATE TABLE pa0 PARTITION OF pa FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE pa1 PARTITION OF pa FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE pb PARTITION OF p FOR VALUES IN ('b', NULL);

-- pair: a table becomes a partition and a partition a table
-- a
CREATE TABLE p (id int, d date) PARTITION BY RANGE (d);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE p2 (id int, d date);
CREATE INDEX p2_id ON p2 (id);
-- b
CREATE TABLE p (id int, d date) PARTITION BY RANGE (d);
CREATE TABLE p1 (id int, d date);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX p_id ON p (id);

-- pair: keys of a partition are like those of its parent
-- a
CREATE TABLE p (k text NOT NULL, n int NOT NULL, PRIMARY KEY (k, n)) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p (UNIQUE (k, n)) FOR VALUES IN ('a');
CREATE TABLE p2 (k text NOT NULL, n int NOT NULL, CONSTRAINT own PRIMARY KEY (k, n));
-- b
CREATE TABLE q (k text NOT NULL, n int NOT NULL, CONSTRAINT all_of_q UNIQUE (k, n)) PARTITION BY LIST (k);
CREATE TABLE q1 PARTITION OF q (CONSTRAINT q1_key PRIMARY KEY (k, n)) FOR VALUES IN ('a');
CREATE UNIQUE INDEX q1_a ON q1 (k DESC, n) WITH (fillfactor = 80);
CREATE TABLE p2 PARTITION OF q (CONSTRAINT own PRIMARY KEY (k, n)) FOR VALUES IN ('b');

-- pair: indexes of a partitioned table are alike
-- a
CREATE TABLE o (id int);
-- b
CREATE TABLE p (k text NOT NULL, n int NOT NULL) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('a');
CREATE TABLE p2 PARTITION OF p FOR VALUES IN ('b') PARTITION BY LIST (n);
CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (1);
CREATE UNIQUE INDEX z ON p (k, n);
CREATE INDEX y ON p (n);
CREATE INDEX x ON p (n DESC);
CREATE INDEX w ON p (n) WHERE n > 0;
ALTER TABLE p ADD CONSTRAINT v UNIQUE (k, n);
ALTER TABLE p ADD CONSTRAINT u PRIMARY KEY (k, n);
CREATE TABLE r (k text, n int, FOREIGN KEY (k, n) REFERENCES p);

-- pair: a partition under indexes that are alike refused drop one of the two
-- a
CREATE TABLE p (k text NOT NULL, n int NOT NULL) PARTITION BY LIST (k);
CREATE INDEX x ON p (n);
CREATE INDEX y ON p (n DESC);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('a');
-- b
CREATE TABLE p (k text NOT NULL, n int NOT NULL) PARTITION BY LIST (k);
CREATE INDEX x ON p (n);
CREATE INDEX y ON p (n DESC);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN ('b');

-- pair: a partition moves under indexes that are alike
-- a
CREATE TABLE p (k text NOT NULL, n int NOT NULL) PARTITION BY LIST (k);
CREATE INDEX y ON p (n);
CREATE INDEX x ON p (n DESC);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('a');
-- b
CREATE TABLE p (k text NOT NULL, n int NOT NULL) PARTITION BY LIST (k);
CREATE INDEX y ON p (n);
CREATE INDEX x ON p (n DESC);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('b');

-- pair: an exclusion over all partitions 18
-- a
CREATE TABLE p (k int NOT NULL, during int4range) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
-- b
CREATE EXTENSION btree_gist;
CREATE TABLE p (k int NOT NULL, during int4range, CONSTRAINT ex EXCLUDE USING gist (k WITH =, during WITH &&)) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);

-- pair: the column that a table is partitioned by
-- a
CREATE TABLE p (id int, d date) PARTITION BY RANGE (d);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE VIEW v AS SELECT d FROM p;
-- b
CREATE TABLE p (id int, d timestamp) PARTITION BY RANGE (d);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE VIEW v AS SELECT d FROM p;

-- pair: foreign keys from and to partitioned tables
-- a
CREATE TABLE o (id int PRIMARY KEY);
CREATE TABLE p (id int, d date, o int, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE r (id int, d date);
-- b
CREATE TABLE o (id int PRIMARY KEY);
CREATE TABLE p (id int, d date, o int REFERENCES o ON DELETE CASCADE, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE r (id int, d date, FOREIGN KEY (id, d) REFERENCES p ON UPDATE CASCADE);

-- pair: children of one parent and of two
-- a
CREATE TABLE a (x int, y text DEFAULT 'a' CHECK (y <> ''));
CREATE TABLE b (z int NOT NULL);
CREATE TABLE c (own int) INHERITS (a);
CREATE TABLE d () INHERITS (a, b);
-- b
CREATE TABLE a (x bigint, y text DEFAULT 'b', w int CHECK (w > 1));
CREATE TABLE b (z int);
CREATE TABLE c (own int) INHERITS (a, b);
CREATE TABLE d (z int);

-- pair: identity columns change their options
-- a
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b bigint GENERATED BY DEFAULT AS IDENTITY (START 5 INCREMENT 2), c int NOT NULL, d serial, e smallint GENERATED ALWAYS AS IDENTITY);
-- b
CREATE TABLE t (a int GENERATED BY DEFAULT AS IDENTITY (MINVALUE -5 MAXVALUE 99 CYCLE), b bigint NOT NULL, c int GENERATED ALWAYS AS IDENTITY (CACHE 7), d int GENERATED ALWAYS AS IDENTITY, e bigint GENERATED ALWAYS AS IDENTITY);

-- pair: an identity becomes a serial of the same sequence name
-- a
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int);
-- b
CREATE TABLE t (id serial PRIMARY KEY, n int);

-- pair: generated columns over columns that change
-- a
CREATE FUNCTION f(n int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT n * 2';
CREATE TABLE t (n int, m text, g int GENERATED ALWAYS AS (f(n)) STORED, h text GENERATED ALWAYS AS (upper(m)) STORED, p int, q int GENERATED ALWAYS AS (p + 1) STORED);
CREATE INDEX i ON t (g);
CREATE VIEW v AS SELECT g FROM t;
-- b
CREATE FUNCTION f(n bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT n * 3';
CREATE TABLE t (n bigint, m text, g bigint GENERATED ALWAYS AS (f(n)) STORED, h text GENERATED ALWAYS AS (lower(m)) STORED, p int, q int);
CREATE INDEX i ON t (g);
CREATE VIEW v AS SELECT g FROM t;

-- pair: virtual and stored generated columns 18
-- a
CREATE TABLE t (n int, g int GENERATED ALWAYS AS (n * 2) VIRTUAL, h int GENERATED ALWAYS AS (n * 3) STORED, k int);
CREATE VIEW v AS SELECT g, h FROM t;
-- b
CREATE TABLE t (n bigint, g int GENERATED ALWAYS AS (n * 4) VIRTUAL, h int GENERATED ALWAYS AS (n * 3) VIRTUAL, k int GENERATED ALWAYS AS (n) STORED, l bigint GENERATED ALWAYS AS (n + 1) VIRTUAL);
CREATE VIEW v AS SELECT g, h FROM t;

-- pair: not null constraints with names and without validity 18
-- a
CREATE TABLE t (a int CONSTRAINT mine NOT NULL, b int NOT NULL, c int, d int CONSTRAINT dd NOT NULL NO INHERIT, e int);
ALTER TABLE t ADD CONSTRAINT later NOT NULL c NOT VALID;
-- b
CREATE TABLE t (a int CONSTRAINT yours NOT NULL, b int CONSTRAINT mine NOT NULL, c int NOT NULL, d int NOT NULL, e int);
ALTER TABLE t ADD CONSTRAINT later NOT NULL e NOT VALID;

-- pair: not null goes down to children 18
-- a
CREATE TABLE a (x int NOT NULL, y int);
CREATE TABLE b () INHERITS (a);
CREATE TABLE c (y int NOT NULL) INHERITS (a);
-- b
CREATE TABLE a (x int, y int CONSTRAINT why NOT NULL);
CREATE TABLE b (x int NOT NULL) INHERITS (a);
CREATE TABLE c () INHERITS (a);

-- pair: constraints that are not enforced 18
-- a
CREATE TABLE o (id int PRIMARY KEY);
CREATE TABLE t (a int CHECK (a > 0) NOT ENFORCED, b int REFERENCES o NOT ENFORCED, c int REFERENCES o);
-- b
CREATE TABLE o (id int PRIMARY KEY);
CREATE TABLE t (a int CHECK (a > 0), b int REFERENCES o, c int REFERENCES o NOT ENFORCED, d int CHECK (d < 3) NOT ENFORCED);

-- pair: keys over time 18
-- setup
CREATE EXTENSION btree_gist;
-- a
CREATE TABLE o (id int, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE t (id int, during daterange);
-- b
CREATE TABLE o (id int, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS), u int, UNIQUE (u, during WITHOUT OVERLAPS));
CREATE TABLE t (id int, during daterange, o int, FOREIGN KEY (o, PERIOD during) REFERENCES o (id, PERIOD during));

-- pair: exclusion constraints
-- setup
CREATE EXTENSION btree_gist;
-- a
CREATE TABLE t (room int, during tsrange, EXCLUDE USING gist (room WITH =, during WITH &&));
-- b
CREATE TABLE t (room int, during tsrange, cancelled boolean, CONSTRAINT busy EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled) DEFERRABLE INITIALLY DEFERRED);

-- pair: deferrable keys and foreign keys
-- a
CREATE TABLE o (id int PRIMARY KEY, c int UNIQUE, d int UNIQUE DEFERRABLE);
CREATE TABLE t (a int REFERENCES o, b int REFERENCES o (c) DEFERRABLE, c int, CONSTRAINT x FOREIGN KEY (c) REFERENCES o ON DELETE SET NULL INITIALLY DEFERRED);
-- b
CREATE TABLE o (id int PRIMARY KEY DEFERRABLE INITIALLY IMMEDIATE, c int UNIQUE);
CREATE TABLE t (a int, b int REFERENCES o (c), c int, CONSTRAINT x FOREIGN KEY (c) REFERENCES o (c) ON DELETE SET DEFAULT DEFERRABLE);
-- pair: a foreign key that sets some of its columns
-- a
CREATE TABLE o (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE t (a int, b int, FOREIGN KEY (a, b) REFERENCES o ON DELETE SET NULL);
-- b
CREATE TABLE o (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE t (a int, b int, FOREIGN KEY (a, b) REFERENCES o MATCH FULL ON DELETE SET NULL (b));

-- pair: constraints that are not valid yet
-- a
CREATE TABLE o (id int PRIMARY KEY);
CREATE TABLE t (a int, b int, c int);
ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES o NOT VALID;
ALTER TABLE t ADD CONSTRAINT g CHECK (c > 0) NO INHERIT;
-- b
CREATE TABLE o (id int PRIMARY KEY);
CREATE TABLE t (a int CONSTRAINT k CHECK (a > 0), b int CONSTRAINT f REFERENCES o, c int);
ALTER TABLE t ADD CONSTRAINT g CHECK (c > 0) NOT VALID;

-- pair: circles of foreign keys and a table that points to itself
-- a
CREATE TABLE a (id int PRIMARY KEY, b int, up int REFERENCES a);
CREATE TABLE b (id int PRIMARY KEY, c int);
CREATE TABLE c (id int PRIMARY KEY, a int REFERENCES a);
ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c;
-- b
CREATE TABLE b (id bigint PRIMARY KEY, d bigint);
CREATE TABLE d (id bigint PRIMARY KEY, b bigint REFERENCES b, up bigint REFERENCES d);
ALTER TABLE b ADD FOREIGN KEY (d) REFERENCES d;

-- pair: a key gets another column under its foreign keys
-- a
CREATE TABLE o (id int PRIMARY KEY, k text);
CREATE TABLE t (o int REFERENCES o);
CREATE VIEW v AS SELECT id, k FROM o GROUP BY id;
-- b
CREATE TABLE o (id int, k text, tenant int, PRIMARY KEY (tenant, id));
CREATE TABLE t (o int, tenant int, FOREIGN KEY (tenant, o) REFERENCES o);

-- pair: statistics
-- a
CREATE TABLE t (a int, b int, c text);
CREATE STATISTICS s (ndistinct) ON a, b FROM t;
CREATE STATISTICS s2 ON lower(c), a FROM t;
-- b
CREATE TABLE t (a bigint, b int, c text);
CREATE STATISTICS s (ndistinct, mcv) ON a, b FROM t;
CREATE STATISTICS s2 ON upper(c), a FROM t;
ALTER STATISTICS s2 SET STATISTICS 99;
COMMENT ON STATISTICS s IS 'pairs';

-- pair: collations
-- a
CREATE COLLATION c1 (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false);
CREATE TABLE t (a text COLLATE c1, b text, c varchar(9) COLLATE "C");
CREATE INDEX i ON t (a);
-- b
CREATE COLLATION c1 (PROVIDER = icu, LOCALE = 'en');
CREATE TABLE t (a text COLLATE c1, b text COLLATE c1, c varchar(9));
CREATE INDEX i ON t (a COLLATE "C", b);

-- pair: operators with functions
-- a
CREATE FUNCTION eq(int, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1::text = $2';
CREATE OPERATOR === (FUNCTION = eq, LEFTARG = int, RIGHTARG = text);
CREATE VIEW v AS SELECT 1 === '1' AS same;
-- b
CREATE FUNCTION eq(int, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1::text = $2';
CREATE FUNCTION eq(text, int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $2::text = $1';
CREATE OPERATOR === (FUNCTION = eq, LEFTARG = int, RIGHTARG = text, COMMUTATOR = ===, RESTRICT = eqsel);
CREATE OPERATOR === (FUNCTION = eq, LEFTARG = text, RIGHTARG = int, COMMUTATOR = ===);
COMMENT ON OPERATOR === (int, text) IS 'same text';

-- pair: operator classes and families refused operator class public.ints, reason=objects of this kind are not read
-- a
CREATE TABLE t (a int);
-- b
CREATE TABLE t (a int);
CREATE OPERATOR CLASS ints FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int);

-- pair: casts
-- a
CREATE TYPE c AS (n int);
CREATE FUNCTION c_int(c) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT ($1).n';
CREATE CAST (c AS int) WITH FUNCTION c_int(c);
-- b
CREATE TYPE c AS (n int, m int);
CREATE FUNCTION c_int(c) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT ($1).n';
CREATE CAST (c AS int) WITH FUNCTION c_int(c) AS ASSIGNMENT;
CREATE CAST (c AS text) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (c AS int) IS 'the first';

-- pair: text search
-- a
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION c (COPY = english);
ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR word WITH d;
CREATE TABLE t (a text, v tsvector GENERATED ALWAYS AS (to_tsvector('public.c'::regconfig, a)) STORED);
-- b
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION c (COPY = german);
ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR word WITH d, german_stem;
ALTER TEXT SEARCH CONFIGURATION c DROP MAPPING FOR email;
CREATE TABLE t (a text);

-- pair: foreign tables, servers and mappings
-- setup
CREATE EXTENSION postgres_fdw;
-- a
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'a', dbname 'x');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'u');
CREATE FOREIGN TABLE f (a int OPTIONS (column_name 'aa'), b text) SERVER s OPTIONS (table_name 't');
CREATE VIEW v AS SELECT a FROM f;
-- b
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'b', port '99');
CREATE SERVER s2 TYPE 'x' VERSION '1' FOREIGN DATA WRAPPER postgres_fdw;
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'it''s');
CREATE FOREIGN TABLE f (a bigint NOT NULL, b text OPTIONS (column_name 'bb'), c int) SERVER s OPTIONS (schema_name 'q');
CREATE FOREIGN TABLE g (a int) SERVER s2;
CREATE VIEW v AS SELECT a, c FROM f;
ALTER SERVER s2 OPTIONS (ADD application_name 'a "b"');

-- pair: publications
-- a
CREATE SCHEMA s;
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE TABLE u (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t (id, a), u WHERE (id > 3);
CREATE PUBLICATION q FOR TABLES IN SCHEMA s WITH (publish = 'insert');
CREATE PUBLICATION r FOR ALL TABLES;
-- b
CREATE SCHEMA s;
CREATE TABLE t (id bigint PRIMARY KEY, a int, b int);
CREATE TABLE u (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t WHERE (id > 9) WITH (publish_via_partition_root);
CREATE PUBLICATION q FOR TABLES IN SCHEMA s, public;
CREATE PUBLICATION r FOR TABLE u;

-- pair: event triggers
-- a
CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION f();
-- b
CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f();
ALTER EVENT TRIGGER e DISABLE;
COMMENT ON EVENT TRIGGER e IS 'off';

-- pair: rules
-- a
CREATE TABLE t (a int, b text);
CREATE TABLE log (a int);
CREATE VIEW v AS SELECT a FROM t;
CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO t (a) VALUES (new.a);
CREATE RULE r2 AS ON DELETE TO t DO ALSO INSERT INTO log VALUES (old.a);
-- b
CREATE TABLE t (a bigint, b text);
CREATE TABLE log (a bigint);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE RULE r AS ON INSERT TO v DO INSTEAD (INSERT INTO t (a) VALUES (new.a); INSERT INTO log VALUES (new.a));
CREATE RULE r2 AS ON DELETE TO t WHERE old.a > 3 DO ALSO INSERT INTO log VALUES (old.a);
ALTER TABLE t DISABLE RULE r2;

-- pair: policies over columns and tables that change
-- setup
CREATE ROLE app_reader;
-- a
CREATE TABLE m (u text, t int);
CREATE TABLE t (id int, owner text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (owner = current_user);
CREATE POLICY member ON t FOR SELECT TO app_reader USING (EXISTS (SELECT FROM m WHERE m.t = t.id));
-- b
CREATE TABLE m (u text, t bigint);
CREATE TABLE t (id bigint, owner name);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON t AS RESTRICTIVE USING (owner = current_user) WITH CHECK (id > 0);
CREATE POLICY member ON t FOR ALL TO PUBLIC USING (EXISTS (SELECT FROM m WHERE m.t = t.id AND m.u = current_user));

-- pair: default privileges
-- setup
CREATE ROLE app_reader;
-- a
CREATE SCHEMA s;
ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO app_reader;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE TABLE s.t (a int);
-- b
CREATE SCHEMA s;
ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT, INSERT ON TABLES TO app_reader WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO PUBLIC;
CREATE TABLE s.t (a int);
CREATE TABLE s.u (a serial);
CREATE FUNCTION s.f() RETURNS int RETURN 1;

-- pair: privileges of columns, functions and schemas
-- setup
CREATE ROLE app_reader;
-- a
CREATE SCHEMA s;
GRANT USAGE ON SCHEMA s TO app_reader;
CREATE TABLE t (a int, b int);
GRANT SELECT (a), UPDATE (b) ON t TO app_reader;
CREATE FUNCTION f(int) RETURNS int RETURN 1;
REVOKE ALL ON FUNCTION f FROM PUBLIC;
CREATE VIEW v AS SELECT a FROM t;
GRANT SELECT ON v TO PUBLIC;
-- b
CREATE SCHEMA s;
GRANT ALL ON SCHEMA s TO app_reader;
CREATE TABLE t (a bigint, b int);
GRANT SELECT (a, b) ON t TO app_reader WITH GRANT OPTION;
GRANT DELETE ON t TO app_reader;
CREATE FUNCTION f(int) RETURNS int RETURN 2;
GRANT EXECUTE ON FUNCTION f TO app_reader;
CREATE VIEW v AS SELECT b FROM t;
GRANT SELECT (b) ON v TO PUBLIC;
CREATE TYPE e AS ENUM ('x');
REVOKE ALL ON TYPE e FROM PUBLIC;

-- pair: owners
-- setup
CREATE ROLE app_owner;
-- a
CREATE SCHEMA s;
CREATE TABLE t (a serial);
ALTER TABLE t OWNER TO app_owner;
CREATE FUNCTION f() RETURNS int RETURN 1;
CREATE VIEW v AS SELECT a FROM t;
CREATE TYPE e AS ENUM ('x');
-- b
CREATE SCHEMA s AUTHORIZATION app_owner;
CREATE TABLE t (a serial);
CREATE FUNCTION f() RETURNS int RETURN 1;
ALTER FUNCTION f OWNER TO app_owner;
CREATE VIEW v AS SELECT a FROM t;
ALTER VIEW v OWNER TO app_owner;
CREATE TYPE e AS ENUM ('x');
ALTER TYPE e OWNER TO app_owner;
CREATE MATERIALIZED VIEW m AS SELECT 1 AS one;
ALTER MATERIALIZED VIEW m OWNER TO app_owner;

-- pair: aggregates
-- a
CREATE FUNCTION add(int, int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 + $2';
CREATE AGGREGATE total(int) (SFUNC = add, STYPE = int, INITCOND = '0');
CREATE VIEW v AS SELECT total(n) FROM generate_series(1, 3) n;
-- b
CREATE FUNCTION add(int, int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT coalesce($1, 0) + $2';
CREATE AGGREGATE total(int) (SFUNC = add, STYPE = int, INITCOND = '5', COMBINEFUNC = add, PARALLEL = SAFE);
CREATE VIEW v AS SELECT total(n) FROM generate_series(1, 3) n;
COMMENT ON AGGREGATE total(int) IS 'sum';

-- pair: procedures and functions change their form
-- a
CREATE PROCEDURE p(a int) LANGUAGE plpgsql AS 'BEGIN END';
CREATE FUNCTION q(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION r() RETURNS TABLE (a int) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION o(x int, OUT y int) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION s() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public AS 'SELECT 1';
-- b
CREATE FUNCTION p(a int) RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
CREATE FUNCTION q(a int, c text) RETURNS int LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION r() RETURNS TABLE (a int, b text) LANGUAGE sql AS 'SELECT 1, ''x''';
CREATE FUNCTION o(x int, OUT y int, OUT z int) LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION s() RETURNS int LANGUAGE sql STABLE STRICT LEAKPROOF COST 7 SET work_mem = '8MB' AS 'SELECT 1';
CREATE PROCEDURE call_me(INOUT n int, VARIADIC rest int[]) LANGUAGE sql BEGIN ATOMIC SELECT n; END;

-- pair: a function under defaults, checks, indexes, generated columns and triggers
-- a
CREATE FUNCTION f(a int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (a int DEFAULT f(1), b int CHECK (f(b) > 0), c int GENERATED ALWAYS AS (f(3)) STORED);
CREATE INDEX i ON t (f(a));
CREATE VIEW v AS SELECT f(a) FROM t;
CREATE MATERIALIZED VIEW m AS SELECT f FROM v;
CREATE UNIQUE INDEX mi ON m (f);
-- b
CREATE FUNCTION f(b int) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT 2::bigint';
CREATE TABLE t (a int DEFAULT f(1), b int CHECK (f(b) > 0), c bigint GENERATED ALWAYS AS (f(3)) STORED);
CREATE INDEX i ON t (f(a));
CREATE VIEW v AS SELECT f(a) FROM t;
CREATE MATERIALIZED VIEW m AS SELECT f FROM v;
CREATE UNIQUE INDEX mi ON m (f);

-- pair: composite types in use
-- a
CREATE TYPE c AS (a int, b text);
CREATE TABLE t (id int, c c, cs c[]);
CREATE FUNCTION f(c) RETURNS c LANGUAGE sql AS 'SELECT $1';
CREATE VIEW v AS SELECT (c).a FROM t;
-- b
CREATE TYPE c AS (a int, b text, d date);
CREATE TABLE t (id int, c c, cs c[]);
CREATE FUNCTION f(c) RETURNS c LANGUAGE sql AS 'SELECT $1';
CREATE VIEW v AS SELECT (c).a, (c).d FROM t;

-- pair: a composite type loses an attribute nobody holds
-- a
CREATE TYPE c AS (a int, b text);
CREATE FUNCTION f() RETURNS c LANGUAGE sql AS 'SELECT null::c';
-- b
CREATE TYPE c AS (b varchar(3), e int);
CREATE FUNCTION f() RETURNS c LANGUAGE sql AS 'SELECT null::c';

-- pair: typed tables
-- a
CREATE TYPE c AS (a int, b text);
CREATE TABLE t OF c (a DEFAULT 5);
CREATE TABLE u (a int, b text);
-- b
CREATE TYPE c AS (a int, b text, d int);
CREATE TABLE t OF c (a DEFAULT 6, b WITH OPTIONS CONSTRAINT said NOT NULL, PRIMARY KEY (a));
CREATE TABLE u OF c (b DEFAULT 'x' NOT NULL);
CREATE TABLE v OF c (a WITH OPTIONS UNIQUE, d WITH OPTIONS CONSTRAINT known NOT NULL CHECK (d > 0));

-- pair: domains in use change
-- a
CREATE DOMAIN d AS int CHECK (VALUE > 0);
CREATE DOMAIN e AS d;
CREATE TYPE c AS (x d);
CREATE TABLE t (a d, b d[], c c, e e DEFAULT 3);
CREATE VIEW v AS SELECT a FROM t;
CREATE FUNCTION f(d) RETURNS d LANGUAGE sql AS 'SELECT $1';
-- b
CREATE DOMAIN d AS int NOT NULL DEFAULT 7 CONSTRAINT pos CHECK (VALUE > 1);
CREATE DOMAIN e AS d CONSTRAINT few CHECK (VALUE < 10);
CREATE TYPE c AS (x d);
CREATE TABLE t (a d, b d[], c c, e e DEFAULT 3);
CREATE VIEW v AS SELECT a FROM t;
CREATE FUNCTION f(d) RETURNS d LANGUAGE sql AS 'SELECT $1';

-- pair: a domain in use gets another base type
-- a
CREATE DOMAIN d AS int;
CREATE TABLE t (a d, b int);
CREATE INDEX i ON t (a);
CREATE VIEW v AS SELECT a FROM t;
-- b
CREATE DOMAIN d AS bigint;
CREATE TABLE t (a d, b d);
CREATE INDEX i ON t (a);
CREATE VIEW v AS SELECT a FROM t;

-- pair: range types
-- a
CREATE TYPE r AS RANGE (SUBTYPE = float8);
CREATE FUNCTION f(r) RETURNS boolean LANGUAGE sql AS 'SELECT isempty($1)';
-- b
CREATE TYPE r AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = rs);
CREATE FUNCTION f(r) RETURNS boolean LANGUAGE sql AS 'SELECT isempty($1)';
CREATE TABLE t (r r, rs rs, EXCLUDE USING gist (r WITH &&));

-- pair: enums in use get values anywhere and lose some
-- a
CREATE TYPE e AS ENUM ('b', 'd');
CREATE TYPE g AS ENUM ('x', 'y', 'it''s, "so"');
CREATE TABLE t (e e DEFAULT 'b', es e[] DEFAULT '{b}', g g CHECK (g <> 'y'));
CREATE INDEX i ON t (e) WHERE e = 'd';
CREATE FUNCTION f(e) RETURNS e LANGUAGE sql AS 'SELECT $1';
CREATE VIEW v AS SELECT e, g FROM t WHERE e = 'b';
-- b
CREATE TYPE e AS ENUM ('a', 'b', 'c', 'd', 'e');
CREATE TYPE g AS ENUM ('y', 'x');
CREATE TABLE t (e e DEFAULT 'c', es e[] DEFAULT '{a,b}', g g CHECK (g <> 'y'));
CREATE INDEX i ON t (e) WHERE e = 'a';
CREATE FUNCTION f(e) RETURNS e LANGUAGE sql AS 'SELECT $1';
CREATE VIEW v AS SELECT e, g FROM t WHERE e = 'e';

-- pair: two columns exchange their enums while both get values
-- a
CREATE TYPE e AS ENUM ('a');
CREATE TYPE f AS ENUM ('a');
CREATE TABLE t (x e, y f);
-- b
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TYPE f AS ENUM ('a', 'c');
CREATE TABLE t (x f, y e);

-- pair: views on views on functions on views
-- a
CREATE TABLE t (a int, b int);
CREATE VIEW v1 AS SELECT a, b FROM t;
CREATE FUNCTION f() RETURNS SETOF v1 LANGUAGE sql BEGIN ATOMIC SELECT a, b FROM v1; END;
CREATE VIEW v2 AS SELECT a FROM f();
CREATE VIEW v3 AS SELECT a FROM v2 UNION SELECT a FROM v1;
COMMENT ON COLUMN v3.a IS 'both';
-- b
CREATE TABLE t (a bigint, b int);
CREATE VIEW v1 AS SELECT a, b FROM t;
CREATE FUNCTION f() RETURNS SETOF v1 LANGUAGE sql BEGIN ATOMIC SELECT a, b FROM v1 WHERE b > 0; END;
CREATE VIEW v2 AS SELECT a, b FROM f();
CREATE VIEW v3 AS SELECT a FROM v2 UNION SELECT a FROM v1;
COMMENT ON COLUMN v3.a IS 'all';

-- pair: view options, defaults and columns
-- a
CREATE TABLE t (a int, b int, c int);
CREATE VIEW v AS SELECT a, b FROM t WHERE a > 0 WITH CASCADED CHECK OPTION;
ALTER VIEW v ALTER COLUMN b SET DEFAULT 5;
CREATE VIEW w WITH (security_barrier) AS SELECT a FROM v;
-- b
CREATE TABLE t (a int, b int, c int);
CREATE VIEW v WITH (security_invoker = true) AS SELECT a, b, c FROM t WHERE a > 0 WITH LOCAL CHECK OPTION;
ALTER VIEW v ALTER COLUMN c SET DEFAULT 6;
CREATE VIEW w AS SELECT a FROM v;

-- pair: a column goes from under views
-- a
CREATE TABLE t (a int, b int, c int);
CREATE VIEW v AS SELECT * FROM t;
CREATE VIEW w AS SELECT b, c FROM v;
CREATE MATERIALIZED VIEW m AS SELECT c FROM w;
CREATE INDEX mi ON m (c);
-- b
CREATE TABLE t (a int, c int);
CREATE VIEW v AS SELECT * FROM t;
CREATE VIEW w AS SELECT a, c FROM v;
CREATE MATERIALIZED VIEW m AS SELECT c FROM w;
CREATE INDEX mi ON m (c);

-- pair: a type changes under everything
-- a
CREATE TABLE t (id int PRIMARY KEY, n int DEFAULT 3 CHECK (n > 0), g int GENERATED ALWAYS AS (n + 1) STORED, UNIQUE (n));
CREATE INDEX i ON t (n) WHERE n > 5;
CREATE VIEW v AS SELECT n, g FROM t;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (n > 1);
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER tr BEFORE UPDATE OF n ON t FOR EACH ROW WHEN (old.n IS DISTINCT FROM new.n) EXECUTE FUNCTION tf();
CREATE STATISTICS s ON n, g FROM t;
CREATE TABLE u (n int REFERENCES t (n));
CREATE RULE r AS ON INSERT TO t WHERE new.n = 7 DO INSTEAD NOTHING;
CREATE FUNCTION fn() RETURNS SETOF int LANGUAGE sql BEGIN ATOMIC SELECT n FROM t; END;
-- b
CREATE TABLE t (id int PRIMARY KEY, n text DEFAULT '3' CHECK (n > '0'), g text GENERATED ALWAYS AS (n || '1') STORED, UNIQUE (n));
CREATE INDEX i ON t (n) WHERE n > '5';
CREATE VIEW v AS SELECT n, g FROM t;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (n > '1');
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER tr BEFORE UPDATE OF n ON t FOR EACH ROW WHEN (old.n IS DISTINCT FROM new.n) EXECUTE FUNCTION tf();
CREATE STATISTICS s ON n, g FROM t;
CREATE TABLE u (n text REFERENCES t (n));
CREATE RULE r AS ON INSERT TO t WHERE new.n = '7' DO INSTEAD NOTHING;
CREATE FUNCTION fn() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC SELECT n FROM t; END;

-- pair: triggers on views, partitions and with transition tables
-- a
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TABLE p (d date, n int) PARTITION BY RANGE (d);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TRIGGER a AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
CREATE VIEW v AS SELECT n FROM p;
CREATE TRIGGER b INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();
CREATE TABLE t (n int);
CREATE TRIGGER c AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION f();
-- b
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TABLE p (d date, n bigint) PARTITION BY RANGE (d);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TRIGGER a AFTER INSERT OR UPDATE OF n ON p FOR EACH ROW WHEN (new.n > 0) EXECUTE FUNCTION f('x', 'y''z');
CREATE TRIGGER own BEFORE INSERT ON p1 FOR EACH ROW EXECUTE FUNCTION f();
CREATE VIEW v AS SELECT n, d FROM p;
CREATE TRIGGER b INSTEAD OF INSERT OR DELETE ON v FOR EACH ROW EXECUTE FUNCTION f();
CREATE TABLE t (n int);
CREATE CONSTRAINT TRIGGER c AFTER UPDATE ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t DISABLE TRIGGER c;
ALTER TABLE p ENABLE ALWAYS TRIGGER a;

-- pair: a table in another schema
-- a
CREATE SCHEMA s1;
CREATE SCHEMA s2;
CREATE TYPE s1.e AS ENUM ('x');
CREATE TABLE s1.t (id serial PRIMARY KEY, e s1.e);
CREATE VIEW s2.v AS SELECT id FROM s1.t;
CREATE FUNCTION s2.f(s1.t) RETURNS int LANGUAGE sql AS 'SELECT ($1).id';
-- b
CREATE SCHEMA s2;
CREATE SCHEMA s3;
CREATE TYPE s3.e AS ENUM ('x');
CREATE TABLE s2.t (id serial PRIMARY KEY, e s3.e);
CREATE VIEW s2.v AS SELECT id FROM s2.t;
CREATE FUNCTION s2.f(s2.t) RETURNS int LANGUAGE sql AS 'SELECT ($1).id';

-- pair: an extension in another schema
-- a
CREATE SCHEMA s;
CREATE EXTENSION citext;
CREATE TABLE t (c citext UNIQUE);
-- b
CREATE SCHEMA s;
CREATE EXTENSION citext SCHEMA s;
CREATE TABLE t (c s.citext UNIQUE, d s.citext[]);
CREATE EXTENSION pg_trgm SCHEMA s;
CREATE INDEX i ON t USING gin ((c::text) s.gin_trgm_ops);

-- pair: an extension that is not wanted any more
-- a
CREATE EXTENSION hstore;
CREATE TABLE t (id int, h hstore);
CREATE FUNCTION f(hstore) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- b
CREATE TABLE t (id int, h jsonb);

-- pair: names that need quotes
-- a
CREATE SCHEMA "S.x";
CREATE TYPE "S.x"."E""q" AS ENUM ('a''b', 'c\d');
CREATE TABLE "S.x"."T a" ("Select" serial PRIMARY KEY, "b.c" "S.x"."E""q" DEFAULT 'c\d', "täg" text DEFAULT E'x\ny');
CREATE INDEX "I." ON "S.x"."T a" ("b.c", lower("täg"));
CREATE VIEW "S.x"."V v" AS SELECT "Select", "b.c" FROM "S.x"."T a";
CREATE FUNCTION "S.x"."F(x)"("A b" int) RETURNS int LANGUAGE sql AS 'SELECT 1';
COMMENT ON COLUMN "S.x"."T a"."b.c" IS 'it''s \ a comment';
-- b
CREATE SCHEMA "S.x";
CREATE TYPE "S.x"."E""q" AS ENUM ('a''b', 'new', 'c\d');
CREATE TABLE "S.x"."T a" ("Select" bigserial PRIMARY KEY, "b.c" "S.x"."E""q" DEFAULT 'a''b', "order" text CHECK ("order" <> ''));
CREATE INDEX "I." ON "S.x"."T a" ("order" DESC NULLS LAST);
CREATE VIEW "S.x"."V v" AS SELECT "b.c", "order" FROM "S.x"."T a";
CREATE FUNCTION "S.x"."F(x)"("A b" int, "C" text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 2';
ALTER TABLE "S.x"."T a" ADD CONSTRAINT "c.c" FOREIGN KEY ("Select") REFERENCES "S.x"."T a";
COMMENT ON CONSTRAINT "c.c" ON "S.x"."T a" IS E'two\nlines';

-- pair: storage, compression, statistics and options
-- a
CREATE TABLE t (a text, b text COMPRESSION pglz, c int) WITH (fillfactor = 70, autovacuum_enabled = false);
ALTER TABLE t ALTER a SET STORAGE EXTERNAL;
ALTER TABLE t ALTER a SET STATISTICS 50;
ALTER TABLE t ALTER c SET (n_distinct = 5);
CREATE UNLOGGED TABLE u (a int);
CREATE INDEX i ON t (c) WITH (fillfactor = 60);
ALTER TABLE t CLUSTER ON i;
-- b
CREATE TABLE t (a text, b text, c int) WITH (toast.autovacuum_enabled = off, fillfactor = 80);
ALTER TABLE t ALTER b SET STORAGE MAIN;
ALTER TABLE t ALTER b SET STATISTICS 70;
CREATE TABLE u (a int);
CREATE INDEX i ON t (c);
CREATE UNIQUE INDEX j ON t (c);
ALTER TABLE t ALTER c SET NOT NULL;
ALTER TABLE t REPLICA IDENTITY USING INDEX j;
-- pair: storage in the column's own definition
-- a
CREATE TABLE t (a int);
-- b
CREATE TABLE t (a int, b text);
ALTER TABLE t ALTER b SET STORAGE EXTERNAL;

-- pair: indexes of all forms
-- a
CREATE TABLE t (a int, b text, c int[], d jsonb, e point);
CREATE INDEX i1 ON t (a);
CREATE INDEX i2 ON t USING hash (b);
CREATE INDEX i3 ON t USING gin (c);
CREATE UNIQUE INDEX i4 ON t (a) INCLUDE (b);
-- b
CREATE TABLE t (a int, b text, c int[], d jsonb, e point);
CREATE INDEX i1 ON t USING brin (a) WITH (pages_per_range = 16);
CREATE INDEX i2 ON t (b text_pattern_ops DESC, (a + 1)) WHERE b IS NOT NULL;
CREATE INDEX i3 ON t USING gin (d jsonb_path_ops);
CREATE UNIQUE INDEX i4 ON t (a, b) NULLS NOT DISTINCT;
CREATE INDEX i5 ON t USING spgist (e);
CREATE INDEX i6 ON t ((d ->> 'x')) INCLUDE (a);
ALTER INDEX i6 ALTER COLUMN 1 SET STATISTICS 100;

-- pair: sequences change everything and their owner
-- a
CREATE SEQUENCE s1 AS smallint;
CREATE SEQUENCE s2 INCREMENT -1 MINVALUE -10 START -2 CACHE 4 CYCLE;
CREATE TABLE t (a int DEFAULT nextval('s1'), b int);
ALTER SEQUENCE s2 OWNED BY t.b;
-- b
CREATE SEQUENCE s1 INCREMENT 10 START 50 MAXVALUE 99999999999;
CREATE SEQUENCE s2;
CREATE TABLE t (a int, b int DEFAULT nextval('s2'));
ALTER SEQUENCE s1 OWNED BY t.a;
CREATE UNLOGGED SEQUENCE s3;

-- pair: a table whose row type others use
-- a
CREATE TABLE t (a int, b text);
CREATE TABLE u (r t, rs t[]);
CREATE FUNCTION f(t) RETURNS SETOF t LANGUAGE sql AS 'SELECT $1';
CREATE VIEW v AS SELECT r FROM u;
CREATE DOMAIN d AS t CHECK ((VALUE).a > 0);
-- b
CREATE TABLE t (a int, c date);
CREATE TABLE u (r t, rs t[]);
CREATE FUNCTION f(t) RETURNS SETOF t LANGUAGE sql AS 'SELECT $1';
CREATE VIEW v AS SELECT r FROM u;
CREATE DOMAIN d AS t CHECK ((VALUE).a > 0);

-- pair: a view takes the name of a table and the other way round
-- a
CREATE TABLE x (a int);
CREATE VIEW y AS SELECT a FROM x;
CREATE TYPE z AS ENUM ('q');
-- b
CREATE TABLE y (a int);
CREATE VIEW x AS SELECT a FROM y;
CREATE TABLE z (a int);

-- pair: an index takes the name of a sequence and a constraint that of an index
-- a
CREATE TABLE t (a int, b int);
CREATE SEQUENCE n1;
CREATE INDEX n2 ON t (a);
-- b
CREATE TABLE t (a int, b int, CONSTRAINT n2 UNIQUE (a));
CREATE INDEX n1 ON t (b);
CREATE SEQUENCE n3;

-- pair: recursive and materialized views
-- a
CREATE TABLE t (id int PRIMARY KEY, up int);
CREATE RECURSIVE VIEW tree (id, depth) AS SELECT id, 0 FROM t WHERE up IS NULL UNION ALL SELECT t.id, depth + 1 FROM t JOIN tree ON t.up = tree.id;
CREATE MATERIALIZED VIEW m AS SELECT id, depth FROM tree WITH NO DATA;
CREATE UNIQUE INDEX mi ON m (id);
COMMENT ON MATERIALIZED VIEW m IS 'deep';
-- b
CREATE TABLE t (id bigint PRIMARY KEY, up bigint);
CREATE RECURSIVE VIEW tree (id, depth) AS SELECT id, 1 FROM t WHERE up IS NULL UNION ALL SELECT t.id, depth + 1 FROM t JOIN tree ON t.up = tree.id;
CREATE MATERIALIZED VIEW m WITH (fillfactor = 50) AS SELECT id, depth FROM tree;
CREATE UNIQUE INDEX mi ON m (id, depth);

-- pair: comments on everything
-- a
CREATE SCHEMA s;
CREATE TABLE t (a int PRIMARY KEY CHECK (a > 0), b int);
COMMENT ON SCHEMA s IS 'one';
COMMENT ON TABLE t IS 'one';
COMMENT ON CONSTRAINT t_pkey ON t IS 'one';
COMMENT ON INDEX t_pkey IS 'index';
CREATE DOMAIN d AS int CONSTRAINT dc CHECK (VALUE > 0);
CREATE TYPE c AS (x int);
CREATE SEQUENCE q;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE POLICY p ON t;
CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;
-- b
CREATE SCHEMA s;
CREATE TABLE t (a int PRIMARY KEY CHECK (a > 0), b int);
COMMENT ON SCHEMA s IS 'two';
COMMENT ON COLUMN t.b IS 'two';
COMMENT ON CONSTRAINT t_a_check ON t IS 'two';
CREATE DOMAIN d AS int CONSTRAINT dc CHECK (VALUE > 0);
COMMENT ON DOMAIN d IS 'two';
COMMENT ON CONSTRAINT dc ON DOMAIN d IS 'two';
CREATE TYPE c AS (x int);
COMMENT ON TYPE c IS 'two';
COMMENT ON COLUMN c.x IS 'two';
CREATE SEQUENCE q;
COMMENT ON SEQUENCE q IS 'two';
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
COMMENT ON FUNCTION f IS 'two';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
COMMENT ON TRIGGER tr ON t IS 'two';
CREATE POLICY p ON t;
COMMENT ON POLICY p ON t IS 'two';
CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;
COMMENT ON RULE r ON t IS 'two';

-- pair: defaults of all sorts
-- a
CREATE TYPE e AS ENUM ('x', 'y');
CREATE TABLE t (a int DEFAULT 7, b text DEFAULT 'it''s', c timestamptz DEFAULT now(), d e DEFAULT 'x', f jsonb DEFAULT '{"a": 1}', g int[] DEFAULT '{1,2}', h interval DEFAULT '1 day', i bytea DEFAULT '\x01', k regclass DEFAULT 'pg_class');
-- b
CREATE TYPE e AS ENUM ('x', 'y');
CREATE TABLE t (a int DEFAULT -7, b varchar(5) DEFAULT 'x', c timestamptz DEFAULT current_timestamp - interval '1 day', d e, f jsonb DEFAULT '[]'::jsonb, g int[] DEFAULT ARRAY[3], h interval DEFAULT '2 mons 3 days', i bytea DEFAULT '\xff00', k regclass DEFAULT 't'::regclass, l uuid DEFAULT gen_random_uuid());

-- pair: checks that the server writes in another way than it reads them
-- a
CREATE TABLE t (s varchar(9), n numeric, d date);
ALTER TABLE t ADD CONSTRAINT c CHECK (s IN ('a', 'b'));
-- b
CREATE TABLE t (s varchar(9), n numeric, d date);
ALTER TABLE t ADD CONSTRAINT c CHECK (s IN ('a', 'b', 'c''d, e'));
ALTER TABLE t ADD CONSTRAINT c2 CHECK (s NOT IN ('x') AND s ~ '^[a-z](b)?$');
ALTER TABLE t ADD CONSTRAINT c3 CHECK (n BETWEEN 1 AND 10 OR n IN (20, 30.5));
ALTER TABLE t ADD CONSTRAINT c4 CHECK (d > '2024-01-01' AND extract(year FROM d) < 2100);
ALTER TABLE t ADD CONSTRAINT c5 CHECK (CASE WHEN n > 0 THEN s IS NOT NULL ELSE s LIKE 'a%' END);
CREATE INDEX i ON t (s) WHERE s IN ('a', 'b');
CREATE VIEW v AS SELECT s FROM t WHERE s IN ('a', 'b') AND n = ANY ('{1,2}'::numeric[]);

-- pair: functions that call each other
-- a
CREATE FUNCTION even(n int) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN n = 0 OR odd(n - 1); END';
CREATE FUNCTION odd(n int) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN n <> 0 AND even(n - 1); END';
CREATE FUNCTION tables() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM pg_class';
-- b
CREATE FUNCTION even(n bigint) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN n = 0 OR odd(n - 1); END';
CREATE FUNCTION odd(n bigint) RETURNS boolean LANGUAGE sql AS 'SELECT n <> 0 AND even(n - 1)';
CREATE TABLE fresh (n int);
CREATE FUNCTION tables() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM fresh';

-- pair: plain table becomes partitioned
-- a
CREATE TABLE t (id int PRIMARY KEY, d date);
CREATE VIEW v AS SELECT id FROM t;
CREATE TABLE r (t int REFERENCES t);
-- b
CREATE TABLE t (id int PRIMARY KEY, d date) PARTITION BY HASH (id);
CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE VIEW v AS SELECT id FROM t;
CREATE TABLE r (t int REFERENCES t);

-- pair: conversions are refused conversion public.c, reason=objects of this kind are not read
-- a
CREATE TABLE t (a int);
-- b
CREATE TABLE t (a int);
CREATE CONVERSION c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

-- pair: a base type is refused base type public.b, reason=objects of this kind are not read
-- a
CREATE TABLE t (a int);
-- b
CREATE TABLE t (a int);
CREATE TYPE b;
CREATE FUNCTION b_in(cstring) RETURNS b IMMUTABLE STRICT LANGUAGE internal AS 'int4in';
CREATE FUNCTION b_out(b) RETURNS cstring IMMUTABLE STRICT LANGUAGE internal AS 'int4out';
CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, LIKE = int);

-- pair: a window, a polymorphic function and one that returns a record
-- a
CREATE FUNCTION pick(anyelement, anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION rec() RETURNS record LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION any_trigger() RETURNS trigger LANGUAGE plpgsql AS $x$BEGIN RAISE NOTICE $$a;b$$; RETURN new; END$x$;
-- b
CREATE FUNCTION pick(anycompatible, anycompatiblearray) RETURNS anycompatible LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION rec(OUT a int, OUT b int) RETURNS record LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION any_trigger() RETURNS trigger LANGUAGE plpgsql AS $x$BEGIN RAISE NOTICE $$a;b;c$$; RETURN new; END$x$;

-- pair: a subscription that reaches nobody changes in all its parts
-- a
CREATE SUBSCRIPTION s CONNECTION 'dbname=postgres' PUBLICATION p WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION goes CONNECTION 'dbname=postgres' PUBLICATION p WITH (connect = false);
-- b
CREATE SUBSCRIPTION s CONNECTION 'host=nowhere dbname=it''s' PUBLICATION p, "Q"
  WITH (connect = false, slot_name = NONE, binary = true, streaming = false, synchronous_commit = 'local');
COMMENT ON SUBSCRIPTION s IS 'from nowhere';
CREATE SUBSCRIPTION "New" CONNECTION 'postgresql://me@nowhere/a' PUBLICATION p
  WITH (connect = false, slot_name = NONE, two_phase = true);

-- pair: a subscription that is enabled is refused subscription live, enabled or with a password
-- a
CREATE SUBSCRIPTION live CONNECTION 'dbname=postgres' PUBLICATION p WITH (connect = false);
-- b
CREATE SUBSCRIPTION live CONNECTION 'dbname=postgres' PUBLICATION p WITH (connect = false);
ALTER SUBSCRIPTION live ENABLE;

-- pair: a subscription with a password is refused subscription secret, enabled or with a password
-- a
CREATE TABLE t (a int);
-- b
CREATE TABLE t (a int);
CREATE SUBSCRIPTION secret CONNECTION 'dbname=postgres password=x' PUBLICATION p WITH (connect = false, slot_name = NONE);

-- pair: an access method, with a table and an index that use one
-- a
CREATE FUNCTION heap2(internal) RETURNS table_am_handler LANGUAGE internal AS 'heap_tableam_handler';
CREATE ACCESS METHOD am TYPE TABLE HANDLER heap2;
CREATE TABLE t (a int) USING am;
-- b
CREATE FUNCTION heap2(internal) RETURNS table_am_handler LANGUAGE internal AS 'heap_tableam_handler';
CREATE FUNCTION tree2(internal) RETURNS index_am_handler LANGUAGE internal AS 'bthandler';
CREATE ACCESS METHOD "Am" TYPE TABLE HANDLER heap2;
COMMENT ON ACCESS METHOD "Am" IS 'ours';
CREATE ACCESS METHOD am TYPE INDEX HANDLER tree2;
CREATE TABLE t (a int) USING "Am";

-- pair: privileges of what an extension made
-- a
CREATE EXTENSION citext;
CREATE EXTENSION pg_stat_statements;
GRANT EXECUTE ON FUNCTION citext_eq(citext, citext) TO pg_monitor;
REVOKE SELECT ON pg_stat_statements FROM PUBLIC;
-- b
CREATE EXTENSION citext;
CREATE EXTENSION pg_stat_statements;
GRANT EXECUTE ON FUNCTION citext_eq(citext, citext) TO pg_read_all_data WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION citext_ne(citext, citext) FROM PUBLIC;
GRANT USAGE ON TYPE citext TO pg_monitor;
GRANT SELECT (queryid) ON pg_stat_statements TO pg_monitor;

-- pair: functions that get an argument with a default, and their callers of all kinds
-- a
CREATE FUNCTION f(a text, b text DEFAULT '-') RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT a || b';
CREATE FUNCTION "F ("() RETURNS int LANGUAGE sql IMMUTABLE RETURN 1;
CREATE FUNCTION n(int) RETURNS int LANGUAGE sql IMMUTABLE RETURN $1;
CREATE TABLE t (a text DEFAULT f('x'), g text GENERATED ALWAYS AS (f(a)) STORED, m int GENERATED ALWAYS AS (n(5)) STORED,
  CONSTRAINT c CHECK (f(a) <> ''), z int DEFAULT "F ("());
CREATE INDEX i ON t (f(a));
CREATE VIEW v AS SELECT f(a) AS fa, "F ("() AS z FROM t;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (f(a) = 'a-');
CREATE FUNCTION user_of_f() RETURNS text LANGUAGE sql RETURN f('u');
-- b
CREATE FUNCTION f(a text, b text DEFAULT '-', c boolean DEFAULT false) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT a || b';
CREATE FUNCTION "F ("(o int DEFAULT 2) RETURNS int LANGUAGE sql IMMUTABLE RETURN o;
CREATE FUNCTION n(bigint) RETURNS int LANGUAGE sql IMMUTABLE RETURN $1;
CREATE TABLE t (a text DEFAULT f('y'), g text GENERATED ALWAYS AS (f(a) || '!') STORED, m int GENERATED ALWAYS AS (n(5)) STORED,
  CONSTRAINT c CHECK (f(a) <> '?'), z int DEFAULT "F ("());
CREATE INDEX i ON t (f(a));
CREATE VIEW v AS SELECT f(a || '.') AS fa, "F ("() AS z FROM t;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (f(a) = 'b-');
CREATE FUNCTION user_of_f() RETURNS text LANGUAGE sql RETURN f('w');

-- pair: partitions that are split, joined, moved, and swapped
-- a
CREATE TABLE r (d int, k text) PARTITION BY RANGE (d);
CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (0) TO (20);
CREATE TABLE r2 PARTITION OF r FOR VALUES FROM (20) TO (30) PARTITION BY LIST (k);
CREATE TABLE r2a PARTITION OF r2 FOR VALUES IN ('a');
CREATE TABLE r2b PARTITION OF r2 FOR VALUES IN ('b');
CREATE TABLE r3 PARTITION OF r FOR VALUES FROM (30) TO (40);
CREATE TABLE r4 PARTITION OF r FOR VALUES FROM (40) TO (50);
CREATE TABLE r5 PARTITION OF r DEFAULT;
-- b
CREATE TABLE r (d int, k text) PARTITION BY RANGE (d);
CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (0) TO (10);
CREATE TABLE r1b PARTITION OF r FOR VALUES FROM (10) TO (20);
CREATE TABLE r2 PARTITION OF r FOR VALUES FROM (20) TO (35) PARTITION BY LIST (k);
CREATE TABLE r2a PARTITION OF r2 FOR VALUES IN ('b');
CREATE TABLE r2b PARTITION OF r2 FOR VALUES IN ('a');
CREATE TABLE r3 PARTITION OF r FOR VALUES FROM (35) TO (50);
CREATE TABLE r5 PARTITION OF r FOR VALUES FROM (50) TO (60);
CREATE TABLE r6 PARTITION OF r DEFAULT;

-- pair: columns that are numbered by a sequence and by being an identity take turns
-- a
CREATE TABLE t (id serial PRIMARY KEY, n smallserial, "M" bigint GENERATED ALWAYS AS IDENTITY (START WITH 50),
  o int GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME other), p int);
COMMENT ON SEQUENCE t_id_seq IS 'numbers';
GRANT USAGE ON SEQUENCE t_id_seq TO pg_monitor;
CREATE VIEW v AS SELECT n FROM t;
CREATE SEQUENCE free OWNED BY t.p;
-- b
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n bigint GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY 5),
  "M" bigserial, o serial, p int GENERATED ALWAYS AS IDENTITY);
COMMENT ON SEQUENCE "t_M_seq" IS 'numbers';
GRANT USAGE ON SEQUENCE "t_M_seq" TO pg_monitor;
CREATE VIEW v AS SELECT n FROM t;

-- pair: a type with the longest name is made again while columns have it
-- a
CREATE TYPE "Überlanger Name eines Typs, der genau die Grenze von 63 Bytes " AS ENUM ('a', 'b');
CREATE TABLE t (e "Überlanger Name eines Typs, der genau die Grenze von 63 Bytes ");
-- b
CREATE TYPE "Überlanger Name eines Typs, der genau die Grenze von 63 Bytes " AS ENUM ('b', 'a');
CREATE TABLE t (e "Überlanger Name eines Typs, der genau die Grenze von 63 Bytes ");

-- pair: a type is made again while a table in the middle of a tree of partitions is
-- a
CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE DOMAIN d AS int CHECK (VALUE > 0);
CREATE TABLE t (at int NOT NULL, kind text NOT NULL, e e DEFAULT 'a', d d, PRIMARY KEY (at, kind)) PARTITION BY RANGE (at);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10) PARTITION BY LIST (kind);
CREATE TABLE t1a PARTITION OF t1 FOR VALUES IN ('x');
CREATE TABLE t1b PARTITION OF t1 DEFAULT;
CREATE TABLE t2 PARTITION OF t DEFAULT;
CREATE INDEX i ON t (kind) WHERE e = 'a';
-- b
CREATE TYPE e AS ENUM ('c', 'a');
CREATE DOMAIN d AS bigint CHECK (VALUE > 0);
CREATE TABLE t (at int NOT NULL, kind varchar(60) NOT NULL, e e DEFAULT 'c', d d, PRIMARY KEY (at, kind)) PARTITION BY RANGE (at);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10) PARTITION BY LIST (kind);
CREATE TABLE t1a PARTITION OF t1 FOR VALUES IN ('x');
CREATE TABLE t1b PARTITION OF t1 DEFAULT;
CREATE TABLE t2 PARTITION OF t DEFAULT;
CREATE INDEX i ON t (kind) WHERE e = 'a';
