package io.github.saascore.engine.hazard;

import io.github.saascore.postgres.SqlProblems;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server said when it refused a statement.
 *
 * @param state the SQLSTATE
 * @param message the first line of the message
 * @param routine the function of the server that raised it, or empty; it tells apart what shares an
 *     SQLSTATE, whatever the language of the message
 * @param position the place in the statement as the server counts, where it names one
 */
record Refusal(String state, String message, String routine, Optional<Integer> position) {

  static Refusal of(SQLException e) {
    String routine =
        e instanceof PSQLException p && p.getServerErrorMessage() != null
            ? Optional.of(p.getServerErrorMessage()).map(ServerErrorMessage::getRoutine).orElse("")
            : "";
    return new Refusal(
        SqlProblems.state(e), SqlProblems.of(e).summary(), routine, SqlProblems.position(e));
  }
}
