package io.github.saascore.mojo;

import io.github.saascore.engine.Closing;
import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.postgres.ConnectionSettings;
import io.github.saascore.postgres.DatabaseChoice;
import io.github.saascore.postgres.Resolution;
import io.github.saascore.postgres.ScratchServer;
import io.github.saascore.postgres.ScratchServer.Ownership;
import io.github.saascore.postgres.local.LocalServer;
import io.github.saascore.postgres.local.LocalServerOptions;
import io.github.saascore.postgres.local.ScratchHome;
import io.github.saascore.postgres.local.ServerVersion;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.plugin.logging.Log;

/** Starts or finds the server that scratch databases are made on, as the parameters say. */
final class ScratchOpener {
  private static final String AUTO = "auto";
  private static final String EMBEDDED = "embedded";
  private static final String DATABASE = "database";
  private static final String DOCKER = "docker";

  /** Nothing has to last, and a model of thousands of tables is one transaction. */
  private static final List<String> SETTINGS =
      List.of(
          "synchronous_commit=off",
          "full_page_writes=off",
          "autovacuum=off",
          "jit=off",
          "max_locks_per_transaction=1024");

  private final MavenContext maven;
  private final Parameters parameters;
  private final Log log;

  ScratchOpener(MavenContext maven, Parameters parameters, Log log) {
    this.maven = maven;
    this.parameters = parameters;
    this.log = log;
  }

  /**
   * Opens the server.
   *
   * @param target the database whose version and schema count, if one was opened
   * @throws io.github.saascore.revision.SaascoreException EMBEDDED_SERVER, SCRATCH, BAD_URL or what
   *     a connection can meet
   */
  OpenScratch open(Optional<OpenDatabase> target) {
    List<AutoCloseable> parts = new ArrayList<>();
    try {
      ScratchServer server = server(target, parts);
      ProjectJavaBodies javaBodies = new ProjectJavaBodies(maven);
      parts.add(javaBodies);
      log.debug("scratch databases are made on " + server.describe());
      Scratch scratch = new Scratch(server, schema(target), javaBodies, DatabaseOpener.run(maven));
      return new OpenScratch(scratch, parts);
    } catch (RuntimeException e) {
      try {
        Closing.all(parts);
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private String schema(Optional<OpenDatabase> target) {
    return target
        .map(OpenDatabase::schema)
        .or(() -> parameters.list("schema").stream().findFirst())
        .orElse("public");
  }

  private ScratchServer server(Optional<OpenDatabase> target, List<AutoCloseable> parts) {
    Optional<Given> given = parameters.given("scratch");
    String text = given.map(each -> each.text().strip()).orElse(AUTO);
    if (text.equals(AUTO) || text.equals(EMBEDDED)) {
      return embedded(likeTarget(target), parts);
    }
    if (text.equals(DOCKER)) {
      return docker("postgres:" + likeTarget(target).major(), given.get().source(), parts);
    }
    if (text.equals(DATABASE)) {
      return connected(configured(target, given.get()), parts);
    }
    Resolution resolution = new DatabaseLookup(maven, parameters).resolve(given.get());
    resolution.warnings().forEach(log::warn);
    DatabaseChoice choice = resolution.choice();
    if (choice instanceof DatabaseChoice.Embedded embedded) {
      return embedded(ServerVersion.parse(embedded.version().orElseThrow()), parts);
    }
    if (choice instanceof DatabaseChoice.Docker docker) {
      return docker(docker.image(), resolution.source(), parts);
    }
    return connected(((DatabaseChoice.Server) choice).settings(), parts);
  }

  private static ScratchServer connected(ConnectionSettings settings, List<AutoCloseable> parts) {
    ScratchServer server = ScratchServer.at(settings, Ownership.SHARED);
    parts.add(server);
    return server;
  }

  private ScratchServer docker(String image, String source, List<AutoCloseable> parts) {
    return ofTheBuild(
        DOCKER + ":" + image,
        parts,
        below -> {
          DockerServer server = DockerServer.start(image, "-Dsaascore.scratch");
          below.add(server);
          return ScratchServer.at(server.settings(source), Ownership.OURS);
        });
  }

  /** Returns the server of this name that this build has, started where it has none. */
  private ScratchServer ofTheBuild(
      String name, List<AutoCloseable> parts, Function<List<AutoCloseable>, ScratchServer> start) {
    BuildServers.Lent lent = BuildServers.of(maven.session()).lend(name, start);
    parts.add(lent);
    return lent.server();
  }

  private static ConnectionSettings configured(Optional<OpenDatabase> target, Given given) {
    return target
        .map(OpenDatabase::settings)
        .orElseThrow(
            () ->
                Problem.of(
                        Code.SCRATCH, "scratch=database needs a configured database that answers")
                    .at(given.source())
                    .hint(
                        "-Dsaascore.url=postgresql://user@host:5432/database, or"
                            + " -Dsaascore.scratch=embedded\nwhy it does not: mvn"
                            + " saascore:current")
                    .asException());
  }

  /** A difference between major versions is mostly noise, so the server is of the same one. */
  private ServerVersion likeTarget(Optional<OpenDatabase> target) {
    return target
        .map(open -> open.database().session().facts().versionNumber() / 10_000)
        .map(ServerVersion::newestOf)
        .or(this::configuredVersion)
        .orElse(ServerVersion.standard());
  }

  /** The version of an embedded server is known without starting it. */
  private Optional<ServerVersion> configuredVersion() {
    return parameters
        .text("url")
        .filter(url -> url.startsWith(EMBEDDED + ":"))
        .map(ServerVersion::parse);
  }

  private ScratchServer embedded(ServerVersion version, List<AutoCloseable> parts) {
    return ofTheBuild(EMBEDDED + ":" + version, parts, below -> started(version, below));
  }

  private ScratchServer started(ServerVersion version, List<AutoCloseable> parts) {
    Path parent = maven.basedir().resolve(EmbeddedServer.DIRECTORY);
    ScratchHome home = ScratchHome.claim(parent, version.major());
    parts.add(home);
    LocalServer server =
        LocalServer.start(
            LocalServerOptions.scratch(new ResolvedBinaries(maven), home.directory(), version)
                .withSettings(SETTINGS));
    parts.add(server);
    return ScratchServer.at(
        EmbeddedServer.settings(server.asSuperuser("postgres"), "the embedded scratch server"),
        Ownership.OURS);
  }
}
