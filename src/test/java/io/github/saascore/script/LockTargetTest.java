package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements, and the tables on which they need a lock that applications feel. */
class LockTargetTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALTER TABLE IF EXISTS ONLY s.t ADD COLUMN a int      | s.t readers
          ALTER TABLE t VALIDATE CONSTRAINT c                  | none
          ALTER TYPE e ADD VALUE 'x'                           | none
          ALTER SEQUENCE q RESTART                             | none
          CREATE TABLE t (a int)                               | none
          CREATE UNIQUE INDEX i ON "T" (a)                     | "T" writers
          CREATE INDEX CONCURRENTLY i ON t (a)                 | none
          CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f() | t writers
          CREATE POLICY p ON t                                 | t readers
          CREATE RULE r AS ON INSERT TO t DO NOTHING           | t readers
          DROP TABLE IF EXISTS a, s.b CASCADE                  | a readers, s.b readers
          DROP INDEX i                                         | i readers
          DROP INDEX CONCURRENTLY i                            | none
          DROP TRIGGER g ON t                                  | t readers
          TRUNCATE TABLE a, ONLY b                             | a readers, b readers
          REINDEX TABLE t                                      | t readers
          REFRESH MATERIALIZED VIEW v                          | v readers
          REFRESH MATERIALIZED VIEW CONCURRENTLY v             | v writers
          UPDATE t SET a = 1                                   | none
          """)
  void areReadFromTheWords(String sql, String expected) {
    String found =
        LockTarget.of(Statement.stored("test", sql)).stream()
            .map(target -> target.name() + (target.exclusive() ? " readers" : " writers"))
            .collect(Collectors.joining(", "));
    assertThat(found.isEmpty() ? "none" : found).isEqualTo(expected);
  }
}
