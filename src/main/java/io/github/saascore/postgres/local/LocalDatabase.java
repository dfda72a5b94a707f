package io.github.saascore.postgres.local;

/**
 * A database on a local server, with a role: mostly the plain one that owns it.
 *
 * @param host always an address of this machine
 * @param port where the server listens
 * @param database its name
 * @param user the role; an owner is no superuser and may create neither databases nor roles
 * @param password the role's password
 */
public record LocalDatabase(String host, int port, String database, String user, String password) {

  /** Returns the JDBC URL without credentials. */
  public String url() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return url() + "?user=" + user;
  }
}
