package io.github.saascore.postgres;

import io.github.saascore.revision.SaascoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database as a URL names it.
 *
 * @param hosts where the server listens; never empty, tried in order
 * @param database the database; empty when the URL leaves it out
 * @param user the role; empty when the URL leaves it out
 * @param password the password; empty when the URL has none or an empty one
 * @param parameters properties by the names of the JDBC driver, without user and password
 * @param passwordFile libpq's {@code passfile} parameter
 * @param warnings what the URL says to no effect, in whole sentences
 */
public record DatabaseUrl(
    List<HostPort> hosts,
    Optional<String> database,
    Optional<String> user,
    Optional<Secret> password,
    Map<String, String> parameters,
    Optional<String> passwordFile,
    List<String> warnings) {

  /** Checks that there is a host and makes the collections immutable. */
  public DatabaseUrl {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("a URL needs a host");
    }
    hosts = List.copyOf(hosts);
    parameters = Map.copyOf(parameters);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads {@code postgres://}, {@code postgresql://} and {@code jdbc:postgresql://} URLs, the last
   * also with {@code user:password@}, which the driver itself would take for a host name.
   *
   * @throws SaascoreException BAD_URL; no text of the exception contains the password, however
   *     broken the URL is
   */
  public static DatabaseUrl parse(String text) {
    return new DatabaseUrlParser(text).parse();
  }

  /** Returns address and role; parameters are left out because they may hold secrets. */
  @Override
  public String toString() {
    return HostPort.text(hosts)
        + "/"
        + database.orElse("")
        + user.map(name -> " as " + name).orElse("");
  }
}
