package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says why a connection could not be opened, and what to do about it. */
final class ConnectionProblems {
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
      case "53300" -> tooMany();
      case "53200", "53100" ->
          Problem.of(Code.CONNECTION_FAILED, "the server has no room left for a connection")
              .hint(SqlProblems.of(error).hint().orElseThrow());
      case "57P01", "57P02" ->
          Problem.of(Code.CONNECTION_LOST, "the server ended the connection while it was made")
              .hint("it is stopping, or somebody ended the session: run the same goal again");
      case "57P03" ->
          Problem.of(Code.SERVER_STARTING, "the server takes no connections yet")
              .hint("it is starting, stopping or recovering; its log says which; then run again");
      case SqlHints.FROM_POOLER ->
          PoolerProblems.of(serverMessage(error).orElseThrow().getMessage(), settings);
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

  /** Tells by the server's own function where an error was raised: its text may be translated. */
  private boolean raisedIn(String routine) {
    return serverMessage(error)
        .map(ServerErrorMessage::getRoutine)
        .filter(routine::equals)
        .isPresent();
  }

  private Problem tooMany() {
    String close = "close idle clients of it, or as a role that may do so: ";
    if (raisedIn("InitializeSessionUserId")) {
      return Problem.of(
              Code.TOO_MANY_CONNECTIONS,
              "role '%s' has as many connections as it may".formatted(settings.user()))
          .hint(close + "ALTER ROLE %s CONNECTION LIMIT -1".formatted(quoted(settings.user())));
    }
    if (raisedIn("CheckMyDatabase")) {
      return Problem.of(
              Code.TOO_MANY_CONNECTIONS,
              "database '%s' has as many connections as it may".formatted(settings.database()))
          .hint(
              close
                  + "ALTER DATABASE %s CONNECTION LIMIT -1".formatted(quoted(settings.database())));
    }
    return Problem.of(Code.TOO_MANY_CONNECTIONS, "the server has no connection left")
        .hint(
            "close idle clients or raise max_connections; who is connected: SELECT"
                + " application_name, state, count(*) FROM pg_stat_activity GROUP BY 1, 2");
  }

  private Problem notAdmitted() {
    if (raisedIn("InitializeSessionUserId")) {
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
            which there are: psql -h %1$s -p %2$d -U %3$s -l\
            """
                .formatted(
                    first.host(),
                    first.port(),
                    Quote.shell(settings.user()),
                    Quote.shell(settings.database())));
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
    if (cause(EOFException.class) || cause(SocketException.class)) {
      return Problem.of(
              Code.CONNECTION_LOST, "'%s' broke the connection while it was made".formatted(hosts))
          .hint(
              "run the same goal again; if it stays so, a proxy or firewall in between closes it,"
                  + " or correct host and port in "
                  + settings.source());
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
}
