package io.github.saascore.bench;

import io.github.saascore.postgres.local.LocalServer;
import io.github.saascore.postgres.local.LocalServerOptions;
import io.github.saascore.postgres.local.ServerBinaries;
import io.github.saascore.postgres.local.ServerVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * The server of the benchmark: an embedded one with its default settings, so commits are durable.
 */
final class BenchmarkServer implements AutoCloseable {
  private static final String ROLE = "bench";

  private final LocalServer server;
  private int count;

  private BenchmarkServer(LocalServer server) {
    this.server = server;
  }

  /** Starts the server. */
  static BenchmarkServer start(Path directory) {
    Path binaries =
        Path.of(System.getProperty("saascore.test.binaries", "target/postgres-binaries"));
    LocalServer local =
        LocalServer.start(
            LocalServerOptions.development(
                ServerBinaries.in(binaries.toAbsolutePath()),
                directory.resolve("server"),
                ServerVersion.parse(
                    System.getProperty(
                        "saascore.test.version", ServerVersion.standard().toString()))));
    BenchmarkServer server = new BenchmarkServer(local);
    server.execute(
        "postgres",
        "DO $$ BEGIN IF to_regrole('bench') IS NULL THEN"
            + " CREATE ROLE bench LOGIN PASSWORD 'bench'; END IF; END $$");
    return server;
  }

  /** Returns a new, empty database that the benchmark's plain role owns. */
  Place fresh() {
    return make("template1");
  }

  /** Returns a new database that has what another one has. */
  Place copyOf(Place template) {
    return make(template.database());
  }

  private Place make(String template) {
    String name = "bench_" + ++count;
    execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    execute(
        "postgres",
        "CREATE DATABASE "
            + name
            + " OWNER "
            + ROLE
            + " TEMPLATE "
            + template
            + " STRATEGY file_copy");
    return new Place(server.host(), server.port(), name, ROLE, ROLE);
  }

  /** Drops a database that is not needed any more. */
  void drop(Place place) {
    execute("postgres", "DROP DATABASE " + place.database() + " WITH (FORCE)");
  }

  /** Writes everything out now, so that the next run does not pay for the last one. */
  void settle() {
    execute("postgres", "CHECKPOINT");
  }

  /** Runs statements as the superuser. */
  void execute(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage() + "\nin " + sql, e);
    }
  }

  /** Runs statements as the owner of a database. */
  void executeAs(Place place, String sql) {
    try (Connection connection = connectTo(place);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Connects as the owner of a database. */
  Connection connectTo(Place place) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", place.user());
    properties.setProperty("password", place.password());
    return new Driver().connect(place.jdbcUrl(), properties);
  }

  /** Connects as the superuser. */
  private Connection connect(String database) throws SQLException {
    return new Driver().connect(server.superuserUrl(database), new Properties());
  }

  String host() {
    return server.host();
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
