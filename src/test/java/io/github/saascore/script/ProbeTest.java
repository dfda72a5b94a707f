package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements, and how the catalog can tell whether they have run. */
class ProbeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE TABLE t (a int)                               | Atomic[]
          INSERT INTO t VALUES (1)                             | Atomic[]
          ALTER TABLE t VALIDATE CONSTRAINT c                  | Atomic[]
          ALTER TYPE e ADD VALUE 'x'                           | Atomic[]
          SET LOCAL x.y = 1                                    | Atomic[]
          DO $$ BEGIN PERFORM 1; END $$                        | Atomic[]
          SET maintenance_work_mem = '1GB'                     | Setting[]
          RESET ALL                                            | Setting[]
          SELECT pg_catalog.set_config('search_path', '', false) | Setting[]
          select set_config('a.b', f(1), false), SET_CONFIG('c.d', 'x', false) | Setting[]
          SELECT set_config('a.b', 'x', false), work()         | Atomic[]
          SELECT set_config('a.b', x, false) FROM work() x     | Atomic[]
          CREATE INDEX CONCURRENTLY i ON t (a)                 | IndexBuild[name=i, table=t, tolerant=false]
          CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "I" ON ONLY s.t (a) | IndexBuild[name="I", table=s.t, tolerant=true]
          CREATE INDEX CONCURRENTLY ON t (a)                   | NamelessBuild[table=t, unique=false, definition=(a)]
          DROP INDEX CONCURRENTLY IF EXISTS s.i                | IndexDrop[name=s.i]
          REINDEX TABLE CONCURRENTLY t                         | Rebuild[kind=table, name=Optional[t]]
          REINDEX (VERBOSE, CONCURRENTLY) INDEX s.i            | Rebuild[kind=index, name=Optional[s.i]]
          REINDEX (CONCURRENTLY false) INDEX s.i               | Repeatable[]
          REINDEX SCHEMA CONCURRENTLY s                        | Rebuild[kind=schema, name=Optional[s]]
          REINDEX SCHEMA s                                     | Repeatable[]
          ALTER TABLE IF EXISTS ONLY s.p DETACH PARTITION s.q CONCURRENTLY | Detach[table=s.p, partition=s.q]
          CREATE DATABASE d                                    | Presence[kind=database, name=d, created=true]
          DROP DATABASE IF EXISTS d                            | Presence[kind=database, name=d, created=false]
          CREATE TABLESPACE x LOCATION '/x'                    | Presence[kind=tablespace, name=x, created=true]
          VACUUM (ANALYZE) t                                   | Repeatable[]
          CLUSTER                                              | Repeatable[]
          ANALYZE t                                            | Repeatable[]
          ALTER SYSTEM SET work_mem = '1MB'                    | Repeatable[]
          CALL p()                                             | Opaque[]
          DO $$ BEGIN COMMIT; END $$                           | Opaque[]
          """)
  void isReadFromTheWords(String sql, String expected) {
    assertThat(Probe.of(Statement.stored("test", sql)).toString()).isEqualTo(expected);
  }
}
