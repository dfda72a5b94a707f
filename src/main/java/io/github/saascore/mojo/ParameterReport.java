package io.github.saascore.mojo;

import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.logging.Log;

/** Checks the names of all parameters, and says at {@code -X} where each value comes from. */
final class ParameterReport {
  private ParameterReport() {}

  /**
   * Returns the reader of an execution's parameters.
   *
   * @throws io.github.saascore.revision.SaascoreException UNKNOWN_PARAMETER for misspelt names
   */
  static Parameters read(MavenContext maven, Log log) {
    KnownNames.of(maven.execution())
        .check(
            maven.session().getUserProperties().stringPropertyNames(),
            KnownNames.configured(maven));
    ParameterSources sources = new ParameterSources(maven);
    if (log.isDebugEnabled()) {
      for (Parameter parameter : maven.execution().getMojoDescriptor().getParameters()) {
        log.debug(line(parameter, sources));
      }
    }
    return new Parameters(sources::find, sources::entries);
  }

  private static String line(Parameter parameter, ParameterSources sources) {
    String name = parameter.getName();
    if (parameter.getType().equals(Map.class.getName())) {
      return "parameter " + name + ": " + String.join(", ", sources.entries(name).keySet());
    }
    boolean hidden = ParameterSources.SECRET.contains(name);
    Optional<Given> given = sources.find(name);
    return "parameter "
        + name
        + given
            .map(found -> ": " + (hidden ? "(hidden)" : found.text()) + ", from " + found.source())
            .orElse(": not given");
  }
}
