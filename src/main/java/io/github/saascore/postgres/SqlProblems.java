package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Turns what PostgreSQL refused into a problem with a next step.
 *
 * <p>SQLSTATEs are those of appendix A of the PostgreSQL manual.
 */
public final class SqlProblems {
  private static final String MATCH_OR_STAMP =
      """
      to make what is missing where the rest is equal: mvn saascore:upgrade -Dsaascore.existing=match
      if the database is already as this revision makes it: mvn saascore:stamp -Dsaascore.target=<revision>\
      """;

  private SqlProblems() {}

  /** Returns the problem for a refusal; its place and revision are the caller's to add. */
  public static Problem of(SQLException e) {
    String state = state(e);
    Problem bare = Problem.of(code(state), summary(e));
    String reason = reason(e);
    Problem problem = reason.isEmpty() ? bare : bare.because(reason);
    return hint(state, e).map(problem::hint).orElse(problem);
  }

  /** Returns the problem for a refusal that means that what is to be made is there. */
  static Problem existing(SQLException e) {
    return Problem.of(Code.EXISTS, summary(e)).because(reason(e)).hint(MATCH_OR_STAMP);
  }

  /** Returns the SQLSTATE, or an empty text where the driver gives none. */
  public static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  /** Tells whether the object to create, or its name, exists already. */
  public static boolean exists(String state) {
    return switch (state) {
      case "42P07", "42710", "42701", "42723", "42P06", Envelope.MET -> true;
      default -> false;
    };
  }

  /** Tells whether an object that a statement names is not there. */
  public static boolean missing(String state) {
    return switch (state) {
      case "42P01", "42703", "42883", "42704", "3F000", "3D000" -> true;
      default -> false;
    };
  }

  /** Tells whether a wait for a lock failed, so that the whole transaction may be tried again. */
  public static boolean lockFailed(String state) {
    return state.equals("55P03") || state.equals("40P01");
  }

  /**
   * Tells whether something that depends on something may be why the server refused a statement,
   * above all a foreign key: an object that others need, TRUNCATE of a table that is referred to, a
   * key whose type no longer fits, a table with checks that are still to come, a row that is
   * missing, or an action that must not have fired.
   */
  static boolean dependence(String state) {
    return switch (state) {
      case "2BP01",
          "0A000",
          "42804",
          "42830",
          "55006",
          "23503",
          "23001",
          ForeignKeySuspension.ACTED,
          TrashScript.NOT_MOVED ->
          true;
      default -> false;
    };
  }

  /** Tells whether the connection is gone, so that nothing more can be said or asked on it. */
  public static boolean connectionLost(String state) {
    return state.startsWith("08") || state.equals("57P01") || state.equals("57P02");
  }

  /** Returns the place of the error in the text that was sent, in code points from 1. */
  public static Optional<Integer> position(SQLException e) {
    return server(e).map(ServerErrorMessage::getPosition).filter(p -> p > 0);
  }

  private static Code code(String state) {
    if (connectionLost(state)) {
      return Code.CONNECTION_LOST;
    }
    if (exists(state)) {
      return Code.EXISTS;
    }
    if (lockFailed(state)) {
      return Code.LOCKED;
    }
    return switch (state) {
      case "42P01", "42703", "42883", "42704", "3F000" -> Code.MISSING_OBJECT;
      case "42501" -> Code.PRIVILEGE;
      case "25006" -> Code.READ_ONLY;
      case "25001" -> Code.NOT_TRANSACTIONAL;
      case ForeignKeySuspension.NOT_OURS -> Code.PRIVILEGE;
      case TrashScript.NOT_KEPT, TrashScript.NOT_RESTORED -> Code.TRASH;
      case ForeignKeySuspension.DANGLING,
          ForeignKeySuspension.ACTED,
          ForeignKeySuspension.FORGOTTEN,
          ForeignKeySuspension.COLUMN_GONE ->
          Code.FOREIGN_KEY;
      default -> Code.SQL;
    };
  }

  private static String summary(SQLException e) {
    String message = server(e).map(ServerErrorMessage::getMessage).orElse(e.getMessage());
    return message == null || message.isBlank()
        ? "the server refused without a message"
        : message.lines().findFirst().orElse(message);
  }

  private static String reason(SQLException e) {
    if (state(e).startsWith(Envelope.OURS)) {
      return server(e).map(ServerErrorMessage::getDetail).map(String::strip).orElse("");
    }
    StringBuilder reason = new StringBuilder();
    server(e)
        .ifPresent(
            error -> {
              line(reason, "DETAIL:  ", error.getDetail());
              line(reason, "HINT:  ", error.getHint());
              line(reason, "CONTEXT:  ", error.getWhere());
            });
    return reason.append("SQLSTATE ").append(state(e)).toString();
  }

  private static void line(StringBuilder reason, String name, String value) {
    if (value != null && !value.isBlank()) {
      reason.append(name).append(value).append('\n');
    }
  }

  private static Optional<String> hint(String state, SQLException e) {
    if (exists(state)) {
      return Optional.of(MATCH_OR_STAMP);
    }
    if (connectionLost(state)) {
      return Optional.of(
          "run the same goal again: every transaction is done or not done, and it sees which");
    }
    return Optional.ofNullable(
        switch (state) {
          case "42703" ->
              "check the name; if another revision adds the column, this one has to follow it:"
                  + " mvn saascore:history";
          case "42P01", "42883", "42704", "3F000" ->
              "does it stand in another schema? See the search_path, name the schema in the"
                  + " script, or set -Dsaascore.schema=<schema>";
          case ForeignKeySuspension.NOT_OURS ->
              "connect as a role that owns all of these tables, have it granted (GRANT <owner> TO"
                  + " <role>), or leave out foreign_keys=suspend";
          case TrashScript.NOT_KEPT ->
              "mend that, or let it go: leave out -Dsaascore.keep=trash and confirm the loss";
          case TrashScript.NOT_RESTORED ->
              "rename or drop what is in the way, and run the same goal again: it stays in the"
                  + " trash meanwhile";
          case ForeignKeySuspension.DANGLING ->
              "mend these rows in the script: add what they refer to, or change or delete them";
          case ForeignKeySuspension.ACTED ->
              "drop these constraints in a revision before this one and add them in one after it";
          case ForeignKeySuspension.FORGOTTEN ->
              "leave RESET ALL out of the script: the plugin resets what it has set";
          case ForeignKeySuspension.COLUMN_GONE ->
              "drop the constraint in the script as well: ALTER TABLE ... DROP CONSTRAINT ...";
          case "42501" -> privilegeHint(summary(e));
          case "25006" ->
              "this is a standby or a read-only database: use the URL of the primary"
                  + " (-Dsaascore.url=..., or target_session_attrs=read-write in it)";
          case "55P03", "40P01" ->
              "another session uses the table; see pg_stat_activity, or wait longer:"
                  + " -Dsaascore.lockTimeout=30s -Dsaascore.lockRetries=20";
          case "25001" ->
              "mark the section: -- saascore:upgrade transaction=none (alone in its revision)";
          case "55P04" -> "use the new enum value in a later revision than the one that adds it";
          case "2BP01" ->
              """
              drop the dependent objects first, or say CASCADE in the script where losing them is meant
              where they are foreign keys alone, behind the marker: -- saascore:upgrade foreign_keys=suspend\
              """;
          case "53200" ->
              "the server's lock table is full: wait until other sessions hold fewer locks, split"
                  + " the revision, or raise max_locks_per_transaction";
          case "53100" -> "the server's disk is full: free space and run the same goal again";
          case "57014" ->
              "a statement_timeout or a person cancelled it: SET LOCAL statement_timeout = 0 at"
                  + " the top of the script lifts the limit for this revision";
          case "23505" ->
              "rows that the script adds exist already: mend the data, or if the database is"
                  + " already as this revision makes it:"
                  + " mvn saascore:stamp -Dsaascore.target=<revision>";
          default -> null;
        });
  }

  private static String privilegeHint(String summary) {
    if (summary.contains("session_replication_role")) {
      return "managed databases deny this setting; leave it out and write behind the marker:"
          + " -- saascore:upgrade foreign_keys=suspend";
    }
    return "connect as the owner of the object, or ask for: GRANT <owner> TO <your role>";
  }

  private static Optional<ServerErrorMessage> server(SQLException e) {
    return e instanceof PSQLException p
        ? Optional.ofNullable(p.getServerErrorMessage())
        : Optional.empty();
  }
}
