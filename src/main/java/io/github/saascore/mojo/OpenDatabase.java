package io.github.saascore.mojo;

import io.github.saascore.engine.Closing;
import io.github.saascore.engine.Database;
import io.github.saascore.engine.DatabaseState;
import io.github.saascore.engine.Sources;
import io.github.saascore.postgres.ConnectionSettings;
import io.github.saascore.postgres.Quote;
import io.github.saascore.postgres.SqlProblems;
import io.github.saascore.report.Ran;
import io.github.saascore.revision.SaascoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A database for the length of one execution, with everything that has to be closed after it.
 *
 * @param database the database as the engine sees it
 * @param settings how it was connected to
 * @param parts what to close, the last one first
 * @param openedNanos the clock when it was opened
 * @param ours whether the server is one that the build itself runs
 */
record OpenDatabase(
    Database database,
    ConnectionSettings settings,
    List<AutoCloseable> parts,
    long openedNanos,
    boolean ours)
    implements AutoCloseable {

  /** Returns host, port and name, for messages. */
  String where() {
    return settings.address();
  }

  /** Returns what a verdict has to know of a run that ends now. */
  Ran ran(String target) {
    Duration took = Duration.ofNanos(System.nanoTime() - openedNanos);
    return new Ran(database.session().facts().database(), target, took);
  }

  /** Reads what is applied. */
  DatabaseState state(Sources sources) {
    return DatabaseState.read(database.session(), database.store(), sources);
  }

  /** Returns the schema that is worked in. */
  String schema() {
    return database.session().facts().schema();
  }

  /** Takes on the configured role for the rest of the session. */
  void workAsRole() {
    database.session().options().role().ifPresent(this::setRole);
  }

  private void setRole(String role) {
    try {
      database.session().send("SET ROLE " + Quote.name(role));
    } catch (SQLException e) {
      throw new SaascoreException(SqlProblems.of(e), e);
    }
  }

  @Override
  public void close() {
    Closing.all(parts);
  }
}
