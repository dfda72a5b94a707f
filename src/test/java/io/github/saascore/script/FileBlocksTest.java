package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.SaascoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is read block by block says the same as one that is kept in memory. */
class FileBlocksTest {
  private static final String NAME = "migrations/aaaa1111_x.sql";
  private static final Placeholders PLACEHOLDERS =
      new Placeholders(Map.of("owner", "größe", "kein", "x"));

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("x.sql");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 16, 61, 4096})
  void readsWhatTheWholeFileSays(int block) throws IOException {
    for (String mark : List.of("", "\uFEFF")) {
      byte[] bytes = (mark + migration()).getBytes(StandardCharsets.UTF_8);
      MigrationFile whole = parse(FileText.decode(NAME, bytes));
      MigrationFile blocks = parse(blocks(bytes, block));
      assertThat(told(blocks)).isEqualTo(told(whole));
      assertThat(blocks.checksum()).isEqualTo(whole.checksum());
      assertThat(blocks.downgradeText()).isEqualTo(whole.downgradeText());
      assertThat(blocks.text()).isEqualTo(whole.text());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void namesTheSameProblems(int block) throws IOException {
    for (String text :
        List.of(
            "SELECT 'ä\n never ends",
            "SELECT 1;\n\\d t\n",
            "COPY t FROM stdin;\nä\n",
            "SELECT $ä$ x $a$",
            "BEGIN;\n /* ä")) {
      byte[] bytes = (head() + text).getBytes(StandardCharsets.UTF_8);
      assertThat(problem(blocks(bytes, block)))
          .isEqualTo(problem(FileText.decode(NAME, bytes)))
          .contains(NAME);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 64})
  void namesTheSameWrongByte(int block) throws IOException {
    for (String wrong : List.of("\u00FF", "a\u00C3(", "\u00E2\u0082", "\u00F0\u009F\u0098", "\0")) {
      byte[] good = "-- größe 😀\n-- é".getBytes(StandardCharsets.UTF_8);
      byte[] bad = wrong.getBytes(StandardCharsets.ISO_8859_1);
      byte[] bytes = new byte[good.length + bad.length + 20];
      java.util.Arrays.fill(bytes, (byte) 'x');
      System.arraycopy(good, 0, bytes, 0, good.length);
      System.arraycopy(bad, 0, bytes, good.length, bad.length);
      assertThat(catchThrowable(() -> blocks(bytes, block)))
          .hasMessage(catchThrowable(() -> FileText.decode(NAME, bytes)).getMessage())
          .hasMessageContaining(NAME + ":2:");
    }
  }

  @Test
  void refusesBlocksThatChanged() throws IOException {
    byte[] bytes = migration().getBytes(StandardCharsets.UTF_8);
    MigrationFile read = parse(blocks(bytes, 64));
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    changed(read);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(told(read)).isNotEmpty();
  }

  @Test
  void refusesFilesThatGrewOrShrankOrWent() throws IOException {
    byte[] bytes = migration().getBytes(StandardCharsets.UTF_8);
    MigrationFile read = parse(blocks(bytes, 64));
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    changed(read);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length + 1));
    changed(read);
    Files.delete(file);
    assertThatThrownBy(() -> told(read))
        .isInstanceOf(SaascoreException.class)
        .extracting(e -> ((SaascoreException) e).problem().code())
        .isEqualTo(Code.FILE_UNREADABLE);
  }

  private static void changed(MigrationFile read) {
    assertThatThrownBy(() -> told(read))
        .isInstanceOf(SaascoreException.class)
        .hasMessageContaining("'x.sql' changed while it was read")
        .extracting(e -> ((SaascoreException) e).problem().code())
        .isEqualTo(Code.FILE_CHANGED);
  }

  @Test
  void aDigestTellsEveryByte() throws IOException {
    byte[] bytes = migration().getBytes(StandardCharsets.UTF_8);
    FileDigest digest = parse(blocks(bytes, 64)).digest();
    assertThat(parse(blocks(bytes, 64)).digest().is(digest)).isTrue();
    FileDigest whole = parse(FileText.decode(NAME, bytes)).digest();
    for (int i = bytes.length - 100; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        continue;
      }
      byte[] other = bytes.clone();
      other[i] = (byte) (other[i] == ' ' ? 'x' : ' ');
      FileDigest.Maker maker = new FileDigest.Maker();
      assertThat(maker.of(blocks(other, 64).content()).is(digest)).isFalse();
      assertThat(maker.of(Content.of(other)).is(whole)).isFalse();
    }
  }

  @Test
  void severalThreadsReadOneFile() throws IOException {
    byte[] bytes = migration().getBytes(StandardCharsets.UTF_8);
    Source source = blocks(bytes, 61);
    List<String> expected = told(parse(source));
    List<List<String>> read =
        IntStream.range(0, 200).parallel().mapToObj(any -> told(parse(source))).toList();
    assertThat(read).allSatisfy(each -> assertThat(each).isEqualTo(expected));
  }

  private Source blocks(byte[] bytes, int block) throws IOException {
    Files.write(file, bytes);
    return FileText.blocks(file, NAME, bytes.length, block);
  }

  private static MigrationFile parse(Source source) {
    return MigrationFile.parse(Path.of(NAME), source, PLACEHOLDERS);
  }

  private static String problem(Source source) {
    return catchThrowable(() -> parse(source)).getMessage();
  }

  /** Returns everything that a run asks of the statements. */
  private static List<String> told(MigrationFile read) {
    List<String> all = new ArrayList<>();
    for (Body body : List.of(read.upgrade(), read.downgrade())) {
      for (Statement statement : ((Body.Sql) body).statements()) {
        all.add(
            String.join(
                "|",
                statement.place(),
                statement.placeOf(4),
                statement.sql(),
                statement.shape().describes(),
                statement.copyData().orElse("none"),
                statement.copyStream().map(FileBlocksTest::text).orElse("none")));
      }
    }
    return all;
  }

  private static String text(java.io.InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String head() {
    return """
    -- revision: aaaa1111
    -- down_revision: base
    -- message: größe 😀

    -- saascore:upgrade
    """;
  }

  private static String migration() {
    return head()
        + SqlLexerTest.whole().collect(Collectors.joining("\n;\n"))
        + ";\nCOPY größe FROM stdin;\r\n1\té\r\n2\t\\N\n\\.\r\n"
        + "\n-- saascore:downgrade\n"
        + "ALTER TABLE \"größe\" DROP COLUMN a, ADD COLUMN ${kein} text;\n";
  }
}
