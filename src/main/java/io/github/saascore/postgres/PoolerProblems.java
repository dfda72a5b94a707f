package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says why a pooler let nobody through to the server.
 *
 * <p>PgBouncer gives one SQLSTATE to all that it refuses, and to what the server refused to it, so
 * that the words alone tell; they are always English.
 */
final class PoolerProblems {
  private static final Pattern PARAMETER =
      Pattern.compile("startup parameter.*[:：]\\s*\"?([A-Za-z_.]+)\"?\\s*$");

  private PoolerProblems() {}

  /** Returns the problem behind an answer; place and reason are the caller's to add. */
  static Problem of(String message, ConnectionSettings settings) {
    String said = message.toLowerCase(Locale.ROOT);
    Matcher parameter = PARAMETER.matcher(message);
    if (parameter.find()) {
      return parameter(parameter.group(1));
    }
    if (has(said, "authentication failed", "auth failed", "no such user", "wrong password")) {
      return password(settings);
    }
    if (has(said, "no such database") || (has(said, "database") && has(said, "does not exist"))) {
      return Problem.of(
              Code.DATABASE_MISSING,
              "database '%s' does not exist, or the pooler in between does not know it"
                  .formatted(settings.database()))
          .hint(
              "create it on the server, and name it in [databases] of PgBouncer; "
                  + SqlHints.DIRECT);
    }
    if (has(said, "no more connections", "too many", "connection slots")) {
      return Problem.of(Code.TOO_MANY_CONNECTIONS, "the pooler in between has no connection left")
          .hint(
              "close idle clients or raise max_client_conn of PgBouncer (its server may have none"
                  + " left either); "
                  + SqlHints.DIRECT);
    }
    return Problem.of(Code.POOLER, "the pooler in between lets nobody through to the server")
        .hint("its log has the details; " + SqlHints.DIRECT);
  }

  private static boolean has(String said, String... words) {
    return Stream.of(words).anyMatch(said::contains);
  }

  private static Problem password(ConnectionSettings settings) {
    return Problem.of(
            Code.WRONG_PASSWORD,
            "the pooler in between does not let role '%2$s' in with the password from %1$s"
                .formatted(settings.passwordSource().orElse(settings.source()), settings.user()))
        .hint(
            "correct it there, or in the pooler, which has to know the role (auth_file or"
                + " auth_query of PgBouncer); "
                + SqlHints.DIRECT);
  }

  private static Problem parameter(String parameter) {
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
            "the server, or a pooler before it, refuses the startup parameter '%s'"
                .formatted(parameter))
        .hint(hint);
  }
}
