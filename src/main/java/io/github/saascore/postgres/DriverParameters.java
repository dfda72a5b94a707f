package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.revision.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * Translates connection parameters, written as libpq or as the JDBC driver names them, to the
 * driver's properties; used by one thread while one URL or environment is read.
 *
 * <p>The driver itself ignores names it does not know without a word, {@code
 * channel_binding=require} among them, so everything that has no effect is refused or named here.
 * Messages show a value only where it is a short plain word. The parameters of libpq: PostgreSQL
 * manual, 34.1.2.
 */
final class DriverParameters {
  /** Names of libpq that the driver knows by another name, with the same values. */
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("channel_binding", "channelBinding"),
          Map.entry("sslnegotiation", "sslNegotiation"),
          Map.entry("connect_timeout", "connectTimeout"),
          Map.entry("application_name", "ApplicationName"),
          Map.entry("require_auth", "requireAuth"),
          Map.entry("gssencmode", "gssEncMode"),
          Map.entry("krbsrvname", "kerberosServerName"),
          Map.entry("search_path", "currentSchema"),
          Map.entry("target_session_attrs", "targetServerType"),
          Map.entry("load_balance_hosts", "loadBalanceHosts"),
          Map.entry("keepalives", "tcpKeepAlive"));

  /** Values of libpq that the driver words otherwise. */
  private static final Map<String, Map<String, String>> WORDS =
      Map.of(
          "target_session_attrs",
          Map.of(
              "any", "any",
              "read-write", "primary",
              "primary", "primary",
              "read-only", "secondary",
              "standby", "secondary",
              "prefer-standby", "preferSecondary"),
          "load_balance_hosts",
          Map.of("disable", "false", "random", "true"),
          "keepalives",
          Map.of("0", "false", "1", "true"));

  /** Parameters of libpq that do no harm when they have no effect. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "keepalives_idle",
          "keepalives_interval",
          "keepalives_count",
          "tcp_user_timeout",
          "client_encoding",
          "fallback_application_name",
          "sslcompression",
          "sslsni");

  /** Parameters that somebody relies on and that cannot be kept. */
  private static final Set<String> IMPOSSIBLE =
      Set.of(
          "service",
          "replication",
          "requirepeer",
          "requiressl",
          "sslcertmode",
          "sslcrl",
          "sslcrldir",
          "sslkeylogfile",
          "ssl_min_protocol_version",
          "ssl_max_protocol_version",
          "min_protocol_version",
          "max_protocol_version",
          "gssdelegation",
          "oauth_issuer",
          "oauth_client_id",
          "oauth_client_secret",
          "oauth_scope",
          "scram_client_key",
          "scram_server_key");

  /** What the URL itself says; as a parameter it would be said twice. */
  private static final Set<String> ADDRESS = Set.of("PGHOST", "PGPORT", "PGDBNAME");

  private static final Set<String> NUMBERS = Set.of("connectTimeout", "loginTimeout");
  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,19}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");

  private final boolean jdbc;
  private final Map<String, String> properties = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();
  private boolean afterPassword;

  /** Makes an empty set; {@code jdbc} tells whose meaning a name has that both know. */
  DriverParameters(boolean jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps names and values out of messages from now on: a raw {@code &} may have cut a password.
   */
  void passwordSeen() {
    afterPassword = true;
  }

  /** Tells whether a name means anything, so that it may be shown in a message. */
  static boolean isKnown(String name) {
    return RENAMED.containsKey(name)
        || WITHOUT_EFFECT.contains(name)
        || IMPOSSIBLE.contains(name)
        || Set.of("ssl", "host", "hostaddr", "port", "dbname", "passfile").contains(name)
        || PGProperty.forName(name) != null;
  }

  /**
   * Adds one parameter; a later one wins over an earlier one.
   *
   * @throws SaascoreException BAD_URL when it is unknown, impossible or has a wrong value
   */
  void put(String name, String value) {
    if (WITHOUT_EFFECT.contains(name)) {
      warnings.add("the connection parameter '%s' has no effect in Java".formatted(name));
    } else if (IMPOSSIBLE.contains(name)) {
      throw impossible(name);
    } else if (name.equals("ssl")) {
      ssl(value);
    } else if (RENAMED.containsKey(name)) {
      putProperty(name, RENAMED.get(name), word(name, value));
    } else if (PGProperty.forName(name) != null && !ADDRESS.contains(name)) {
      putProperty(name, name, value);
    } else {
      throw unknown(name);
    }
  }

  /**
   * Returns the driver's properties by name.
   *
   * @throws SaascoreException BAD_URL when parameters contradict each other
   */
  Map<String, String> properties() {
    Map<String, String> result = new TreeMap<>(properties);
    if ("system".equals(result.get("sslrootcert"))) {
      trustTheSystem(result);
    } else if (!jdbc
        && result.containsKey("sslrootcert")
        && "require".equals(result.get("sslmode"))) {
      // libpq verifies as soon as there is a root certificate; the driver would not.
      result.put("sslmode", "verify-ca");
    }
    return result;
  }

  /** Returns what has no effect, in whole sentences. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void trustTheSystem(Map<String, String> result) {
    String mode = result.getOrDefault("sslmode", "verify-full");
    if (!mode.equals("verify-full")) {
      throw Problem.of(
              Code.BAD_URL,
              "sslmode '%s' is too weak for sslrootcert=system".formatted(shown(mode)))
          .hint("write sslmode=verify-full, or leave it out")
          .asException();
    }
    result.remove("sslrootcert");
    result.put("sslmode", mode);
    result.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
  }

  private void ssl(String value) {
    boolean wanted = value.isEmpty() || value.equalsIgnoreCase("true");
    if (!wanted && !value.equalsIgnoreCase("false")) {
      throw wrongValue("ssl", value, List.of("true", "false"));
    }
    // The driver's ssl=true verifies certificate and name, libpq's only encrypts.
    String mode = jdbc ? "verify-full" : "require";
    properties.putIfAbsent("sslmode", wanted ? mode : "prefer");
  }

  private String word(String name, String value) {
    Map<String, String> words = WORDS.get(name);
    if (words == null) {
      return value;
    }
    if (!words.containsKey(value)) {
      throw wrongValue(name, value, new TreeSet<>(words.keySet()));
    }
    return words.get(value);
  }

  private void putProperty(String written, String name, String value) {
    String[] choices = PGProperty.forName(name).getChoices();
    boolean several = name.equals("requireAuth");
    if (choices != null
        && !Arrays.asList(choices)
            .containsAll(several ? List.of(value.split(",", -1)) : List.of(value))) {
      throw wrongValue(written, value, List.of(choices));
    }
    if (NUMBERS.contains(name) && !value.matches("\\d{1,6}")) {
      throw wrongValue(written, value, List.of("a number of seconds"));
    }
    properties.put(name, value);
  }

  private SaascoreException wrongValue(String name, String value, Iterable<String> allowed) {
    List<String> words = new ArrayList<>();
    allowed.forEach(words::add);
    String guess = Suggestions.didYouMean(value, words).map(question -> question + " ").orElse("");
    return Problem.of(
            Code.BAD_URL,
            "the connection parameter '%s' cannot be '%s'".formatted(name, shown(value)))
        .hint(guess + "allowed: " + String.join(", ", words))
        .asException();
  }

  private String shown(String value) {
    return !afterPassword && PLAIN_WORD.matcher(value).matches() ? value : "(not shown)";
  }

  private static SaascoreException impossible(String name) {
    String hint =
        name.equals("service")
            ? "write host, port and database of the service into the URL"
            : "leave '%s' out of the URL".formatted(name);
    return Problem.of(
            Code.BAD_URL,
            "the connection parameter '%s' has no counterpart in Java".formatted(name))
        .hint(hint)
        .asException();
  }

  private SaascoreException unknown(String name) {
    Set<String> known = new TreeSet<>(RENAMED.keySet());
    Arrays.stream(PGProperty.values()).map(PGProperty::getName).forEach(known::add);
    known.removeAll(ADDRESS);
    known.removeAll(IMPOSSIBLE);
    Optional<String> guess =
        NAME.matcher(name).matches() ? Suggestions.didYouMean(name, known) : Optional.empty();
    String shown = !afterPassword && NAME.matcher(name).matches() ? name : "(not shown)";
    String hint =
        guess.orElse("parameters are libpq's or those of the JDBC driver; leave out any other");
    return Problem.of(
            Code.BAD_URL, "the URL has an unknown connection parameter '%s'".formatted(shown))
        .hint(afterPassword ? hint + " (an & in a password is written %26)" : hint)
        .asException();
  }
}
