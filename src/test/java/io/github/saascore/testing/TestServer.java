package io.github.saascore.testing;

import java.util.function.Function;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A running PostgreSQL server that tests may use.
 *
 * @param kind how it came about: {@code url}, {@code docker} or {@code embedded}
 * @param urlOfDatabase returns the superuser's JDBC URL, with user and password, of a database
 * @param stop ends the use of the server
 */
record TestServer(String kind, Function<String, String> urlOfDatabase, Runnable stop)
    implements AutoCloseable {

  /** Returns the superuser's JDBC URL, with user and password, of a database. */
  String superuserUrl(String database) {
    return urlOfDatabase.apply(database);
  }

  @Override
  public void close() {
    stop.run();
  }

  /** Takes a server that runs anyway; the URL is a superuser's, of any of its databases. */
  static TestServer at(String url) {
    return new TestServer("url", database -> JdbcUrl.of(url).database(database).text(), () -> {});
  }

  /** Starts one in a container. */
  static TestServer docker(String major) {
    PostgreSQLContainer container =
        new PostgreSQLContainer("postgres:" + major)
            .withUsername("postgres")
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
    container.start();
    String url =
        JdbcUrl.server(container.getHost(), container.getFirstMappedPort())
            .user("postgres", container.getPassword())
            .text();
    return new TestServer(
        "docker", database -> JdbcUrl.of(url).database(database).text(), container::stop);
  }
}
