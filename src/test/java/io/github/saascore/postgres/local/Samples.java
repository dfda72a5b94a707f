package io.github.saascore.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the tests of this package share. */
final class Samples {
  private static final Wait PATIENCE = Wait.ofSeconds(30);

  private Samples() {}

  /** Returns the directory with the jars that the pom copied. */
  static Path binaries() {
    return Path.of(System.getProperty("saascore.test.binaries", "target/postgres-binaries"));
  }

  static LocalServerOptions options(Path home) {
    return LocalServerOptions.scratch(
        ServerBinaries.in(binaries()), home, ServerVersion.standard());
  }

  /** Runs SQL as the superuser and returns the one value it finds, if it finds anything. */
  static String sql(LocalServer server, String sql) throws SQLException {
    return sql(server.superuserUrl("postgres"), sql);
  }

  static String sql(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet result = statement.getResultSet()) {
        return result.next() ? result.getString(1) : "";
      }
    }
  }

  /** Returns the process of the server in a home. */
  static ProcessHandle process(Path home) throws IOException {
    ServerHome place = ServerHome.in(home);
    return PostmasterFile.read(place.data())
        .flatMap(file -> file.process(place.data()))
        .orElseThrow(() -> new AssertionError("no server runs in " + home));
  }

  static void awaitEnd(ProcessHandle process) throws IOException {
    assertThat(PATIENCE.until(() -> !process.isAlive())).as("server is gone").isTrue();
  }
}
