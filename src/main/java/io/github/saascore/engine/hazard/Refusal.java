package io.github.saascore.engine.hazard;

import io.github.saascore.postgres.Answer;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.script.Statement;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server said when it refused a statement.
 *
 * @param state the SQLSTATE
 * @param message the first line of the message
 * @param detail what the server added, or empty
 * @param routine the function of the server that raised it, or empty; it tells apart what shares an
 *     SQLSTATE, whatever the language of the message
 * @param position the place in the statement as the server counts, where it names one
 */
record Refusal(
    String state, String message, String detail, String routine, Optional<Integer> position) {

  /** Returns the part of it that can be read in every language. */
  Answer answer() {
    return new Answer(state, routine, message);
  }

  static Refusal of(SQLException e, Statement statement) {
    Optional<ServerErrorMessage> server =
        e instanceof PSQLException known
            ? Optional.ofNullable(known.getServerErrorMessage())
            : Optional.empty();
    return new Refusal(
        SqlProblems.state(e),
        SqlProblems.of(e, statement).summary(),
        server.map(ServerErrorMessage::getDetail).orElse(""),
        server.map(ServerErrorMessage::getRoutine).orElse(""),
        SqlProblems.position(e));
  }
}
