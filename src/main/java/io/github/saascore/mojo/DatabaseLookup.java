package io.github.saascore.mojo;

import io.github.saascore.postgres.ConnectionResolver;
import io.github.saascore.postgres.ConnectionSources;
import io.github.saascore.postgres.Credentials;
import io.github.saascore.postgres.Resolution;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Collects what may name the database, from Maven's side and from the environment. */
final class DatabaseLookup {
  private final MavenContext maven;
  private final Parameters parameters;

  DatabaseLookup(MavenContext maven, Parameters parameters) {
    this.maven = maven;
    this.parameters = parameters;
  }

  /**
   * Returns the database and the place that named it.
   *
   * @throws SaascoreException BAD_URL, BAD_CREDENTIALS or NO_URL
   */
  Resolution resolve() {
    try {
      return ConnectionResolver.resolve(sources());
    } catch (SaascoreException e) {
      throw e.problem().code() == Code.NO_URL ? withExecutions(e) : e;
    }
  }

  /**
   * Returns the server that a parameter names by a URL of its own; nothing that is configured for
   * the database is used for it but the environment.
   *
   * @throws SaascoreException BAD_URL
   */
  Resolution resolve(Given url) {
    return ConnectionResolver.resolve(url.text(), url.source(), sources(List.of()));
  }

  private ConnectionSources sources() {
    return sources(credentials(new ParameterSources(maven)));
  }

  private ConnectionSources sources(List<Credentials> credentials) {
    ParameterSources places = new ParameterSources(maven);
    // Checks on the way that the command line does not give an empty URL.
    Optional<Given> url = parameters.given("url");
    return new ConnectionSources(
        places.property("url").map(Given::text),
        url.flatMap(any -> places.pom("url")).map(Given::text),
        credentials,
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        System.getProperty("user.name"),
        parameters.flag("requireUrl"));
  }

  private List<Credentials> credentials(ParameterSources places) {
    List<Credentials> credentials = new ArrayList<>();
    credentials.add(
        Parameters.credentials(
            places.property("user"), places.property("password"), "-Dsaascore.password"));
    credentials.add(
        Parameters.credentials(
            places.pom("user"), places.pom("password"), "<password> in the POM"));
    parameters.text("server").ifPresent(id -> credentials.add(new ServerCredentials(maven).of(id)));
    return credentials;
  }

  /** Adds the executions that have a URL, which a goal on the command line does not see. */
  private SaascoreException withExecutions(SaascoreException e) {
    List<String> ids = executionsWithUrl();
    if (ids.isEmpty()) {
      return e;
    }
    Problem problem = e.problem();
    return problem
        .hint(
            problem.hint().orElse("")
                + "\nor use the URL of an execution: mvn saascore:"
                + maven.goal()
                + "@"
                + String.join(", @", ids))
        .asException();
  }

  private List<String> executionsWithUrl() {
    return maven.plugin().stream()
        .flatMap(plugin -> plugin.getExecutions().stream())
        .filter(DatabaseLookup::hasUrl)
        .map(PluginExecution::getId)
        .toList();
  }

  private static boolean hasUrl(PluginExecution execution) {
    return execution.getConfiguration() instanceof Xpp3Dom dom && dom.getChild("url") != null;
  }
}
