package io.github.saascore.bench;

import io.github.saascore.testing.Relay;

/**
 * A database and how it is reached.
 *
 * @param host the server or the relay before it
 * @param port its port
 * @param database the name
 * @param user the role that owns it
 * @param password of the role
 */
record Place(String host, int port, String database, String user, String password) {
  /** Returns the JDBC URL without user and password. */
  String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
  }

  /** Returns the same database by way of a relay. */
  Place by(Relay relay) {
    return new Place("127.0.0.1", relay.port(), database, user, password);
  }
}
