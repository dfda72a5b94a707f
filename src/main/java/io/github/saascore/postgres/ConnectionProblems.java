package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says why a connection could not be opened, and what to do about it. */
final class ConnectionProblems {
  private static final Pattern QUOTED = Pattern.compile("[:：]\\s*\"?([A-Za-z_.]+)\"?\\s*$");

  private final SQLException error;
  private final ConnectionSettings settings;

  private ConnectionProblems(SQLException error, ConnectionSettings settings) {
    this.error = error;
    this.settings = settings;
  }

  /** Returns the problem behind an exception of the driver; it never contains the password. */
  static Problem of(SQLException error, ConnectionSettings settings) {
    ConnectionProblems problems = new ConnectionProblems(error, settings);
    Problem problem = isFromServer(error) ? problems.fromServer() : problems.fromDriver();
    return problem.at(settings.describe()).because(problems.reason());
  }

  /** Tells whether the server answered; otherwise the driver gave up by itself. */
  static boolean isFromServer(SQLException error) {
    return serverMessage(error).isPresent();
  }

  private static Optional<ServerErrorMessage> serverMessage(SQLException error) {
    return error instanceof PSQLException known
        ? Optional.ofNullable(known.getServerErrorMessage())
        : Optional.empty();
  }

  private String reason() {
    String message =
        serverMessage(error)
            .map(answer -> answer.getSeverity() + ": " + answer.getMessage())
            .orElse(String.valueOf(error.getMessage()));
    return error.getSQLState() == null
        ? message
        : "%s (SQLSTATE %s)".formatted(message, error.getSQLState());
  }

  private Problem fromServer() {
    return switch (String.valueOf(error.getSQLState())) {
      case "28P01" -> wrongPassword();
      case "28000" -> notAdmitted();
      case "3D000" -> databaseMissing();
      case "42501" ->
          Problem.of(
                  Code.CONNECTION_REJECTED,
                  "role '%s' may not connect to database '%s'"
                      .formatted(settings.user(), settings.database()))
              .hint(
                  "as its owner: GRANT CONNECT ON DATABASE %s TO %s"
                      .formatted(quoted(settings.database()), quoted(settings.user())));
      case "53300" ->
          Problem.of(Code.TOO_MANY_CONNECTIONS, "the server has no connection left")
              .hint(
                  "close idle clients or raise max_connections; who is connected: SELECT"
                      + " application_name, state, count(*) FROM pg_stat_activity GROUP BY 1, 2");
      case "57P03" ->
          Problem.of(Code.SERVER_STARTING, "the server takes no connections yet")
              .hint("it is starting, stopping or recovering; its log says which; then run again");
      case "08P01" -> refusedParameter();
      default ->
          Problem.of(Code.CONNECTION_FAILED, "the server refuses the connection")
              .hint("the server's log has the details");
    };
  }

  private Problem wrongPassword() {
    if (settings.password().isEmpty()) {
      return noPassword();
    }
    String source = settings.passwordSource().orElse(settings.source());
    return Problem.of(
            Code.WRONG_PASSWORD,
            "the password from %s is wrong for role '%s', or there is no such role"
                .formatted(source, settings.user()))
        .hint(
            "correct it there; in a URL, @ : / ?"
                + " # % and spaces are written %40 %3A %2F %3F %23 %25 %20");
  }

  private Problem noPassword() {
    return Problem.of(
            Code.NO_PASSWORD,
            "the server wants a password for role '%s' and none is configured"
                .formatted(settings.user()))
        .hint(
            "give it with <server> in settings.xml and -Dsaascore.server, with -Dsaascore.password,"
                + " in the URL, in ~/.pgpass or in PGPASSWORD");
  }

  private Problem notAdmitted() {
    boolean role =
        serverMessage(error)
            .map(ServerErrorMessage::getRoutine)
            .filter("InitializeSessionUserId"::equals)
            .isPresent();
    if (role) {
      return Problem.of(
              Code.ROLE_MISSING,
              "role '%s' does not exist or may not log in".formatted(settings.user()))
          .hint(
              "name another one with -Dsaascore.user, or create it: CREATE ROLE %s LOGIN"
                  .formatted(quoted(settings.user())));
    }
    boolean plain =
        List.of("disable", "allow", "prefer")
            .contains(settings.parameters().getOrDefault("sslmode", ""));
    return Problem.of(
            Code.CONNECTION_REJECTED,
            "the server does not admit role '%s' from this machine".formatted(settings.user()))
        .hint(
            plain
                ? "if it admits encrypted connections only, add sslmode=require to the URL;"
                    + " else pg_hba.conf needs a line for this role, database and address"
                : "pg_hba.conf needs a line for this role, database and address");
  }

  private Problem databaseMissing() {
    HostPort first = settings.hosts().get(0);
    return Problem.of(
            Code.DATABASE_MISSING, "database '%s' does not exist".formatted(settings.database()))
        .hint(
            """
            create it: createdb -h %1$s -p %2$d -U %3$s %4$s
            which there are: psql -h %1$s -p %2$d -U %3$s -l"""
                .formatted(
                    first.host(),
                    first.port(),
                    shellWord(settings.user()),
                    shellWord(settings.database())));
  }

  private Problem refusedParameter() {
    Matcher name = QUOTED.matcher(serverMessage(error).orElseThrow().getMessage());
    String parameter = name.find() ? name.group(1) : "";
    String hint =
        switch (parameter) {
          case "search_path" ->
              "leave currentSchema out of the URL and name the schema with -Dsaascore.schema,"
                  + " or use the direct URL of the server";
          case "extra_float_digits" ->
              "set ignore_startup_parameters = extra_float_digits in the pooler,"
                  + " or use the direct URL of the server";
          default -> "leave it out of the URL, or use the direct URL of the server";
        };
    return Problem.of(
            Code.POOLER,
            parameter.isEmpty()
                ? "the server, or a pooler before it, refuses what the driver asks for"
                : "the server, or a pooler before it, refuses the startup parameter '%s'"
                    .formatted(parameter))
        .hint(hint);
  }

  private Problem fromDriver() {
    String hosts = HostPort.text(settings.hosts());
    if (cause(UnknownHostException.class)) {
      return Problem.of(Code.UNKNOWN_HOST, "no machine has the name of '%s'".formatted(hosts))
          .hint("correct the host in %s; is the network or VPN up?".formatted(settings.source()));
    }
    if (cause(SocketTimeoutException.class) || isLoginTimeout()) {
      return Problem.of(Code.CONNECTION_TIMEOUT, "'%s' does not answer".formatted(hosts))
          .hint("a firewall may swallow the packets; more patience: connect_timeout=60 in the URL");
    }
    if (cause(NoRouteToHostException.class) || isUnreachable()) {
      return Problem.of(Code.CONNECTION_REFUSED, "no way leads to '%s'".formatted(hosts))
          .hint("is the network or VPN up? some managed databases have IPv6 addresses only");
    }
    if (cause(ConnectException.class)) {
      return Problem.of(Code.CONNECTION_REFUSED, "no server listens at '%s'".formatted(hosts))
          .hint("start the server or correct %s".formatted(settings.source()));
    }
    return passwordOrProtocol(hosts);
  }

  private Problem passwordOrProtocol(String hosts) {
    if (says("The server does not support SSL.")) {
      return Problem.of(Code.TLS, "'%s' speaks no TLS".formatted(hosts))
          .hint("add sslmode=disable to the URL if the network in between is trusted");
    }
    if (cause(SSLException.class)) {
      return Problem.of(Code.TLS, "the TLS connection to '%s' failed".formatted(hosts))
          .hint(
              "name the certificate authority with sslrootcert=<file>, or sslrootcert=system for"
                  + " the authorities of this JVM");
    }
    if (settings.password().isEmpty() && "08004".equals(error.getSQLState())) {
      return noPassword();
    }
    if ("08P01".equals(error.getSQLState())) {
      return Problem.of(
              Code.NOT_POSTGRESQL, "'%s' does not answer like PostgreSQL".formatted(hosts))
          .hint("correct host and port in %s".formatted(settings.source()));
    }
    return Problem.of(Code.CONNECTION_FAILED, "no connection to '%s'".formatted(hosts))
        .hint("mvn with -e shows what the driver met");
  }

  private boolean isLoginTimeout() {
    return says("Connection attempt timed out.");
  }

  // The JVM has one exception for refused and unreachable; only the text tells them apart.
  private boolean isUnreachable() {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof ConnectException
          && String.valueOf(at.getMessage()).contains("unreachable")) {
        return true;
      }
    }
    return false;
  }

  /** Compares with the driver's text in the language the driver uses here. */
  private boolean says(String text) {
    return GT.tr(text).equals(error.getMessage());
  }

  private boolean cause(Class<? extends Throwable> type) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  private static String shellWord(String text) {
    return text.matches("[A-Za-z0-9_.-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
