package io.github.saascore.mojo;

import io.github.saascore.engine.Database;
import java.util.List;

/**
 * A database for the length of one execution, with everything that has to be closed after it.
 *
 * @param database the database as the engine sees it
 * @param where host, port and name, for messages
 * @param parts what to close, the last one first
 */
record OpenDatabase(Database database, String where, List<AutoCloseable> parts)
    implements AutoCloseable {

  @Override
  public void close() {
    Closing.all(parts);
  }
}
