package io.github.saascore.testing;

import io.github.saascore.postgres.local.LocalServer;
import io.github.saascore.postgres.local.LocalServerOptions;
import io.github.saascore.postgres.local.ServerBinaries;
import io.github.saascore.postgres.local.ServerVersion;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/**
 * The servers of one test run: the newest PostgreSQL and an older one, each started when it is
 * first asked for.
 *
 * <p>{@code -Dsaascore.test.server} chooses where they come from: {@code url} takes the superuser's
 * JDBC URL in {@code $SAASCORE_TEST_URL} ({@code $SAASCORE_TEST_OLDER_URL}), {@code docker} starts
 * containers, {@code embedded} starts local servers, and {@code auto} takes the first of these that
 * is there. Thread-safe.
 */
public final class TestServers implements AutoCloseable {
  private static final String CHOICE = "saascore.test.server";
  private static final String BINARIES = "saascore.test.binaries";

  private Optional<TestDatabases> newest = Optional.empty();
  private Optional<TestDatabases> older = Optional.empty();

  /** Returns the servers of this JVM for callers without JUnit; a shutdown hook stops them. */
  public static TestServers shared() {
    return Shared.SERVERS;
  }

  /** Makes a fresh database on the newest server. */
  public TestDatabase fresh() {
    return newest().fresh();
  }

  /** Makes a fresh database on the older server. */
  public TestDatabase freshOlder() {
    return older().fresh();
  }

  /** Returns the databases of the newest server. */
  synchronized TestDatabases newest() {
    if (newest.isEmpty()) {
      String version = property("saascore.test.version", ServerVersion.standard().toString());
      newest = Optional.of(start("SAASCORE_TEST_URL", version));
    }
    return newest.get();
  }

  /** Returns the databases of the older server. */
  synchronized TestDatabases older() {
    if (older.isEmpty()) {
      String version =
          property("saascore.test.older.version", ServerVersion.newestOf(15).toString());
      older = Optional.of(start("SAASCORE_TEST_OLDER_URL", version));
    }
    return older.get();
  }

  /** Stops the servers that were started. */
  @Override
  public synchronized void close() {
    newest.ifPresent(TestDatabases::close);
    older.ifPresent(TestDatabases::close);
    newest = Optional.empty();
    older = Optional.empty();
  }

  private static TestDatabases start(String urlVariable, String version) {
    TestDatabases databases = new TestDatabases(choose(urlVariable, ServerVersion.parse(version)));
    System.out.println(
        "tests: "
            + databases
            + "; -D"
            + CHOICE
            + "=url ($"
            + urlVariable
            + "), docker or embedded chooses another");
    return databases;
  }

  private static TestServer choose(String urlVariable, ServerVersion version) {
    Optional<String> url =
        Optional.ofNullable(System.getenv(urlVariable)).filter(text -> !text.isBlank());
    String choice = property(CHOICE, "auto");
    return switch (choice) {
      case "auto" ->
          url.map(TestServer::at)
              .orElseGet(
                  () ->
                      isDockerThere()
                          ? TestServer.docker("" + version.major())
                          : embedded(version));
      case "url" ->
          url.map(TestServer::at)
              .orElseThrow(() -> new IllegalStateException("$" + urlVariable + " is not set"));
      case "docker" -> TestServer.docker("" + version.major());
      case "embedded" -> embedded(version);
      default ->
          throw new IllegalStateException(
              "-D" + CHOICE + "=" + choice + ": known are auto, url, docker, embedded");
    };
  }

  /** Looks for the engine's socket first: Testcontainers alone takes a second to say no. */
  private static boolean isDockerThere() {
    boolean hope =
        System.getenv("DOCKER_HOST") != null
            || System.getProperty("os.name").startsWith("Windows")
            || Stream.of(
                    Path.of("/var/run/docker.sock"),
                    Path.of(System.getProperty("user.home"), ".docker/run/docker.sock"))
                .anyMatch(Files::exists);
    return hope && DockerClientFactory.instance().isDockerAvailable();
  }

  private static TestServer embedded(ServerVersion version) {
    Path binaries = Path.of(property(BINARIES, besideTheTests("postgres-binaries").toString()));
    Path onDisk = binaries.resolveSibling("postgres-" + version);
    Optional<MemoryHome> memory = MemoryHome.of(onDisk.resolveSibling(""), "postgres-" + version);
    LocalServer server =
        LocalServer.start(
            LocalServerOptions.scratch(
                    ServerBinaries.in(binaries),
                    memory.map(MemoryHome::path).orElse(onDisk),
                    version)
                .withSettings(List.of("max_connections=200", "max_wal_size=256MB")));
    return new TestServer(
        "embedded",
        server::superuserUrl,
        () -> {
          server.close();
          memory.ifPresent(MemoryHome::free);
        });
  }

  /** Returns a path in the build directory, also for the invoker, which passes no properties. */
  private static Path besideTheTests(String name) {
    try {
      return Path.of(TestServers.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling(name);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The pom leaves properties empty that nobody set. */
  private static String property(String name, String otherwise) {
    return Optional.ofNullable(System.getProperty(name))
        .filter(text -> !text.isBlank())
        .orElse(otherwise);
  }

  private static final class Shared {
    static final TestServers SERVERS = new TestServers();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVERS::close, "test-servers-stop"));
    }
  }
}
