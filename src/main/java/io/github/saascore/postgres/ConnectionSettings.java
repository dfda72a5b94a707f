package io.github.saascore.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * One database server, one database and one role, with everything that is needed to connect.
 *
 * @param hosts where the server listens; never empty, tried in order
 * @param database the database
 * @param user the role
 * @param password the password, if any place had one
 * @param source the place that named the server, for example {@code environment variable
 *     DATABASE_URL}
 * @param passwordSource the place the password came from, if there is one
 * @param parameters further properties by the names of the JDBC driver
 */
public record ConnectionSettings(
    List<HostPort> hosts,
    String database,
    String user,
    Optional<Secret> password,
    String source,
    Optional<String> passwordSource,
    Map<String, String> parameters) {
  private static final int CONNECT_SECONDS = 10;

  /** Checks that there is a host and makes the collections immutable. */
  public ConnectionSettings {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("settings need a host");
    }
    hosts = List.copyOf(hosts);
    parameters = Map.copyOf(parameters);
  }

  /** Returns the first host, which is the only one unless several were given. */
  public String host() {
    return hosts.get(0).host();
  }

  /** Returns the port of the first host. */
  public int port() {
    return hosts.get(0).port();
  }

  /** Returns the same server and role with another database of it. */
  public ConnectionSettings withDatabase(String other) {
    return new ConnectionSettings(hosts, other, user, password, source, passwordSource, parameters);
  }

  /** Tells whether the server is this machine. */
  public boolean isLoopback() {
    return hosts.stream().allMatch(HostPort::isLoopback);
  }

  /** Returns {@code host:port/database}. */
  public String address() {
    return HostPort.text(hosts) + "/" + database;
  }

  /** Returns host, port, database, role and source in one line for people. */
  public String describe() {
    return "%s as %s (from %s)".formatted(address(), user, source);
  }

  /** Returns the URL for the driver; role, password and parameters travel as properties. */
  public String jdbcUrl() {
    return "jdbc:postgresql://"
        + HostPort.text(hosts)
        + "/"
        + URLEncoder.encode(database, StandardCharsets.UTF_8);
  }

  /**
   * Returns new properties for the driver; they contain the password and must not be printed.
   *
   * <p>The simple query mode and no prepared statements are not negotiable: both break behind
   * transaction poolers, and the extended protocol keeps a snapshot open in an idle transaction,
   * for which CREATE INDEX CONCURRENTLY waits.
   *
   * @param applicationName what {@code pg_stat_activity} shows, for example {@code
   *     saascore:upgrade}; a name in the URL wins
   */
  public Properties properties(String applicationName) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.putAll(parameters);
    if (!parameters.containsKey("loginTimeout")) {
      properties.setProperty("loginTimeout", loginSeconds(properties));
    }
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("prepareThreshold", "0");
    // Sends the application name with the first packet instead of a statement of its own.
    properties.setProperty("assumeMinServerVersion", "12");
    properties.setProperty("logServerErrorDetail", "true");
    properties.setProperty("user", user);
    // Without a password the driver would read a password file of its own choice.
    properties.setProperty("password", password.map(Secret::value).orElse(""));
    return properties;
  }

  private String loginSeconds(Properties properties) {
    int connect = Integer.parseInt(properties.getProperty("connectTimeout"));
    return Integer.toString(connect == 0 ? 0 : hosts.size() * connect + 2 * CONNECT_SECONDS);
  }

  /** Returns the same as {@link #describe()}; parameters are left out, they may hold secrets. */
  @Override
  public String toString() {
    return describe();
  }
}
