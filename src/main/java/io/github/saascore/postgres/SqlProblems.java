package io.github.saascore.postgres;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Statement;
import java.net.SocketTimeoutException;
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
  private SqlProblems() {}

  /** Returns the problem for a refusal; its place and revision are the caller's to add. */
  public static Problem of(SQLException e) {
    String state = state(e);
    Problem bare = Problem.of(connectionLost(e) ? Code.CONNECTION_LOST : code(state), summary(e));
    String reason = reason(e);
    Problem problem = reason.isEmpty() ? bare : bare.because(reason);
    return SqlHints.of(state, summary(e), routine(e), connectionLost(e))
        .map(problem::hint)
        .orElse(problem);
  }

  /**
   * Returns the problem for the refusal of one statement, without a word in it that was meant to be
   * a password.
   */
  public static Problem of(SQLException e, Statement statement) {
    Problem problem = of(e);
    return position(e)
        .map(at -> SecretText.refusal(problem.summary(), statement.sql(), at))
        .map(
            said ->
                new Problem(
                    problem.code(), said, problem.where(), problem.reason(), problem.hint()))
        .orElse(problem);
  }

  /** Returns the problem for a query of the plugin's own, which no script and no option bounds. */
  static Problem ofOurs(SQLException e) {
    Problem problem = of(e);
    return SqlHints.afterOwnQuery(state(e)).map(problem::hint).orElse(problem);
  }

  /** Returns an error to throw; its cause is left out where that says what the problem does not. */
  static SaascoreException thrown(Problem problem, SQLException e) {
    return problem.summary().equals(of(e).summary())
        ? new SaascoreException(problem, e)
        : problem.asException();
  }

  /** Returns the problem for a refusal that means that what is to be made is there. */
  static Problem existing(SQLException e) {
    return Problem.of(Code.EXISTS, summary(e)).because(reason(e)).hint(SqlHints.MATCH_OR_STAMP);
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
  public static boolean connectionLost(SQLException e) {
    String state = state(e);
    return switch (state) {
      case "57P01", "57P02", "57P04", "57P05", "25P03", SqlHints.TRANSACTION_TIMEOUT -> true;
      default -> state.startsWith("08") && !ofOtherServer(e);
    };
  }

  /** Tells whether no answer came within the time that was set for the connection. */
  static boolean timedOut(SQLException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tells whether a statement could not do something on another server, as CREATE SUBSCRIPTION and
   * foreign tables do: the SQLSTATE is that of a lost connection, but ours is there. The server
   * names the place in its source, which neither the driver nor a pooler does.
   */
  private static boolean ofOtherServer(SQLException e) {
    return state(e).startsWith("08") && server(e).map(ServerErrorMessage::getFile).isPresent();
  }

  /** Throws the error again where the connection is gone. */
  static void requireConnection(SQLException e) throws SQLException {
    if (connectionLost(e)) {
      throw e;
    }
  }

  /** Returns the place of the error in the text that was sent, in code points from 1. */
  public static Optional<Integer> position(SQLException e) {
    return server(e).map(ServerErrorMessage::getPosition).filter(p -> p > 0);
  }

  /**
   * Tells whether the server did not understand a statement: its words, or what they name. What a
   * procedure that has begun runs into has a context.
   */
  static boolean neverBegan(SQLException e) {
    return state(e).startsWith("42") && server(e).map(ServerErrorMessage::getWhere).isEmpty();
  }

  /** Tells whether a pooler answered instead of the server. */
  public static boolean fromPooler(SQLException e) {
    return SqlHints.FROM_POOLER.equals(state(e)) && !ofOtherServer(e);
  }

  private static Code code(String state) {
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
      case Envelope.LOCK_LOST -> Code.TRANSACTION_CONTROL;
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

  /** Returns the function of the server that refused: unlike its words, it is not translated. */
  static String routine(SQLException e) {
    return server(e).map(ServerErrorMessage::getRoutine).orElse("");
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

  /** Returns what the server said, if it was the server that failed. */
  static Optional<ServerErrorMessage> server(SQLException e) {
    return e instanceof PSQLException p
        ? Optional.ofNullable(p.getServerErrorMessage())
        : Optional.empty();
  }
}
