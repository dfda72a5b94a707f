package io.github.saascore.mojo;

import io.github.saascore.engine.Closing;
import io.github.saascore.engine.Database;
import io.github.saascore.postgres.ConnectionSettings;
import io.github.saascore.postgres.Connections;
import io.github.saascore.postgres.DatabaseChoice;
import io.github.saascore.postgres.Resolution;
import io.github.saascore.postgres.RunInfo;
import io.github.saascore.postgres.Session;
import io.github.saascore.postgres.SessionOptions;
import io.github.saascore.postgres.StoreSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.plugin.logging.Log;

/** Finds the database that the parameters mean, starts it where needed, and connects. */
final class DatabaseOpener {
  private final MavenContext maven;
  private final Resolution resolution;
  private final Log log;

  private DatabaseOpener(MavenContext maven, Resolution resolution, Log log) {
    this.maven = maven;
    this.resolution = resolution;
    this.log = log;
  }

  /** Decides on the database; nothing is started yet. */
  static DatabaseOpener of(MavenContext maven, Parameters parameters, Log log) {
    return new DatabaseOpener(maven, new DatabaseLookup(maven, parameters).resolve(), log);
  }

  /** Tells whether there is a database without starting an embedded server for the first time. */
  boolean isThere() {
    return !resolution.source().equals(Resolution.FALLBACK)
        || EmbeddedServer.hasData(maven.basedir());
  }

  /**
   * Tells whether a database is configured that may hold something: not the fallback, nor one that
   * is made for the length of a build.
   */
  boolean isConfigured() {
    DatabaseChoice choice = resolution.choice();
    return choice instanceof DatabaseChoice.Server
        || (choice instanceof DatabaseChoice.Embedded
            && !resolution.source().equals(Resolution.FALLBACK)
            && EmbeddedServer.hasData(maven.basedir()));
  }

  /** Returns how to connect, if the database is on a server that is not started here. */
  Optional<ConnectionSettings> server() {
    return resolution.choice() instanceof DatabaseChoice.Server server
        ? Optional.of(server.settings())
        : Optional.empty();
  }

  /** Connects, and prints which database this is. */
  OpenDatabase open(SessionOptions options) {
    return open(settings -> session(settings, options));
  }

  /** Opens a session, without a word. */
  Session session(ConnectionSettings settings, SessionOptions options) {
    String application = "saascore:" + maven.goal();
    Connection connection = Connections.open(settings, application);
    try {
      return Session.over(connection, options, () -> Connections.open(settings, application));
    } catch (RuntimeException e) {
      closeAfter(e, List.of(connection));
      throw e;
    }
  }

  /**
   * Opens a database, and prints which it is.
   *
   * @param connect opens the session, or has done so already
   */
  OpenDatabase open(Function<ConnectionSettings, Session> connect) {
    List<AutoCloseable> parts = new ArrayList<>();
    try {
      resolution.warnings().forEach(log::warn);
      ConnectionSettings settings = settings(parts);
      warnOfPom(settings);
      Session session = connect.apply(settings);
      parts.add(session);
      log.info(
          "database %s, PostgreSQL %s".formatted(settings.describe(), session.facts().version()));
      session
          .facts()
          .protection()
          .ifPresent(mark -> log.info("protected " + mark + "; goals that destroy data refuse"));
      versionWarning(session.connection()).ifPresent(log::warn);
      ProjectJavaBodies javaBodies = new ProjectJavaBodies(maven);
      parts.add(javaBodies);
      Database database =
          new Database(session, storeSql(session), javaBodies, new EventPrinter(log));
      boolean ours = !(resolution.choice() instanceof DatabaseChoice.Server);
      return new OpenDatabase(database, settings, parts, System.nanoTime(), ours);
    } catch (RuntimeException e) {
      closeAfter(e, parts);
      throw e;
    }
  }

  private static void closeAfter(RuntimeException failure, List<AutoCloseable> parts) {
    try {
      Closing.all(parts);
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  private ConnectionSettings settings(List<AutoCloseable> parts) {
    DatabaseChoice choice = resolution.choice();
    if (choice instanceof DatabaseChoice.Server server) {
      return server.settings();
    }
    if (choice instanceof DatabaseChoice.Docker docker) {
      DockerServer server = DockerServer.start(docker.image(), "-Dsaascore.url");
      parts.add(server);
      return server.settings(resolution.source());
    }
    if (resolution.source().equals(Resolution.FALLBACK)) {
      log.info(
          "no URL is configured (-Dsaascore.url, <url>, DATABASE_URL, PGHOST): the embedded"
              + " PostgreSQL is used");
    }
    EmbeddedServer server =
        EmbeddedServer.start(maven, ((DatabaseChoice.Embedded) choice).version());
    parts.add(server);
    return server.settings(resolution.source());
  }

  /**
   * Maven itself prints the configuration of a POM at {@code -X}; nothing here can prevent that.
   */
  private void warnOfPom(ConnectionSettings settings) {
    settings
        .passwordSource()
        .filter(source -> source.endsWith("in the POM"))
        .ifPresent(
            source ->
                log.warn(
                    "the password comes from "
                        + source
                        + ", which mvn -X prints and everybody can read; keep it in settings.xml:"
                        + " <server>, or -Dsaascore.server=<id>"));
  }

  private StoreSql storeSql(Session session) {
    return new StoreSql(Optional.of(session.facts().schema()), run(maven));
  }

  /** Returns who runs, for the event log. */
  static RunInfo run(MavenContext maven) {
    return RunInfo.of(Client.name(), maven.execution().getVersion());
  }

  private static Optional<String> versionWarning(Connection connection) {
    try {
      return Connections.versionWarning(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
