package io.github.saascore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.testing.PrivateServer;
import io.github.saascore.testing.TestDatabase;
import io.github.saascore.testing.WholeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the server is full in the middle of a revision.
 *
 * <p>The disks are small ones in memory, so these tests need the right to mount, and are skipped
 * without it.
 */
class FullDiskTest {
  private static final String FILL =
      """
      CREATE TABLE big (n int, t text) %s;
      INSERT INTO ran VALUES (2);
      INSERT INTO big SELECT n, repeat('x', 900) FROM generate_series(1, %d) n;
      """;

  @TempDir static Path disks;
  @TempDir Path directory;

  private static Path data;
  private static Path tablespace;

  @BeforeAll
  static void mount() throws Exception {
    data = Files.createDirectory(disks.resolve("data"));
    tablespace = Files.createDirectory(disks.resolve("tablespace"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=192m", "tmpfs", data.toString());
    assumeTrue(mounted, "SKIPPED: a full disk needs the right to mount (run as root on Linux)");
    assertThat(run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", tablespace.toString()))
        .isTrue();
  }

  @AfterAll
  static void unmount() throws Exception {
    for (Path disk : new Path[] {tablespace, data}) {
      if (Files.getFileStore(disk).type().equals("tmpfs")) {
        // What watches the server has its home there and ends a moment later.
        for (int i = 0; i < 100 && !run("umount", disk.toString()); i++) {
          Thread.sleep(100);
        }
      }
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private Scenario story(TestDatabase db, String fill) {
    return new Scenario(directory, db)
        .revision("aaaa1111", "", "CREATE TABLE ran (n int); INSERT INTO ran VALUES (1);", "")
        .revision("bbbb2222", "aaaa1111", fill, "DROP TABLE big;");
  }

  @Test
  void aTablespaceIsFull() throws Exception {
    Path home = data.resolve("first");
    try (PrivateServer server = new PrivateServer(home)) {
      Files.setAttribute(
          tablespace, "unix:uid", Files.getAttribute(home.resolve("data"), "unix:uid"));
      TestDatabase db = server.fresh();
      try (Connection superuser = db.superuser();
          Statement statement = superuser.createStatement()) {
        statement.execute("CREATE TABLESPACE tight LOCATION '" + tablespace + "'");
        statement.execute("GRANT CREATE ON TABLESPACE tight TO \"" + db.user() + "\"");
      }
      Scenario scenario = story(db, FILL.formatted("TABLESPACE tight", 10_000));
      scenario.upgrade("aaaa1111");
      String before = WholeState.of(db);
      try (FaultRun run = new FaultRun(scenario::upgrade)) {
        Problem problem = run.problem().orElseThrow();
        assertThat(problem.code()).isEqualTo(Code.SQL);
        assertThat(problem.where()).hasValue("bbbb2222_x.sql:8:1");
        assertThat(problem.text()).contains("SQLSTATE 53100", "nothing of this run was kept");
        assertThat(problem.hint())
            .hasValue("the server's disk is full: free space and run the same goal again");
      }
      assertThat(WholeState.of(db)).isEqualTo(before);
      assertThat(run("mount", "-o", "remount,size=40m", tablespace.toString())).isTrue();
      scenario.upgrade();
      assertThat(db.list("SELECT n FROM ran")).containsExactly("1", "2");
      assertThat(db.one("SELECT count(*) FROM big")).isEqualTo("10000");
    }
    deleteTree(home);
  }

  @Test
  void theDiskOfTheWholeServerIsFull() throws Exception {
    Path home = data.resolve("second");
    Path filler = data.resolve("filler");
    try (PrivateServer server = new PrivateServer(home)) {
      TestDatabase db = server.fresh();
      Scenario scenario = story(db, FILL.formatted("", 20_000));
      scenario.upgrade("aaaa1111");
      String before = WholeState.of(db);
      Files.write(filler, new byte[(int) Files.getFileStore(data).getUsableSpace() - (6 << 20)]);
      try (FaultRun run = new FaultRun(scenario::upgrade)) {
        Problem problem = run.problem().orElseThrow();
        // A table that cannot grow is an error; a log that cannot grow ends the server.
        assertThat(problem.code()).isIn(Code.SQL, Code.CONNECTION_LOST);
        assertThat(problem.hint()).as(problem.text()).isPresent();
      }
      Files.delete(filler);
      // Its own recovery may have failed too: then the server is gone.
      server.awaitRecoveryOrRestart();
      db = server.again(db);
      assertThat(WholeState.of(db)).isEqualTo(before);
      new Scenario(directory, db).upgrade();
      assertThat(db.list("SELECT n FROM ran")).containsExactly("1", "2");
      assertThat(db.one("SELECT count(*) FROM big")).isEqualTo("20000");
    }
    deleteTree(home);
  }

  private static void deleteTree(Path root) throws InterruptedException {
    run("rm", "-rf", root.toString());
  }
}
