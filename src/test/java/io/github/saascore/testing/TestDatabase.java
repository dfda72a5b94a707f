package io.github.saascore.testing;

import java.sql.Connection;
import java.util.List;

/**
 * An empty database for one test, with a role of its own that owns it and is as plain as on a
 * managed server: NOSUPERUSER NOCREATEDB NOCREATEROLE.
 */
public final class TestDatabase implements AutoCloseable {
  private final JdbcUrl url;
  private final String superuserUrl;
  private final TestDatabases home;

  TestDatabase(JdbcUrl url, String superuserUrl, TestDatabases home) {
    this.url = url;
    this.superuserUrl = superuserUrl;
    this.home = home;
  }

  /** Returns the owner's JDBC URL, with user and password. */
  public String url() {
    return url.text();
  }

  /** Returns the name of the database, which no other test uses. */
  public String name() {
    return url.database();
  }

  /** Returns the role that owns the database. */
  public String user() {
    return url.parameters().get("user");
  }

  /** Returns the owner's password. */
  public String password() {
    return url.parameters().get("password");
  }

  /** Returns the host of the server. */
  public String host() {
    return url.host();
  }

  /** Returns the port of the server. */
  public int port() {
    return url.port();
  }

  /** Opens a connection as the owner; the test closes it. */
  public Connection connect() {
    return Rows.connect(url());
  }

  /** Opens a connection as a superuser, for set-up only; the test closes it. */
  public Connection superuser() {
    return Rows.connect(superuserUrl);
  }

  /** Returns the superuser's JDBC URL of this database, for set-up only. */
  public String superuserUrl() {
    return superuserUrl;
  }

  /** Runs statements as the owner, on one connection, each committed by itself. */
  public void execute(String... statements) {
    Rows.execute(url(), statements);
  }

  /** Runs statements as a superuser, for set-up only. */
  public void asSuperuser(String... statements) {
    Rows.execute(superuserUrl, statements);
  }

  /** Returns the first column of what a query finds; {@code null} where the value is null. */
  public List<String> list(String sql) {
    return Rows.list(url(), sql);
  }

  /** Returns the one value that a query finds; another number of rows is an error. */
  public String one(String sql) {
    return Rows.one(url(), sql);
  }

  /** Drops the database and its owner; open connections are cut. */
  @Override
  public void close() {
    home.drop(name());
  }

  @Override
  public String toString() {
    return name();
  }
}
