package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.postgres.ObjectKind;
import io.github.saascore.postgres.local.LocalServer;
import io.github.saascore.postgres.local.LocalServerOptions;
import io.github.saascore.postgres.local.ServerBinaries;
import io.github.saascore.postgres.local.ServerVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five thousand tables whose foreign keys run in circles, on a server of its own with PostgreSQL's
 * default settings for connections and locks; DROP SCHEMA CASCADE fails from a thousand on.
 */
@Tag("long")
class DropCascadeLargeTest {
  private static final int TABLES = 5_000;

  private static final String CREATE =
      """
      DO $$ BEGIN FOR i IN 1..%d LOOP
        EXECUTE format('CREATE TABLE t%%s (
            id bigserial PRIMARY KEY,
            next bigint,
            code varchar(40) NOT NULL UNIQUE,
            amount numeric(12, 2) DEFAULT 0 CHECK (amount >= 0),
            note text)', i);
        IF i %% 200 = 0 THEN COMMIT; END IF;
      END LOOP; END $$
      """
          .formatted(TABLES);

  /** Circles of ten tables, and one from the last table to the first. */
  private static final String LINK =
      """
      DO $$ BEGIN FOR i IN 1..%1$d LOOP
        EXECUTE format('ALTER TABLE t%%s ADD FOREIGN KEY (next) REFERENCES t%%s', i,
                       CASE WHEN i = %1$d THEN 1 WHEN i %% 10 = 0 THEN i - 9 ELSE i + 1 END);
        IF i %% 200 = 0 THEN COMMIT; END IF;
      END LOOP; END $$
      """
          .formatted(TABLES);

  @Test
  void fiveThousandTablesGoUnderDefaultSettings(@TempDir Path home) throws SQLException {
    Path binaries =
        Path.of(System.getProperty("saascore.test.binaries", "target/postgres-binaries"));
    LocalServerOptions options =
        LocalServerOptions.scratch(
            ServerBinaries.in(binaries.toAbsolutePath()), home, ServerVersion.standard());
    try (LocalServer server =
        LocalServer.start(
            options.withSettings(List.of("max_connections=100", "max_locks_per_transaction=64")))) {
      try (Connection superuser = DriverManager.getConnection(server.superuserUrl("postgres"))) {
        execute(superuser, "CREATE ROLE plain LOGIN PASSWORD 'plain'");
        execute(superuser, "CREATE DATABASE crowd OWNER plain");
      }
      try (Connection superuser = DriverManager.getConnection(server.superuserUrl("crowd"))) {
        execute(superuser, "CREATE EXTENSION pg_stat_statements");
        execute(superuser, "SET SESSION AUTHORIZATION plain");
        execute(superuser, CREATE);
        execute(superuser, LINK);
        drop(superuser);
      }
    }
  }

  private static void drop(Connection connection) throws SQLException {
    Database database = Drops.over(connection);
    DropCascade drop = new DropCascade(DropOptions.DEFAULTS);
    DropPlan plan = drop.plan(database, List.of("public"));
    assertThat(plan.collateral()).isEmpty();
    assertThat(plan.role()).isEqualTo("plain");

    DropResult result = drop.run(database, plan, Optional.of("crowd"), DropListener.SILENT);

    assertThat(result.dropped()).containsEntry(ObjectKind.TABLE, (long) TABLES);
    assertThat(Drops.texts(result.left())).containsExactly("extension pg_stat_statements");
    assertThat(result.halvings()).isZero();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
