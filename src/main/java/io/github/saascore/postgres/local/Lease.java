package io.github.saascore.postgres.local;

import java.io.IOException;

/**
 * The use of a running server by this process.
 *
 * @see Watchdog
 * @see PgCtl
 */
@FunctionalInterface
interface Lease {
  /** A lease on a server that someone else started by other means, and will stop. */
  Lease OF_ANOTHER = () -> {};

  /** Ends the use; the server stops with the last one. */
  void end() throws IOException;
}
