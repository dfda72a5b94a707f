package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationDirectoryTest {
  /** No file is below it, so that all keep their whole path. */
  private static final Path ELSEWHERE = Path.of("elsewhere");

  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectory(folder.resolve("migrations"));
  }

  private void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static String revision(String id) {
    return "-- revision: " + id + "\n-- down_revision: base\n-- saascore:upgrade\nSELECT 1;\n";
  }

  private Migrations read() {
    return MigrationDirectory.read(root, ELSEWHERE, Placeholders.none());
  }

  private List<Problem> problems() {
    try {
      read();
    } catch (SaascoreException e) {
      return e.problems();
    }
    return List.of();
  }

  private Problem problem() {
    List<Problem> problems = problems();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private List<String> names() {
    return read().files().stream().map(file -> root.relativize(file.path()).toString()).toList();
  }

  @Test
  void readsFilesInTheOrderOfTheirNames() throws IOException {
    write("c1_x.sql", revision("c1"));
    write("z/a1_x.sql", revision("a1"));
    write("a/b/b1_x.SQL", revision("b1"));
    write("README.md", "no SQL");
    write(".hidden.sql", "no SQL");
    write(".git/d1.sql", "no SQL");
    write("repeatable", "not a folder");
    assertThat(names()).containsExactly("z/a1_x.sql", "a/b/b1_x.SQL", "c1_x.sql");
    assertThat(read().repeatables()).isEmpty();
  }

  @Test
  void readsAnEmptyDirectory() {
    assertThat(read()).isEqualTo(new Migrations(List.of(), List.of()));
  }

  @Test
  void saysThatTheDirectoryIsMissing() {
    Path missing = root.resolve("none");
    assertThatThrownBy(() -> MigrationDirectory.read(missing, ELSEWHERE, Placeholders.none()))
        .hasMessage(
            "SC-DIRECTORY-MISSING: there is no directory of migrations\n  at "
                + missing
                + "\n  hint: mvn saascore:init");
  }

  @Test
  void collectsTheProblemsOfAllFiles() throws IOException {
    write("a1_x.sql", "SELECT 'a");
    write("b1_x.sql", revision("b1") + "VACUUM;");
    write("c1_x.sql", revision("c1"));
    write("repeatable/v.sql", "COMMIT;");
    assertThat(problems())
        .extracting(Problem::code)
        .containsExactly(
            Code.BAD_HEADER,
            Code.BAD_HEADER,
            Code.UNTERMINATED,
            Code.TRANSACTION_CONTROL,
            Code.NOT_TRANSACTIONAL);
  }

  @Test
  void ordersRepeatableScripts() throws IOException {
    write("repeatable/a.sql", "-- depends_on: sub/z, b.sql\n-- message: last\nSELECT 1");
    write("repeatable/b.sql", "-- depends_on: c.sql\nSELECT 1");
    write("repeatable/c.sql", "SELECT 1");
    write("repeatable/d.sql", "");
    write("repeatable/sub/z.sql", "-- Views of the application\n\nSELECT 1");
    assertThat(read().repeatables())
        .extracting(RepeatableScript::name)
        .containsExactly("c.sql", "b.sql", "d.sql", "sub/z.sql", "a.sql");
    assertThat(read().repeatables().get(4).message()).isEqualTo("last");
    assertThat(read().repeatables().get(4).path()).isEqualTo(root.resolve("repeatable/a.sql"));
  }

  @Test
  void refusesUnknownNamesAndCircles() throws IOException {
    write("repeatable/views.sql", "-- depends_on: view.sql, nothing_like_it\n");
    assertThat(problems())
        .extracting(problem -> problem.hint().orElseThrow())
        .containsExactly(
            "did you mean 'views.sql'?", "name a file of the same folder, with its ending");
    write("repeatable/views.sql", "-- depends_on: b\n");
    write("repeatable/b.sql", "-- depends_on: c\n");
    write("repeatable/c.sql", "-- depends_on: b\n");
    assertThat(problem().code()).isEqualTo(Code.CYCLE);
    assertThat(problem().reason()).contains("b.sql -> c.sql -> b.sql");
    Files.delete(root.resolve("repeatable/b.sql"));
    Files.delete(root.resolve("repeatable/c.sql"));
    write("repeatable/views.sql", "-- depends_on: views\n");
    assertThat(problem().reason()).contains("views.sql -> views.sql");
  }

  @Test
  void refusesHeadersThatRepeatableScriptsDoNotHave() throws IOException {
    write("repeatable/v.sql", "-- down_revision: a\nSELECT 1;\n-- saascore:downgrade\n");
    assertThat(problems())
        .extracting(Problem::code)
        .containsExactly(Code.BAD_HEADER, Code.BAD_MARKER);
    write("repeatable/v.sql", "SELECT 1;\nVACUUM");
    assertThat(problem().hint())
        .contains("move it to a revision with '-- saascore:upgrade transaction=none'");
    write("repeatable/v.sql", "COPY a TO STDOUT");
    assertThat(problems().get(0).text()).contains("sends rows that nobody takes");
    write("repeatable/v.sql", "DISCARD ALL");
    assertThat(problems().get(0).text()).contains("would give up the session of the build");
  }

  @Test
  void namesFilesFromTheBase() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("a_x.sql"), "-- revision: a\n-- down_revision:\n-- nope:\n");
    assertThatThrownBy(() -> MigrationDirectory.read(root, root.getParent(), Placeholders.none()))
        .hasMessageContaining("at migrations/a_x.sql:");
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    byte[] bytes = "SELECT 1;\n-- é".getBytes(StandardCharsets.ISO_8859_1);
    write("a.sql", bytes);
    assertThat(problem().text())
        .isEqualTo(
            "SC-BAD-ENCODING: the file has byte 0xE9, which is not UTF-8\n  at "
                + root.resolve("a.sql")
                + ":2:4\n  byte offset 13\n  hint: save the file as UTF-8");
    write("a.sql", "ab\0");
    assertThat(problem().summary())
        .isEqualTo("the file has a NUL byte, which PostgreSQL text cannot hold");
    for (var charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      write("a.sql", "-- revision".getBytes(charset));
      assertThat(problem().summary()).isEqualTo("the file is UTF-16, not UTF-8");
    }
    write("a.sql", new byte[] {'a', (byte) 0xE2, (byte) 0x82});
    assertThat(problem().where()).contains(root.resolve("a.sql") + ":1:2");
  }

  @Test
  void acceptsTheReplacementCharacterItself() throws IOException {
    write("a.sql", "\uFEFF" + revision("a") + "-- \uFFFD");
    assertThat(names()).containsExactly("a.sql");
  }

  @Test
  void followsLinksWithinTheDirectory() throws IOException {
    write("a.sql", revision("a"));
    write(".data/b.sql", revision("b"));
    Files.createSymbolicLink(root.resolve("link_to_a.sql"), Path.of("a.sql"));
    Files.createSymbolicLink(root.resolve("b.sql"), Path.of(".data/b.sql"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("."));
    Files.createSymbolicLink(root.resolve("README"), folder);
    Files.delete(root.resolve("README"));
    assertThat(names()).containsExactly("a.sql", "b.sql");
    Path other = Files.createSymbolicLink(folder.resolve("other"), root);
    assertThat(MigrationDirectory.read(other, ELSEWHERE, Placeholders.none()).files())
        .extracting(MigrationFile::path)
        .containsExactly(other.resolve("a.sql"), other.resolve("b.sql"));
  }

  @Test
  void refusesLinksThatLeadOut() throws IOException {
    Files.writeString(folder.resolve("x.sql"), revision("x"));
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(root.resolve("x.sql"), folder.resolve("x.sql"));
    Files.createSymbolicLink(root.resolve("out"), outside);
    Files.createSymbolicLink(root.resolve("self.sql"), Path.of("self.sql"));
    Files.createSymbolicLink(root.resolve("gone.sql"), Path.of("gone"));
    assertThat(problems())
        .extracting(Problem::summary)
        .containsExactly(
            "'gone.sql' is a link that leads nowhere",
            "'out' is a link that leads out of the directory",
            "'self.sql' is a link that leads nowhere",
            "'x.sql' is a link that leads out of the directory");
    assertThat(problems()).extracting(Problem::code).containsOnly(Code.FILE_UNREADABLE);
  }
}
