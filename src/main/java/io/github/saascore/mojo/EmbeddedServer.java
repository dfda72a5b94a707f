package io.github.saascore.mojo;

import io.github.saascore.postgres.ConnectionSettings;
import io.github.saascore.postgres.HostPort;
import io.github.saascore.postgres.Secret;
import io.github.saascore.postgres.local.LocalDatabase;
import io.github.saascore.postgres.local.LocalServer;
import io.github.saascore.postgres.local.LocalServerOptions;
import io.github.saascore.postgres.local.ServerVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The PostgreSQL server that a project has for itself; its data stays between builds. */
record EmbeddedServer(LocalServer server, LocalDatabase database) implements AutoCloseable {
  /** The name of the database and of the role that owns it. */
  private static final String NAME = "saascore";

  /** Where the data of a project's servers stands, below its own directory. */
  static final String DIRECTORY = ".saascore";

  /**
   * Starts the server of a project, or joins it when another build uses it.
   *
   * @throws io.github.saascore.revision.SaascoreException EMBEDDED_SERVER with the reason
   */
  static EmbeddedServer start(MavenContext maven, Optional<String> version) {
    ServerVersion wanted = version.map(ServerVersion::parse).orElse(ServerVersion.standard());
    Path home = maven.basedir().resolve(DIRECTORY).resolve("pg-" + wanted.major());
    LocalServer server =
        LocalServer.start(
            LocalServerOptions.development(new ResolvedBinaries(maven), home, wanted));
    return new EmbeddedServer(server, server.ensureDatabase(NAME, NAME));
  }

  /** Tells whether a project's embedded server has been used before. */
  static boolean hasData(Path basedir) {
    return Files.isDirectory(
        basedir.resolve(DIRECTORY).resolve("pg-" + ServerVersion.standard().major()));
  }

  /** Returns how to connect as the plain owner of the database. */
  ConnectionSettings settings(String source) {
    return settings(database, source);
  }

  /** Returns how to connect to a database of a local server. */
  static ConnectionSettings settings(LocalDatabase database, String source) {
    return new ConnectionSettings(
        List.of(new HostPort(database.host(), database.port())),
        database.database(),
        database.user(),
        Optional.of(new Secret(database.password())),
        source,
        Optional.empty(),
        Map.of("sslmode", "disable"));
  }

  @Override
  public void close() {
    server.close();
  }
}
