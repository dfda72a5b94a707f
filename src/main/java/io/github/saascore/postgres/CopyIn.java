package io.github.saascore.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Sends a message, and the data that belongs to it when it is a {@code COPY ... FROM stdin}. */
final class CopyIn {
  private CopyIn() {}

  /**
   * Sends one message and waits for its end.
   *
   * @throws SQLException as the server said it
   */
  static void send(Session session, Message message) throws SQLException {
    if (message.copyData().isEmpty()) {
      session.send(message.sql());
      return;
    }
    try {
      session
          .connection()
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(message.sql(), new StringReader(message.copyData().get()));
    } catch (IOException e) {
      throw new SQLException("unable to send the data of COPY: " + e.getMessage(), "08006", e);
    }
  }
}
