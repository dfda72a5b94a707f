package io.github.saascore.mojo;

import io.github.saascore.engine.Aside;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.revision.SaascoreException;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * A database that is being connected to while the files are read, unless its server would have to
 * be started for that. What goes wrong, and what is to be said, waits until it is asked for: files
 * that cannot be read are told of first.
 */
final class Connecting implements AutoCloseable {
  private final Aside<Early> early;
  private final SessionOptions options;

  private Connecting(Aside<Early> early, SessionOptions options) {
    this.early = early;
    this.options = options;
  }

  /**
   * What could be done before anybody asked.
   *
   * @param opener opens the database
   * @param session the session, where the server was there
   * @param refusal why there is none
   */
  private record Early(
      DatabaseOpener opener, Optional<Session> session, Optional<SaascoreException> refusal) {

    static Early of(DatabaseOpener opener, SessionOptions options) {
      try {
        return new Early(
            opener,
            opener.server().map(settings -> opener.session(settings, options)),
            Optional.empty());
      } catch (SaascoreException e) {
        return new Early(opener, Optional.empty(), Optional.of(e));
      }
    }

    OpenDatabase open(SessionOptions options) {
      return opener.open(
          settings -> {
            if (refusal.isPresent()) {
              throw refusal.get();
            }
            return session.orElseGet(() -> opener.session(settings, options));
          });
    }
  }

  /** Begins to connect. */
  static Connecting to(MavenContext maven, Parameters parameters, SessionOptions options, Log log) {
    return new Connecting(
        Aside.start("connect", () -> Early.of(DatabaseOpener.of(maven, parameters, log), options)),
        options);
  }

  /**
   * Tells whether there is a database without starting an embedded server for the first time.
   *
   * @throws SaascoreException what is wrong with the URL; NO_URL where there has to be one
   */
  boolean isThere() {
    return early.join().opener().isThere();
  }

  /**
   * Returns the database, and says in one line which it is; it is asked for once.
   *
   * @throws SaascoreException with a code of the group "Parameters and connection"
   */
  OpenDatabase open() {
    return early.join().open(options);
  }

  /** Closes the session also where nobody asked for the database. */
  @Override
  public void close() {
    early.close(begun -> begun.session().ifPresent(Session::close));
  }
}
