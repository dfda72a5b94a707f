package io.github.saascore.postgres.local;

import java.io.IOException;
import java.sql.Connection;

/**
 * A real PostgreSQL server that lives as long as someone uses it.
 *
 * <p>It listens on 127.0.0.1 only, asks every connection for a password, and keeps its data in the
 * directory it was given. When a build that uses it dies, even by {@code kill -9}, the server shuts
 * down cleanly by itself. Two builds that start a server in the same directory share one; it stops
 * with the last of them. Thread-safe.
 */
public final class LocalServer implements AutoCloseable {
  /** The name of the superuser, which migrations never use. */
  static final String SUPERUSER = "postgres";

  /** The one address it listens on. */
  static final String HOST = "127.0.0.1";

  private final int port;
  private final String password;
  private final Lease lease;

  LocalServer(int port, String password, Lease lease) {
    this.port = port;
    this.password = password;
    this.lease = lease;
  }

  /**
   * Starts a server, or joins the one that already runs in the same directory.
   *
   * @throws io.github.saascore.revision.SaascoreException EMBEDDED_SERVER where that is not
   *     possible, with what the server said and what to do
   */
  public static LocalServer start(LocalServerOptions options) {
    return start(options, ServerAccount.current());
  }

  static LocalServer start(LocalServerOptions options, ServerAccount account) {
    try {
      ServerHome home = ServerHome.in(options.home());
      return home.exclusively(() -> new ServerStart(options, home, account).run());
    } catch (IOException e) {
      throw LocalProblems.failed(
          "unable to start the embedded PostgreSQL server", options.home(), e);
    }
  }

  /** Returns the address it listens on. */
  public String host() {
    return HOST;
  }

  /** Returns the port it listens on. */
  public int port() {
    return port;
  }

  /** Returns a JDBC URL, with user and password, for the superuser in one of its databases. */
  public String superuserUrl(String database) {
    return "jdbc:postgresql://"
        + HOST
        + ":"
        + port
        + "/"
        + database
        + "?user="
        + SUPERUSER
        + "&password="
        + password;
  }

  /** Returns a database of this server as its superuser sees it. */
  public LocalDatabase asSuperuser(String database) {
    return new LocalDatabase(HOST, port, database, SUPERUSER, password);
  }

  /**
   * Returns a database with the role that owns it, both made where they are missing.
   *
   * <p>The role is as plain as on a managed server: NOSUPERUSER NOCREATEDB NOCREATEROLE. Its
   * password is derived from the superuser's, so that it stays the same between builds.
   */
  public LocalDatabase ensureDatabase(String database, String owner) {
    return new OwnedDatabase(this, password).ensure(database, owner);
  }

  Connection connect(String database) throws java.sql.SQLException {
    return OwnedDatabase.connect(superuserUrl(database));
  }

  /** Ends the use of the server; with the last use it is shut down cleanly. */
  @Override
  public void close() {
    try {
      lease.end();
    } catch (IOException e) {
      throw LocalProblems.failed("unable to stop the embedded PostgreSQL server", port, e);
    }
  }
}
