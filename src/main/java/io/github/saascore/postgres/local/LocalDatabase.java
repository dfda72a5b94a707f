package io.github.saascore.postgres.local;

/**
 * A database on a local server, with the plain role that owns it.
 *
 * @param host always an address of this machine
 * @param port where the server listens
 * @param database its name
 * @param user the owner: no superuser, may create neither databases nor roles
 * @param password the owner's password
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
