package io.github.saascore.postgres.local;

import static io.github.saascore.postgres.local.Samples.options;
import static io.github.saascore.postgres.local.Samples.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.saascore.revision.SaascoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What root does in a container that forbids user namespaces; skipped for everybody else. */
class ServerAccountTest {
  @TempDir Path temporary;

  @BeforeEach
  void needsRoot() {
    assumeThat(ServerAccount.isRoot()).isTrue();
  }

  @Test
  void serverRunsAsNobody() throws Exception {
    open(temporary);
    try (LocalServer server =
        LocalServer.start(options(temporary), ServerAccount.nobody().orElseThrow())) {
      assertThat(sql(server, "SELECT 1")).isEqualTo("1");
      assertThat(Samples.process(temporary).info().user()).contains("nobody");
    }
  }

  @Test
  void dataFollowsTheAccount() throws Exception {
    open(temporary);
    try (LocalServer server = LocalServer.start(options(temporary))) {
      sql(server, "CREATE TABLE kept AS SELECT 42 AS n");
    }
    ServerAccount nobody = ServerAccount.nobody().orElseThrow();
    try (LocalServer server = LocalServer.start(options(temporary), nobody)) {
      assertThat(sql(server, "SELECT n FROM kept")).isEqualTo("42");
    }
    try (LocalServer server = LocalServer.start(options(temporary))) {
      assertThat(sql(server, "SELECT n FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void namesTheDirectoryThatBarsTheWay() {
    ServerAccount nobody = ServerAccount.nobody().orElseThrow();

    assertThatThrownBy(() -> LocalServer.start(options(temporary.resolve("home")), nobody))
        .isInstanceOf(SaascoreException.class)
        .hasMessage(
            """
            SC-EMBEDDED-SERVER: the server cannot reach its files as the account 'nobody'
              at %1$s
              PostgreSQL refuses to run as root, and only root may enter this directory
              hint: run the build as an ordinary user, or: chmod o+x '%1$s'
                    or name another server with -Dsaascore.url=jdbc:postgresql://…"""
                .formatted(temporary));
    assertThat(temporary.resolve("home/data")).doesNotExist();
  }

  private static void open(Path directory) throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
