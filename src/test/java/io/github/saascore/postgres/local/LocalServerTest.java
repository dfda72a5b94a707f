package io.github.saascore.postgres.local;

import static io.github.saascore.postgres.local.Samples.awaitEnd;
import static io.github.saascore.postgres.local.Samples.options;
import static io.github.saascore.postgres.local.Samples.process;
import static io.github.saascore.postgres.local.Samples.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.revision.SaascoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServerTest {
  /** Shared, because initdb is the slow part; the tests run one after the other. */
  @TempDir static Path home;

  @Test
  void keepsItsDataBetweenStarts() throws Exception {
    ProcessHandle first;
    try (LocalServer server = LocalServer.start(options(home))) {
      first = process(home);
      sql(server, "CREATE TABLE kept AS SELECT 42 AS n");
    }
    assertThat(first.isAlive()).isFalse();

    try (LocalServer server = LocalServer.start(options(home))) {
      assertThat(sql(server, "SELECT n FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void aCopyThatEverybodyMayReadIsMadePrivateAgain() throws Exception {
    LocalServer.start(options(home)).close();
    Path data = home.resolve("data");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

    try (LocalServer server = LocalServer.start(options(home))) {
      assertThat(sql(server, "SELECT 1")).isEqualTo("1");
    }
    assertThat(Files.getPosixFilePermissions(data))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void pathMayHaveSpacesQuotesAndUmlauts(@TempDir Path temporary) throws Exception {
    Path odd = temporary.resolve("Käse und 'Brot' $HOME");

    try (LocalServer server = LocalServer.start(options(odd))) {
      assertThat(sql(server, "SHOW server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void asksForAPasswordAndListensHereOnly() throws Exception {
    try (LocalServer server = LocalServer.start(options(home))) {
      String noPassword = server.superuserUrl("postgres").replaceFirst("password=.*", "password=x");

      assertThatThrownBy(() -> sql(noPassword, "SELECT 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
      assertThat(sql(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(sql(server, "SHOW unix_socket_directories")).isEmpty();
      assertThat(sql(server, "SHOW password_encryption")).isEqualTo("scram-sha-256");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(home.resolve("password"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void makesADatabaseWithAPlainOwner() throws Exception {
    LocalDatabase first;
    try (LocalServer server = LocalServer.start(options(home))) {
      first = server.ensureDatabase("saascore", "saascore");
      sql(ownerUrl(first), "CREATE TABLE t AS SELECT 7 AS n");
      assertThat(
              sql(
                  ownerUrl(first),
                  """
                  SELECT concat_ws(' ', rolsuper, rolcreatedb, rolcreaterole, rolcanlogin)
                  FROM pg_roles WHERE rolname = current_user
                  """))
          .isEqualTo("f f f t");
    }

    try (LocalServer server = LocalServer.start(options(home))) {
      LocalDatabase second = server.ensureDatabase("saascore", "saascore");
      assertThat(second.password()).isEqualTo(first.password());
      assertThat(sql(ownerUrl(second), "SELECT n FROM t")).isEqualTo("7");
      assertThat(second.toString()).doesNotContain(second.password());
    }
  }

  @Test
  void diesWithAKilledBuild() throws Exception {
    ProcessHandle server;
    try (HeldServer other = HeldServer.in(home)) {
      server = process(home);
      other.kill();
    }
    awaitEnd(server);
    assertThat(PostmasterFile.in(home.resolve("data"))).as("a clean shutdown").doesNotExist();
  }

  @Test
  void twoBuildsShareOneServer() throws Exception {
    ProcessHandle process;
    try (HeldServer other = HeldServer.in(home);
        LocalServer mine = LocalServer.start(options(home))) {
      process = process(home);
      assertThat(mine.port()).isEqualTo(other.port());

      other.kill();

      assertThat(sql(mine, "SELECT 1")).isEqualTo("1");
      assertThat(process.isAlive()).isTrue();
    }
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void closingOneUseLeavesTheServerToTheOther() throws Exception {
    try (LocalServer one = LocalServer.start(options(home))) {
      LocalServer two = LocalServer.start(options(home));
      two.close();

      assertThat(sql(one, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void twoServersRunSideBySide(@TempDir Path other) throws Exception {
    try (LocalServer one = LocalServer.start(options(home));
        LocalServer two = LocalServer.start(options(other))) {
      assertThat(one.port()).isNotEqualTo(two.port());
      sql(one, "CREATE TABLE only_here ()");
      assertThat(sql(two, "SELECT to_regclass('only_here') IS NULL")).isEqualTo("t");
    }
  }

  @Test
  void staleProcessFileIsNoObstacle() throws Exception {
    LocalServer.start(options(home)).close();
    Path data = home.toRealPath().resolve("data");
    // As after a crash of a machine: the process id now belongs to another program, here to us.
    Files.write(
        PostmasterFile.in(data),
        List.of(
            "" + ProcessHandle.current().pid(), data.toString(), "0", "5", "", "", "", "ready"));

    try (LocalServer server = LocalServer.start(options(home))) {
      assertThat(sql(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void killedServerRecovers() throws Exception {
    try (LocalServer server = LocalServer.start(options(home))) {
      sql(server, "CREATE TABLE survivor AS SELECT 42 AS n");
      ProcessHandle process = process(home);
      process.destroyForcibly();
      awaitEnd(process);
    }
    try (LocalServer server = LocalServer.start(options(home))) {
      assertThat(sql(server, "SELECT n FROM survivor")).isEqualTo("42");
    }
  }

  @Test
  void usesAServerThatWasStartedByHand() throws Exception {
    LocalServer first = LocalServer.start(options(home));
    ProcessHandle process = process(home);
    // Without the pipe nobody answers, as if pg_ctl had started the server.
    Path pipe = home.resolve("users");
    Path aside = home.resolve("aside");
    Files.move(pipe, aside);

    try (LocalServer joined = LocalServer.start(options(home))) {
      assertThat(joined.port()).isEqualTo(first.port());
    }

    assertThat(process.isAlive()).isTrue();
    first.close();
    Files.delete(aside);
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void olderServerRuns(@TempDir Path other) throws Exception {
    LocalServerOptions older =
        LocalServerOptions.scratch(
            ServerBinaries.in(Samples.binaries()),
            other,
            ServerVersion.parse(System.getProperty("saascore.test.older.version", "15.19.0")));

    try (LocalServer server = LocalServer.start(older)) {
      assertThat(sql(server, "SHOW server_version")).startsWith(older.version().major() + ".");
    }
    assertThatThrownBy(() -> LocalServer.start(options(other)))
        .isInstanceOf(SaascoreException.class)
        .hasMessageStartingWith(
            "SC-EMBEDDED-SERVER: the data is of PostgreSQL %d, the server of %d"
                .formatted(older.version().major(), ServerVersion.standard().major()));
  }

  @Test
  void wrongSettingShowsWhatTheServerSaid() {
    LocalServerOptions wrong = options(home).withSettings(List.of("no_such_setting=1"));

    assertThatThrownBy(() -> LocalServer.start(wrong))
        .isInstanceOf(SaascoreException.class)
        .hasMessageStartingWith("SC-EMBEDDED-SERVER: the embedded PostgreSQL server does not start")
        .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"");
  }

  @Test
  void durableServerSyncs() throws Exception {
    LocalServerOptions durable =
        LocalServerOptions.development(
            ServerBinaries.in(Samples.binaries()), home, ServerVersion.standard());

    try (LocalServer server = LocalServer.start(durable)) {
      assertThat(sql(server, "SHOW fsync")).isEqualTo("on");
    }
    try (LocalServer server = LocalServer.start(options(home))) {
      assertThat(sql(server, "SHOW fsync")).isEqualTo("off");
    }
  }

  @Test
  void leavesNothingUnfinished() throws Exception {
    LocalServer.start(options(home)).close();

    try (Stream<Path> files = Files.list(home)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".gitignore", "data", "lock", "password", "server.log", "users");
    }
  }

  private static String ownerUrl(LocalDatabase database) {
    return database.url() + "?user=" + database.user() + "&password=" + database.password();
  }
}
