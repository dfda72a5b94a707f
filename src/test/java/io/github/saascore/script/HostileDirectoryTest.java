package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.SaascoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a directory holds, reading it ends, and stays inside of it. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "links and odd names need rights there")
class HostileDirectoryTest {
  /** 100,000 are read as well, but writing them takes long on a slow disk. */
  private static final int FILES = Integer.getInteger("saascore.test.files", 5_000);

  @TempDir Path temporary;

  @Test
  void linkLoopsEnd() throws IOException {
    Path root = directory();
    Path folder = Files.createDirectories(root.resolve("a/b/c"));
    Files.createSymbolicLink(folder.resolve("up"), root);
    Files.createSymbolicLink(folder.resolve("up.sql"), folder);
    Files.createSymbolicLink(root.resolve("folder"), Path.of("a"));
    assertThat(read(root).files()).hasSize(1);
    Files.createSymbolicLink(root.resolve("self.sql"), Path.of("self.sql"));
    Files.createSymbolicLink(root.resolve("ping.sql"), Path.of("pong.sql"));
    Files.createSymbolicLink(root.resolve("pong.sql"), Path.of("ping.sql"));
    assertThat(refused(root).problems())
        .hasSize(3)
        .allMatch(problem -> problem.code() == Code.FILE_UNREADABLE);
  }

  @Test
  void nothingOutsideIsRead() throws IOException {
    Path root = directory();
    Path outside = Files.writeString(temporary.resolve("outside.sql"), "SELECT 'secret");
    Files.createDirectory(temporary.resolve("migrations-of-others"));
    Files.createSymbolicLink(root.resolve("one.sql"), outside);
    Files.createSymbolicLink(root.resolve("two.sql"), Path.of("..", "outside.sql"));
    Files.createSymbolicLink(root.resolve("three"), Path.of("..", "migrations-of-others"));
    SaascoreException e = refused(root);
    assertThat(e.problems())
        .hasSize(3)
        .allMatch(problem -> problem.summary().contains("leads out of the directory"));
    assertThat(e.getMessage()).doesNotContain("secret");
  }

  @Test
  void namesThatAreNoScriptsAreLeftOut() throws IOException, InterruptedException {
    Path root = directory();
    Files.createDirectory(root.resolve("folder.sql"));
    Files.writeString(root.resolve(".hidden.sql"), "SELECT 'oops");
    Files.writeString(root.resolve("notes.txt"), "SELECT 'oops");
    assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe.sql").toString()).start().waitFor())
        .isZero();
    assertThat(read(root).files()).hasSize(1);
  }

  @Test
  void namesWithOddCharactersAreShownWithoutThem() throws IOException {
    Path root = directory();
    Files.writeString(root.resolve("x\n\u001B[2J; DROP TABLE a.sql"), "SELECT 'oops");
    Files.writeString(root.resolve("-rf.sql"), "");
    SaascoreException e = refused(root);
    assertThat(e.getMessage()).doesNotContain("\u001B").contains("-rf.sql:1:1");
    assertThat(e.problems())
        .allSatisfy(problem -> assertThat(problem.where().orElse("")).doesNotContain("\n"));
  }

  @Test
  void namesThatAreNotUtf8AreReadOrExplained() throws IOException, InterruptedException {
    Path root = directory();
    String script = "printf 'oops' > \"$(printf '%s/\\377\\376.sql' \"$0\")\"";
    assertThat(new ProcessBuilder("sh", "-c", script, root.toString()).start().waitFor()).isZero();
    assertThat(refused(root).problem().code()).isEqualTo(Code.BAD_HEADER);
  }

  @Test
  void deepFoldersAndLongNamesAreRead() throws IOException {
    Path root = directory();
    Path deep = root;
    for (int i = 0; i < 300; i++) {
      deep = deep.resolve("deep" + i);
    }
    Files.createDirectories(deep);
    Files.writeString(deep.resolve("bbbb2222_" + "x".repeat(240) + ".sql"), revision("bbbb2222"));
    assertThat(read(root).files()).hasSize(2);
  }

  @Test
  void filesBeyondMemoryAreRefused() throws IOException {
    Path root = directory();
    try (RandomAccessFile sparse =
        new RandomAccessFile(root.resolve("cccc3333_x.sql").toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    assertThat(refused(root).problem().summary()).isEqualTo("'cccc3333_x.sql' is too large");
  }

  @Test
  void manyFilesAreRead() throws IOException {
    Path root = directory();
    for (int i = 0; i < FILES; i++) {
      String id = "%08x".formatted(i);
      Files.writeString(root.resolve(id + "_x.sql"), revision(id));
    }
    assertThat(read(root).files()).hasSize(FILES + 1);
  }

  @Test
  void manyBrokenFilesAreAllNamed() throws IOException {
    Path root = directory();
    for (int i = 0; i < 2_000; i++) {
      Files.writeString(root.resolve("%08x_x.sql".formatted(i)), "oops");
    }
    assertThat(refused(root).problems()).hasSizeGreaterThanOrEqualTo(2_000);
  }

  private Path directory() throws IOException {
    Path root = Files.createDirectory(temporary.resolve("migrations"));
    Files.writeString(root.resolve("aaaa1111_x.sql"), revision("aaaa1111"));
    return root;
  }

  private static String revision(String id) {
    return """
        -- revision: %s
        -- down_revision: base
        -- saascore:upgrade
        SELECT 1;
        """
        .formatted(id);
  }

  private static Migrations read(Path root) {
    return MigrationDirectory.read(root, root, Placeholders.none());
  }

  private static SaascoreException refused(Path root) {
    return catchThrowableOfType(SaascoreException.class, () -> read(root));
  }
}
