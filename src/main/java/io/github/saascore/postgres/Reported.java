package io.github.saascore.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * The settings of a session that the driver and poolers go by, because the server reports them
 * (manual, "Asynchronous Operations" of the protocol).
 *
 * <p>The driver sends its own with the first packet, and {@code RESET ALL} comes back to these. A
 * pooler made the connection to the server itself: there the same statement comes back to what role
 * and database have, and the driver ends a connection whose dates it cannot read.
 */
final class Reported {
  /** {@code on} is what the SQL standard, and our own reading of scripts, says of literals. */
  static final String PLAIN_LITERALS = "SET standard_conforming_strings = on;\n";

  private static final String LITERALS = "standard_conforming_strings";
  private static final List<String> NAMES =
      List.of("client_encoding", "DateStyle", "TimeZone", "application_name", LITERALS);

  private Reported() {}

  /**
   * Has the server read scripts as we read them, where role or database say otherwise, and returns
   * what has to stand behind {@code RESET ALL}: nothing, as a rule.
   *
   * @param proxied whether something between us and the server made the connection to it
   * @throws SQLException as the server said it
   */
  static String settle(Connection connection, boolean proxied) throws SQLException {
    PGConnection known = connection.unwrap(PGConnection.class);
    boolean differs = "off".equals(known.getParameterStatus(LITERALS));
    if (differs) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(PLAIN_LITERALS);
      }
    }
    return proxied ? again(known.getParameterStatuses()) : differs ? PLAIN_LITERALS : "";
  }

  private static String again(Map<String, String> reported) {
    String values =
        NAMES.stream()
            .flatMap(
                name ->
                    Optional.ofNullable(reported.get(name)).stream()
                        .map(value -> "(%s, %s)".formatted(Quote.text(name), Quote.text(value))))
            .collect(Collectors.joining(", "));
    return """
    SELECT set_config(k.name, k.value, false) FROM (VALUES %s) AS k(name, value)
     WHERE current_setting(k.name) <> k.value;
    """
        .formatted(values);
  }
}
