package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes a URL apart.
 *
 * <p>Whatever stands in a wrong place may be a piece of the password, so messages never repeat text
 * of the URL, except names that are known anyway. A raw {@code @} in user or password is understood
 * (the last one before the first {@code /} or {@code ?} ends them); one behind that is refused,
 * because it means that the password was cut in two.
 */
final class DatabaseUrlParser {
  private static final List<String> JDBC = List.of("jdbc:postgresql:", "jdbc:postgres:");
  private static final List<String> LIBPQ = List.of("postgresql://", "postgres://");
  private static final List<String> FOREIGN =
      List.of(
          "jdbc:mysql:",
          "jdbc:mariadb:",
          "jdbc:oracle:",
          "jdbc:sqlserver:",
          "jdbc:h2:",
          "jdbc:hsqldb:",
          "jdbc:sqlite:",
          "jdbc:pgsql:",
          "jdbc:redshift:",
          "jdbc:tc:",
          "jdbc:",
          "mysql:",
          "mongodb:",
          "redis:",
          "sqlite:",
          "file:",
          "http:",
          "https:");

  private final String text;
  private final boolean jdbc;
  private final DriverParameters parameters;
  private List<String> hosts = List.of();
  private List<String> ports = List.of();
  private String database = "";
  private String user = "";
  private String password = "";
  private Optional<String> passwordFile = Optional.empty();

  DatabaseUrlParser(String text) {
    this.text = text.strip();
    this.jdbc = this.text.regionMatches(true, 0, "jdbc:", 0, 5);
    this.parameters = new DriverParameters(jdbc);
  }

  DatabaseUrl parse() {
    String rest = withoutScheme();
    int end = authorityEnd(rest);
    String authority = rest.substring(0, end);
    int question = rest.indexOf('?', end);
    String path = question < 0 ? rest.substring(end) : rest.substring(end, question);
    String query = question < 0 ? "" : rest.substring(question + 1);
    refuseSplitPassword(authority, path, query);
    userInfo(authority.substring(0, Math.max(0, authority.lastIndexOf('@'))));
    addresses(authority.substring(authority.lastIndexOf('@') + 1));
    database = decode(path.startsWith("/") ? path.substring(1) : path, "database");
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        parameter(pair);
      }
    }
    if (database.chars().anyMatch(Character::isISOControl)) {
      throw bad("the database name in the URL has a control character");
    }
    return new DatabaseUrl(
        hostPorts(),
        present(database),
        present(user),
        present(password).map(Secret::new),
        parameters.properties(),
        passwordFile,
        parameters.warnings());
  }

  /** Returns the URL from the user or host on; a JDBC URL without host begins with a slash. */
  private String withoutScheme() {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String scheme : LIBPQ) {
      if (lower.startsWith(scheme)) {
        return text.substring(scheme.length());
      }
    }
    for (String scheme : JDBC) {
      if (lower.startsWith(scheme)) {
        String rest = text.substring(scheme.length());
        return rest.startsWith("//") ? rest.substring(2) : rest.startsWith("/") ? rest : "/" + rest;
      }
    }
    String summary =
        FOREIGN.stream()
            .filter(lower::startsWith)
            .findFirst()
            .map("the URL begins with '%s', which is not PostgreSQL"::formatted)
            .orElse("the URL is none of PostgreSQL");
    throw bad(summary);
  }

  private static int authorityEnd(String rest) {
    int slash = rest.indexOf('/');
    int question = rest.indexOf('?');
    int end = slash < 0 ? rest.length() : slash;
    return question < 0 ? end : Math.min(end, question);
  }

  private void refuseSplitPassword(String authority, String path, String query) {
    boolean split = path.contains("@") || (query.contains("@") && authority.contains("@"));
    for (String pair : query.split("&", -1)) {
      boolean known = DriverParameters.isKnown(pair.split("=", 2)[0]);
      split |= pair.contains("@") && !known;
    }
    if (split) {
      throw Problem.of(Code.BAD_URL, "the URL has a '@' behind the first '/' or '?'")
          .because("user or password seem to contain a character that ends them in a URL")
          .hint(ENCODING)
          .asException();
    }
  }

  private void userInfo(String info) {
    int colon = info.indexOf(':');
    String name = colon < 0 ? info : info.substring(0, colon);
    // A plus sign is itself here, in JDBC URLs too: this form is libpq's.
    user = decode(name, false, "user name");
    password = decode(colon < 0 ? "" : info.substring(colon + 1), false, "password");
  }

  private void addresses(String list) {
    if (list.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    for (String address : list.split(",", -1)) {
      int bracket = address.startsWith("[") ? address.indexOf(']') : -1;
      int colon = address.indexOf(':', bracket + 1);
      boolean closed = !address.startsWith("[") || bracket > 0;
      if (!closed || (bracket > 0 && bracket + 1 != (colon < 0 ? address.length() : colon))) {
        throw bad("the URL has an IPv6 address whose brackets do not match");
      }
      String name = colon < 0 ? address : address.substring(0, colon);
      names.add(decode(bracket > 0 ? name.substring(1, name.length() - 1) : name, false, "host"));
      numbers.add(colon < 0 ? "" : address.substring(colon + 1));
    }
    hosts = names;
    ports = numbers;
  }

  private void parameter(String pair) {
    int equals = pair.indexOf('=');
    String name = decode(equals < 0 ? pair : pair.substring(0, equals), jdbc, "parameter");
    String value = decode(equals < 0 ? "" : pair.substring(equals + 1), jdbc, "parameter");
    if (name.toLowerCase(Locale.ROOT).contains("pass")) {
      parameters.passwordSeen();
    }
    switch (name) {
      case "user" -> user = value;
      case "password" -> password = value;
      case "dbname" -> database = value;
      case "host" -> hosts = List.of(value.split(",", -1));
      case "hostaddr" -> hostAddress(value);
      case "port" -> ports = List.of(value.split(",", -1));
      case "passfile" -> passwordFile = present(value);
      default -> parameters.put(name, value);
    }
  }

  private void hostAddress(String value) {
    if (!hosts.isEmpty()) {
      throw bad("the URL has both a host and 'hostaddr'");
    }
    hosts = List.of(value.split(",", -1));
  }

  private List<HostPort> hostPorts() {
    return hostPorts(hosts, ports);
  }

  /**
   * Pairs hosts with ports as libpq does: one port for all hosts or one for each; an empty host is
   * this machine.
   *
   * @throws SaascoreException BAD_URL, also for a directory of Unix-domain sockets
   */
  static List<HostPort> hostPorts(List<String> hosts, List<String> ports) {
    List<String> names = hosts.isEmpty() ? List.of("localhost") : hosts;
    List<String> numbers =
        ports.size() <= 1 ? Collections.nCopies(names.size(), String.join("", ports)) : ports;
    if (numbers.size() != names.size()) {
      throw bad("%d ports do not fit %d hosts".formatted(numbers.size(), names.size()));
    }
    List<HostPort> result = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      result.add(hostPort(names.get(i), numbers.get(i)));
    }
    return result;
  }

  private static HostPort hostPort(String name, String number) {
    if (name.startsWith("/") || name.startsWith("@")) {
      throw Problem.of(Code.BAD_URL, "the host is a Unix-domain socket, which Java cannot use")
          .hint("write localhost; the server must listen there: SHOW listen_addresses")
          .asException();
    }
    if (!number.isEmpty() && !number.matches("\\d{1,5}")) {
      throw bad("the port is not a number from 1 to 65535");
    }
    int port = number.isEmpty() ? HostPort.DEFAULT_PORT : Integer.parseInt(number);
    if (port < 1 || port > 65535) {
      throw bad("the port is not a number from 1 to 65535");
    }
    try {
      return new HostPort(name.isEmpty() ? "localhost" : name, port);
    } catch (IllegalArgumentException e) {
      throw bad("the host name has a character that no host name has");
    }
  }

  private String decode(String part, String what) {
    return decode(part, jdbc, what);
  }

  private static String decode(String part, boolean plusIsSpace, String what) {
    return PercentEncoding.decode(part, plusIsSpace)
        .orElseThrow(
            () ->
                Problem.of(
                        Code.BAD_URL,
                        "the %s in the URL has a '%%' that begins no UTF-8 encoding"
                            .formatted(what))
                    .hint(ENCODING)
                    .asException());
  }

  private static final String ENCODING =
      """
      write @ as %40, / as %2F, ? as %3F, # as %23, : as %3A, % as %25 and a space as %20,
      or leave the password out and give it with -Dsaascore.password, <server> in settings.xml, \
      .pgpass or PGPASSWORD""";

  private static SaascoreException bad(String summary) {
    return Problem.of(Code.BAD_URL, summary)
        .because("the URL is not shown, because it may contain a password")
        .hint(
            """
            postgresql://user@host:5432/database or jdbc:postgresql://host:5432/database,
            embedded, embedded:17 or docker:postgres:17""")
        .asException();
  }

  private static Optional<String> present(String value) {
    return Optional.of(value).filter(text -> !text.isEmpty());
  }
}
