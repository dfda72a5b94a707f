package io.github.saascore.testing;

import io.github.saascore.engine.scratch.Scratch;
import io.github.saascore.postgres.ConnectionSettings;
import io.github.saascore.postgres.HostPort;
import io.github.saascore.postgres.RunInfo;
import io.github.saascore.postgres.ScratchServer;
import io.github.saascore.postgres.Secret;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes scratch databases on the server of a test's database. */
public final class Scratches implements AutoCloseable {
  private final ScratchServer server;

  private Scratches(ScratchServer server) {
    this.server = server;
  }

  /** Connects as a superuser to the server that a test database is on. */
  public static Scratches beside(TestDatabase database) {
    return at(database.superuserUrl());
  }

  /** Connects with a URL; its role has to be one that may make databases. */
  public static Scratches at(String jdbcUrl) {
    JdbcUrl url = JdbcUrl.of(jdbcUrl);
    return new Scratches(
        ScratchServer.at(
            settings(url.host(), url.port(), url.database(), url.parameters()),
            ScratchServer.Ownership.SHARED));
  }

  /** Connects as the plain owner of a test database. */
  public static ScratchServer asOwner(TestDatabase database) {
    return ScratchServer.at(ownerSettings(database), ScratchServer.Ownership.SHARED);
  }

  /** Returns how to connect as the plain owner of a test database. */
  public static ConnectionSettings ownerSettings(TestDatabase database) {
    return settings(
        database.host(),
        database.port(),
        database.name(),
        Map.of("user", database.user(), "password", database.password()));
  }

  private static ConnectionSettings settings(
      String host, int port, String database, Map<String, String> parameters) {
    return new ConnectionSettings(
        List.of(new HostPort(host, port)),
        database,
        parameters.get("user"),
        Optional.of(new Secret(parameters.get("password"))),
        "a test",
        Optional.empty(),
        Map.of("sslmode", "disable"));
  }

  /** Returns the maker of scratch databases in which unqualified names mean {@code public}. */
  public Scratch scratch() {
    return scratch("public");
  }

  /** Returns the maker of scratch databases in which unqualified names mean a schema. */
  public Scratch scratch(String schema) {
    return new Scratch(
        server,
        schema,
        (className, where) -> {
          throw Problem.of(Code.JAVA_BODY, "no Java in this test").asException();
        },
        RunInfo.of("test@host", "test"));
  }

  /** Returns the server itself. */
  public ScratchServer server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
  }
}
