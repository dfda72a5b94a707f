package io.github.saascore.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that may say where the database is, as values, so that the choice between them can be
 * tested without an environment.
 *
 * @param propertyUrl the value of {@code -Dsaascore.url}
 * @param pomUrl the {@code <url>} of the plugin
 * @param credentials from the strongest place to the weakest: the user properties, the plugin's
 *     configuration, the server of settings.xml
 * @param environment the environment variables
 * @param home the directory in which {@code .pgpass} is looked for
 * @param systemUser the operating system's user, who is the role when nothing names another
 * @param requireUrl refuses the embedded server as a fallback
 */
public record ConnectionSources(
    Optional<String> propertyUrl,
    Optional<String> pomUrl,
    List<Credentials> credentials,
    Map<String, String> environment,
    Path home,
    String systemUser,
    boolean requireUrl) {

  /** Makes the collections immutable. */
  public ConnectionSources {
    credentials = List.copyOf(credentials);
    environment = Map.copyOf(environment);
  }

  /** Returns no content at all: URLs and variables contain passwords. */
  @Override
  public String toString() {
    return "the places that may name a database";
  }

  /** Returns an environment variable; a blank one counts as unset. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
