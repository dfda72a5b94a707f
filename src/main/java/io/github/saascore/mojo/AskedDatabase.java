package io.github.saascore.mojo;

import io.github.saascore.engine.Sources;
import io.github.saascore.engine.drift.Check;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * The configured database, for a goal that can do without one.
 *
 * @param open the database, if one is configured and answers
 * @param note why a configured one was not asked
 */
record AskedDatabase(Optional<OpenDatabase> open, Optional<String> note) implements AutoCloseable {

  /**
   * Connects where a database is configured.
   *
   * @param needed whether the goal was asked for something that only a database can answer
   * @throws SaascoreException why it does not answer, where it is needed
   */
  static AskedDatabase open(
      MavenContext maven, Parameters parameters, SessionOptions options, boolean needed, Log log) {
    try {
      DatabaseOpener opener = DatabaseOpener.of(maven, parameters, log);
      if (opener.isConfigured()) {
        return new AskedDatabase(Optional.of(opener.open(options)), Optional.empty());
      }
    } catch (SaascoreException e) {
      if (needed || !e.problem().code().isOutside()) {
        throw e;
      }
      return e.problem().code() == Code.NO_URL ? none() : unreachable(e.problem());
    }
    if (needed) {
      throw Problem.of(
              Code.NO_URL, "no database is configured that could be asked for what is pending")
          .hint("-Dsaascore.url=postgresql://user@host:5432/database, or -Dsaascore.pending=ignore")
          .asException();
    }
    return none();
  }

  private static AskedDatabase none() {
    return new AskedDatabase(Optional.empty(), Optional.empty());
  }

  private static AskedDatabase unreachable(Problem problem) {
    return new AskedDatabase(
        Optional.empty(),
        Optional.of(
            "the records of the configured database: %s (%s)"
                .formatted(problem.summary(), problem.code().text())));
  }

  /** Returns what the database says is applied. */
  Optional<Check.Asked> asked(Sources sources, boolean complete) {
    return open.map(
        database -> new Check.Asked(database.where(), database.state(sources), complete));
  }

  /** Returns what was not looked at. */
  List<String> notes() {
    return note.stream().toList();
  }

  @Override
  public void close() {
    open.ifPresent(OpenDatabase::close);
  }
}
