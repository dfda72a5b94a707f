package io.github.saascore.mojo;

import io.github.saascore.engine.Closing;
import io.github.saascore.postgres.SessionOptions;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * Scratch databases that are like the configured one, if that answers.
 *
 * @param database the configured database
 * @param scratch the maker of scratch databases
 */
record ScratchBeside(AskedDatabase database, OpenScratch scratch) implements AutoCloseable {

  /**
   * Connects and starts what is needed.
   *
   * @param needed whether the configured database has to answer
   */
  static ScratchBeside open(
      MavenContext maven, Parameters parameters, SessionOptions options, boolean needed, Log log) {
    AskedDatabase database = AskedDatabase.open(maven, parameters, options, needed, log);
    try {
      Optional<OpenDatabase> like = database.open();
      return new ScratchBeside(database, new ScratchOpener(maven, parameters, log).open(like));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public void close() {
    Closing.all(List.of(database, scratch));
  }
}
