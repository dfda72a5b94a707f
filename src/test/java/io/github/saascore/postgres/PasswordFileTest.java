package io.github.saascore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks passwords up as libpq does. */
class PasswordFileTest {
  @TempDir Path home;

  @BeforeEach
  void needsPosix() throws IOException {
    assumeTrue(Files.getFileStore(home).supportsFileAttributeView("posix"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "h:5432:db:u:pw | pw",
        "*:*:*:*:pw | pw",
        "h:*:db:*:pw | pw",
        "h:5433:db:u:pw | none",
        "h:5432:other:u:pw | none",
        "h:5432:db:other:pw | none",
        "#h:5432:db:u:pw | none",
        "h:5432:db:u: | none",
        "h:5432:db | none",
        "`` | none",
        "h:5432:db:u:a\\:b\\\\c | a:b\\c",
        "h:5432:db:u:cut:here | cut",
        "h:5432:db:u:with space # and more | with space # and more",
      })
  void readsLines(String line, String expected) throws IOException {
    write(line + "\n", "rw-------");

    assertThat(lookUp("postgres://u@h/db")).isEqualTo(expected);
  }

  @Test
  void takesTheFirstLineThatFits() throws IOException {
    write("# comment\nx:*:*:*:1\nh:*:*:*:2\r\n*:*:*:*:3\n", "rw-------");

    assertThat(lookUp("postgres://u@h/db")).isEqualTo("2");
    assertThat(lookUp("postgres://u@y/db")).isEqualTo("3");
    assertThat(sources("postgres://u@h/db").settings().passwordSource())
        .contains(home.resolve(".pgpass") + ":3");
  }

  @Test
  void unescapesFields() throws IOException {
    write("\\:\\:1:5432:a\\:b:*:pw\n", "rw-------");

    assertThat(lookUp("postgres://u@[::1]/a%3Ab")).isEqualTo("pw");
  }

  @Test
  void refusesAFileThatOthersMayRead() throws IOException {
    Path file = write("*:*:*:*:pw\n", "rw-r-----");

    assertThat(lookUp("postgres://u@h/db")).isEqualTo("none");
    assertThat(sources("postgres://u@h/db").resolve().warnings())
        .containsExactly(
            "the password file %1$s is not used, others may read it: chmod 600 %1$s"
                .formatted(file));
  }

  @Test
  void refusesADirectory() throws IOException {
    Path file = Files.createDirectory(home.resolve(".pgpass"));

    assertThat(sources("postgres://u@h/db").resolve().warnings())
        .containsExactly("the password file %s is not used, it is no plain file".formatted(file));
  }

  @Test
  void looksWhereItIsTold() throws IOException {
    Path file = write("*:*:*:*:pw\n", "rw-------");
    Sources elsewhere = Sources.none().property("postgres://u@h/db").home(Path.of("/nowhere"));

    assertThat(password(elsewhere.env("PGPASSFILE", file.toString()))).isEqualTo("pw");
    assertThat(password(elsewhere.property("postgres://u@h/db?passfile=" + file))).isEqualTo("pw");
  }

  @Test
  void comesBeforePgPassword() throws IOException {
    write("h:*:*:*:file\n", "rw-------");

    assertThat(password(sources("postgres://u@h/db").env("PGPASSWORD", "env"))).isEqualTo("file");
    assertThat(password(sources("postgres://u@x/db").env("PGPASSWORD", "env"))).isEqualTo("env");
  }

  private Path write(String text, String mode) throws IOException {
    Path file = Files.writeString(home.resolve(".pgpass"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private Sources sources(String url) {
    return Sources.none().property(url).home(home);
  }

  private String lookUp(String url) {
    return password(sources(url));
  }

  private static String password(Sources sources) {
    return sources.settings().password().map(Secret::value).orElse("none");
  }
}
