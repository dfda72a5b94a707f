package io.github.saascore.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes and drops databases on one server, each with a plain owner of its own. Thread-safe. */
final class TestDatabases implements AutoCloseable {
  private final TestServer server;
  private final String version;
  private final AtomicInteger count = new AtomicInteger();
  private final String prefix;

  TestDatabases(TestServer server) {
    this.server = server;
    this.version = Rows.one(server.superuserUrl("postgres"), "SHOW server_version");
    this.prefix =
        "t%d_%s"
            .formatted(ProcessHandle.current().pid(), UUID.randomUUID().toString().substring(0, 4));
    if (server.kind().equals("embedded")) {
      sweep();
    }
  }

  /** Makes an empty database with a name that nobody else uses. */
  TestDatabase fresh() {
    return make(prefix + "_" + count.incrementAndGet());
  }

  /** Makes an empty database of that name; one that is there is dropped before. */
  TestDatabase named(String name) {
    drop(name);
    return make(name);
  }

  /** Drops a database and its owner, if they are there; open connections are cut. */
  void drop(String name) {
    unsubscribe(name);
    try (Connection connection = Rows.connect(server.superuserUrl("postgres"))) {
      Rows.execute(
          connection,
          "DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)".formatted(name),
          "DROP ROLE IF EXISTS \"%s\"".formatted(name));
    } catch (SQLException e) {
      throw new IllegalStateException("unable to drop the test database " + name, e);
    }
  }

  /** A database with a subscription cannot be dropped. */
  private void unsubscribe(String name) {
    Rows.list(
            server.superuserUrl("postgres"),
            """
            SELECT format('ALTER SUBSCRIPTION %%1$I DISABLE;'
                          'ALTER SUBSCRIPTION %%1$I SET (slot_name = NONE);'
                          'DROP SUBSCRIPTION %%1$I', s.subname)
              FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
             WHERE d.datname = '%s'
            """
                .formatted(name))
        .forEach(sql -> Rows.execute(server.superuserUrl(name), sql.split(";")));
  }

  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    JdbcUrl url = JdbcUrl.of(server.superuserUrl("postgres"));
    return "PostgreSQL %s, %s, %s:%d".formatted(version, server.kind(), url.host(), url.port());
  }

  private TestDatabase make(String name) {
    try (Connection connection = Rows.connect(server.superuserUrl("postgres"))) {
      Rows.execute(
          connection,
          """
          CREATE ROLE "%1$s" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '%1$s'
          """
              .formatted(name),
          """
          CREATE DATABASE "%1$s" OWNER "%1$s" %2$s
          """
              .formatted(name, strategy()));
    } catch (SQLException e) {
      throw new IllegalStateException("unable to make the test database " + name, e);
    }
    return new TestDatabase(
        JdbcUrl.of(server.superuserUrl(name)).user(name, name), server.superuserUrl(name), this);
  }

  /** Copying files takes a third of the time, where fsync is off; PostgreSQL 14 does no other. */
  private String strategy() {
    return Integer.parseInt(version.replaceFirst("\\D.*", "")) < 15 ? "" : "STRATEGY file_copy";
  }

  /** Drops what test runs left behind that were killed; those of living processes stay. */
  private void sweep() {
    List<String> left =
        Rows.list(
            server.superuserUrl("postgres"),
            """
            SELECT rolname FROM pg_roles WHERE rolname ~ '^t[0-9]{1,9}_[0-9a-f]{4}_[0-9]+$'
            """);
    for (String name : left) {
      long pid = Long.parseLong(name.substring(1, name.indexOf('_')));
      if (ProcessHandle.of(pid).isEmpty()) {
        drop(name);
      }
    }
  }
}
