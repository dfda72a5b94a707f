package io.github.saascore.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.postgresql.Driver;

/**
 * The parts of a JDBC URL.
 *
 * @param host name or address
 * @param port of the server
 * @param database its name
 * @param parameters user, password and all others
 */
record JdbcUrl(String host, int port, String database, Map<String, String> parameters) {
  private static final String PREFIX = "jdbc:postgresql:";

  /** Reads a URL by the driver's own parser. */
  static JdbcUrl of(String text) {
    Properties properties =
        Optional.ofNullable(Driver.parseURL(text, new Properties()))
            .orElseThrow(() -> new IllegalArgumentException("not a JDBC URL: " + text));
    Map<String, String> rest = new TreeMap<>();
    properties.stringPropertyNames().stream()
        .filter(name -> !name.startsWith("PG"))
        .forEach(name -> rest.put(name, properties.getProperty(name)));
    return new JdbcUrl(
        properties.getProperty("PGHOST"),
        Integer.parseInt(properties.getProperty("PGPORT")),
        properties.getProperty("PGDBNAME"),
        rest);
  }

  static JdbcUrl server(String host, int port) {
    return new JdbcUrl(host, port, "postgres", Map.of());
  }

  JdbcUrl database(String newDatabase) {
    return new JdbcUrl(host, port, newDatabase, parameters);
  }

  JdbcUrl user(String user, String password) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.put("user", user);
    all.put("password", password);
    return new JdbcUrl(host, port, database, all);
  }

  String text() {
    StringBuilder text = new StringBuilder(PREFIX + "//" + host + ":" + port + "/");
    text.append(encoded(database));
    String separator = "?";
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text.append(separator).append(parameter.getKey()).append('=');
      text.append(encoded(parameter.getValue()));
      separator = "&";
    }
    return text.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
