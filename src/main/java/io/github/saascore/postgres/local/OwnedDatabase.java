package io.github.saascore.postgres.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.postgresql.Driver;

/** Makes databases with plain owners on a local server. */
final class OwnedDatabase {
  /** Any number that only this class locks; two builds may be here at once. */
  private static final String LOCK = "SELECT pg_advisory_lock(5773201120)";

  private final LocalServer server;
  private final String secret;

  OwnedDatabase(LocalServer server, String secret) {
    this.server = server;
    this.secret = secret;
  }

  LocalDatabase ensure(String database, String owner) {
    String password = derivedPassword(owner);
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(LOCK);
      if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", owner)) {
        statement.execute(
            "CREATE ROLE "
                + statement.enquoteIdentifier(owner, true)
                + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD "
                + statement.enquoteLiteral(password));
      }
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
        statement.execute(
            "CREATE DATABASE "
                + statement.enquoteIdentifier(database, true)
                + " OWNER "
                + statement.enquoteIdentifier(owner, true));
      }
    } catch (SQLException e) {
      throw LocalProblems.failed(
          "unable to make the database '" + database + "' with the owner '" + owner + "'",
          server.host() + ":" + server.port(),
          e);
    }
    return new LocalDatabase(server.host(), server.port(), database, owner, password);
  }

  /**
   * Connects by the driver itself: the driver manager does not find it in a plugin's class loader.
   */
  static Connection connect(String url) throws SQLException {
    return new Driver().connect(url, new Properties());
  }

  private String derivedPassword(String owner) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] bytes = mac.doFinal(owner.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static boolean exists(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet result = statement.executeQuery()) {
        return result.next();
      }
    }
  }
}
