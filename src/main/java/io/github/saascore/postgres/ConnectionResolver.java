package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which of many places names the database, and as whom to connect.
 *
 * <p>The first place that is set wins: {@code -Dsaascore.url}, the plugin's {@code <url>}, the
 * variables for direct connections, {@code JDBC_DATABASE_URL}, {@code DATABASE_URL}, {@code PGHOST}
 * and its kin, else the embedded server. Credentials: the given ones in their order, the URL, the
 * password file, {@code PGPASSWORD}. The password file comes before {@code PGPASSWORD}, other than
 * in libpq, because its line is about this very server, while the variable is about whatever server
 * somebody had in mind. A password that was given together with a role is used for that role alone.
 */
public final class ConnectionResolver {
  /** The places behind the POM; managed services give the first four for migrations. */
  private static final List<String> VARIABLES =
      List.of(
          "DIRECT_URL",
          "DATABASE_URL_UNPOOLED",
          "DATABASE_UNPOOLED_URL",
          "POSTGRES_URL_NON_POOLING",
          "JDBC_DATABASE_URL",
          "DATABASE_URL");

  private static final String VARIABLE = "environment variable ";

  private final ConnectionSources sources;
  private final PgEnvironment environment;
  private final List<String> warnings = new ArrayList<>();

  private ConnectionResolver(ConnectionSources sources) {
    this.sources = sources;
    this.environment = new PgEnvironment(sources);
  }

  /**
   * Returns the database and what there is to say about its choice.
   *
   * @throws SaascoreException BAD_URL with the place that named the URL, NO_URL when a URL is
   *     required and there is none
   */
  public static Resolution resolve(ConnectionSources sources) {
    return new ConnectionResolver(sources).resolve();
  }

  /**
   * Returns the database that a text means, whatever else is configured.
   *
   * @param text a URL, {@code embedded}, {@code embedded:17} or {@code docker:postgres:17}
   * @param source the place that has the text, for example {@code -Dsaascore.scratch}
   * @param sources where credentials come from when the URL has none
   * @throws SaascoreException BAD_URL with the source
   */
  public static Resolution resolve(String text, String source, ConnectionSources sources) {
    return new ConnectionResolver(sources).resolve(new Named(text, source));
  }

  private Resolution resolve(Named named) {
    return new Resolution(
        Located.at(named.source(), () -> choice(named)), named.source(), warnings);
  }

  private Resolution resolve() {
    Optional<Named> named = named();
    if (named.isPresent()) {
      return resolve(named.get());
    }
    Optional<String> variable = environment.naming();
    if (variable.isPresent()) {
      String source = VARIABLE + variable.get();
      DatabaseUrl url = Located.at(source, environment::url);
      return new Resolution(server(url, source), source, warnings);
    }
    if (sources.requireUrl()) {
      throw noUrl();
    }
    environment.warnings().forEach(warnings::add);
    DatabaseChoice embedded = new DatabaseChoice.Embedded(Optional.empty());
    return new Resolution(embedded, Resolution.FALLBACK, warnings);
  }

  private record Named(String text, String source) {}

  private Optional<Named> named() {
    return given(sources.propertyUrl(), "-Dsaascore.url")
        .or(() -> given(sources.pomUrl(), "<url> in the POM"))
        .or(
            () ->
                VARIABLES.stream()
                    .flatMap(name -> given(sources.variable(name), VARIABLE + name).stream())
                    .findFirst());
  }

  private static Optional<Named> given(Optional<String> text, String source) {
    return text.filter(value -> !value.isBlank()).map(value -> new Named(value, source));
  }

  private DatabaseChoice choice(Named named) {
    return DatabaseChoice.parseLocal(named.text())
        .orElseGet(() -> server(DatabaseUrl.parse(named.text()), named.source()));
  }

  private DatabaseChoice server(DatabaseUrl url, String source) {
    warnings.addAll(url.warnings());
    environment.warnings().forEach(warnings::add);
    List<Credentials> credentials = credentials(url, source);
    String user =
        credentials.stream()
            .flatMap(place -> place.user().stream())
            .findFirst()
            .or(() -> sources.variable("PGUSER"))
            .orElse(sources.systemUser());
    String database = url.database().orElse(user);
    Optional<Credentials> password = password(credentials, url, database, user);
    ConnectionSettings settings =
        new ConnectionSettings(
            url.hosts(),
            database,
            user,
            password.flatMap(Credentials::password),
            source,
            password.map(Credentials::source),
            parameters(url));
    return new DatabaseChoice.Server(settings);
  }

  private List<Credentials> credentials(DatabaseUrl url, String source) {
    List<Credentials> credentials = new ArrayList<>(sources.credentials());
    credentials.add(new Credentials(url.user(), url.password(), source));
    if (source.endsWith(" JDBC_DATABASE_URL")) {
      credentials.add(
          Credentials.of(
              sources.variable("JDBC_DATABASE_USERNAME").orElse(""),
              sources.variable("JDBC_DATABASE_PASSWORD").orElse(""),
              VARIABLE + "JDBC_DATABASE_PASSWORD"));
    }
    return credentials;
  }

  private Optional<Credentials> password(
      List<Credentials> credentials, DatabaseUrl url, String database, String user) {
    for (Credentials place : credentials) {
      if (place.password().isPresent() && place.fits(user)) {
        return Optional.of(place);
      }
      if (place.password().isPresent()) {
        warnings.add(
            "the password from %s belongs to role '%s' and is not used for '%s'"
                .formatted(place.source(), place.user().orElse(""), user));
      }
    }
    PasswordFile.Found found = passwordFile(url).find(url.hosts(), database, user);
    found.warning().ifPresent(warnings::add);
    return found
        .password()
        .map(password -> new Credentials(Optional.empty(), Optional.of(password), found.source()))
        .or(
            () ->
                Optional.of(
                        Credentials.of(
                            "", sources.variable("PGPASSWORD").orElse(""), VARIABLE + "PGPASSWORD"))
                    .filter(place -> place.password().isPresent()));
  }

  private PasswordFile passwordFile(DatabaseUrl url) {
    return new PasswordFile(
        url.passwordFile()
            .or(() -> sources.variable("PGPASSFILE"))
            .map(Path::of)
            .or(
                () ->
                    sources
                        .variable("APPDATA")
                        .map(data -> Path.of(data, "postgresql", "pgpass.conf")))
            .orElse(sources.home().resolve(".pgpass")));
  }

  /** Adds what the environment and our defaults say where the URL says nothing. */
  private Map<String, String> parameters(DatabaseUrl url) {
    Map<String, String> result = new TreeMap<>(environment.parameters());
    result.putAll(url.parameters());
    boolean local = url.hosts().stream().allMatch(HostPort::isLoopback);
    String mode = result.computeIfAbsent("sslmode", name -> defaultMode(result, local));
    if (!local && List.of("disable", "allow", "prefer").contains(mode)) {
      warnings.add(
          "sslmode=%s lets the connection to %s go unencrypted; sslmode=require forbids that"
              .formatted(mode, HostPort.text(url.hosts())));
    }
    return result;
  }

  private static String defaultMode(Map<String, String> parameters, boolean local) {
    if (parameters.containsKey("sslrootcert")) {
      return "verify-ca";
    }
    boolean secured =
        parameters.containsKey("sslcert")
            || parameters.containsKey("sslfactory")
            || "direct".equals(parameters.get("sslNegotiation"))
            || "require".equals(parameters.get("channelBinding"));
    return local && !secured ? "disable" : "require";
  }

  private static SaascoreException noUrl() {
    return Problem.of(Code.NO_URL, "no database is configured")
        .because(
            "<requireUrl> forbids the embedded server; looked at -Dsaascore.url, <url> in the POM, "
                + String.join(", ", VARIABLES)
                + " and PGHOST")
        .hint("-Dsaascore.url=postgresql://user@host:5432/database, or -Dsaascore.url=embedded")
        .asException();
  }
}
