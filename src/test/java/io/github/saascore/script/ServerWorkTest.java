package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerWorkTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE ROLE app LOGIN",
        "create user \"App\" PASSWORD 'x'",
        "CREATE GROUP g",
        "ALTER ROLE app NOLOGIN",
        "ALTER USER app RENAME TO web",
        "ALTER ROLE ALL SET work_mem = '8MB'",
        "DROP ROLE IF EXISTS app",
        "CREATE DATABASE other",
        "ALTER DATABASE app SET timezone = 'UTC'",
        "DROP DATABASE app",
        "CREATE TABLESPACE fast LOCATION '/fast'",
        "ALTER SYSTEM SET wal_level = logical",
        "CREATE SUBSCRIPTION s CONNECTION 'host=a' PUBLICATION p",
        "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
        "DROP SUBSCRIPTION s",
        "COMMENT ON DATABASE app IS 'on table t'",
        "COMMENT ON ROLE app IS NULL",
        "SECURITY LABEL FOR selinux ON ROLE app IS 'x'",
        "GRANT admin TO app WITH ADMIN OPTION",
        "REVOKE ADMIN OPTION FOR admin FROM app",
        "GRANT CONNECT, TEMPORARY ON DATABASE app TO web",
        "REVOKE ALL ON TABLESPACE fast FROM web",
        "GRANT SET ON PARAMETER wal_level TO web",
      })
  void isWorkOnTheServer(String sql) {
    assertThat(ServerWork.is(Statement.stored("test", sql))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE role (database int)",
        "CREATE USER MAPPING FOR app SERVER s",
        "DROP USER MAPPING IF EXISTS FOR app SERVER s",
        "ALTER TABLE database ADD COLUMN a int",
        "COMMENT ON TABLE role IS 'the database'",
        "COMMENT ON COLUMN t.role IS 'x'",
        "GRANT SELECT ON t TO admin",
        "GRANT SELECT ON parameter TO admin",
        "REVOKE SELECT (role) ON database FROM admin",
        "GRANT USAGE ON SCHEMA app TO admin",
        "ALTER DEFAULT PRIVILEGES FOR ROLE admin GRANT SELECT ON TABLES TO app",
        "REASSIGN OWNED BY admin TO app",
        "SET ROLE admin",
        "DO $$ BEGIN CREATE ROLE app; END $$",
        "INSERT INTO role VALUES (1)",
      })
  void isWorkInOneDatabase(String sql) {
    assertThat(ServerWork.is(Statement.stored("test", sql))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      textBlock =
          """
          CREATE ROLE App LOGIN           | app
          CREATE USER "My ""App"" " LOGIN | ~My "App" ~
          CREATE GROUP g                  | g
          ALTER ROLE a RENAME TO b        | b
          ALTER ROLE a NOLOGIN            | -
          DROP ROLE a                     | -
          CREATE USER MAPPING FOR a SERVER s | -
          CREATE DATABASE d               | -
          """)
  void namesTheRoleThatIsMade(String sql, String role) {
    assertThat(ServerWork.madeRole(Statement.stored("test", sql)).orElse(null)).isEqualTo(role);
  }
}
