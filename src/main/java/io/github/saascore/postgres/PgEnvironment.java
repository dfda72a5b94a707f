package io.github.saascore.postgres;

import io.github.saascore.revision.SaascoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads libpq's environment variables, which the JDBC driver does not.
 *
 * <p>PGHOST and its kin name a server only where no URL does: a stray variable must not redirect a
 * URL. The others complete what a URL leaves out, as they do for libpq. Source: PostgreSQL manual,
 * 34.15.
 *
 * @param sources where the variables are
 */
record PgEnvironment(ConnectionSources sources) {
  private static final List<String> ADDRESS =
      List.of("PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE");

  private static final Map<String, String> PARAMETERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("PGSSLMODE", "sslmode"),
              Map.entry("PGSSLROOTCERT", "sslrootcert"),
              Map.entry("PGSSLCERT", "sslcert"),
              Map.entry("PGSSLKEY", "sslkey"),
              Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
              Map.entry("PGCHANNELBINDING", "channel_binding"),
              Map.entry("PGREQUIREAUTH", "require_auth"),
              Map.entry("PGGSSENCMODE", "gssencmode"),
              Map.entry("PGGSSLIB", "gsslib"),
              Map.entry("PGKRBSRVNAME", "krbsrvname"),
              Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
              Map.entry("PGAPPNAME", "application_name"),
              Map.entry("PGOPTIONS", "options"),
              Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
              Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts")));

  private static final List<String> UNUSED =
      List.of(
          "PGSERVICE",
          "PGSERVICEFILE",
          "PGREQUIREPEER",
          "PGREQUIRESSL",
          "PGSSLCERTMODE",
          "PGSSLCOMPRESSION",
          "PGSSLCRL",
          "PGSSLCRLDIR",
          "PGSSLSNI",
          "PGSSLMINPROTOCOLVERSION",
          "PGSSLMAXPROTOCOLVERSION",
          "PGMINPROTOCOLVERSION",
          "PGMAXPROTOCOLVERSION",
          "PGGSSDELEGATION",
          "PGCLIENTENCODING",
          "PGDATESTYLE",
          "PGTZ",
          "PGGEQO");

  /** Returns the first variable that names a server or database, if there is one. */
  Optional<String> naming() {
    return ADDRESS.stream().filter(name -> sources.variable(name).isPresent()).findFirst();
  }

  /**
   * Returns what the variables name, in the form of a URL that was read.
   *
   * @throws SaascoreException BAD_URL for a port that is none and for a Unix-domain socket
   */
  DatabaseUrl url() {
    List<String> hosts = list(sources.variable("PGHOST").or(() -> sources.variable("PGHOSTADDR")));
    return new DatabaseUrl(
        DatabaseUrlParser.hostPorts(hosts, list(sources.variable("PGPORT"))),
        sources.variable("PGDATABASE"),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        List.of());
  }

  /**
   * Returns the parameters by the names of the JDBC driver.
   *
   * @throws SaascoreException BAD_URL for a value that the parameter cannot have
   */
  Map<String, String> parameters() {
    DriverParameters parameters = new DriverParameters(false);
    PARAMETERS.forEach(
        (variable, name) ->
            sources
                .variable(variable)
                .ifPresent(
                    value ->
                        Located.at(
                            "environment variable " + variable,
                            () -> {
                              parameters.put(name, value);
                              return name;
                            })));
    return Located.at("environment variable PGSSLROOTCERT", parameters::properties);
  }

  /** Returns a sentence about the variables of libpq that are set but have no effect. */
  Stream<String> warnings() {
    List<String> set = UNUSED.stream().filter(name -> sources.variable(name).isPresent()).toList();
    return set.isEmpty()
        ? Stream.empty()
        : Stream.of(
            "not used, because Java has no counterpart: environment variable "
                + String.join(", ", set));
  }

  private static List<String> list(Optional<String> value) {
    return value.map(text -> List.of(text.strip().split(",", -1))).orElse(List.of());
  }
}
