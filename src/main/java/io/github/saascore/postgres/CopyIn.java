package io.github.saascore.postgres;

import java.io.IOException;
import java.io.InputStream;
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
    if (message.copy().isEmpty()) {
      session.send(message.sql());
      return;
    }
    // The data are sent as they are: the driver keeps the connection's encoding at UTF-8.
    try (InputStream data = message.copy().get().copyStream().orElseThrow()) {
      session.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(message.sql(), data);
    } catch (IOException e) {
      throw new SQLException("unable to send the data of COPY: " + e.getMessage(), "08006", e);
    }
  }
}
