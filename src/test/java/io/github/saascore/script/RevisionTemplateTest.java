package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.revision.Revision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTemplateTest {
  private static final Instant NOW = Instant.parse("2025-01-16T10:22:00.123Z");

  private static RevisionTemplate template(String message) {
    return new RevisionTemplate(
        new Revision(RevisionId.of("3f2a9c1b7d40"), List.of(), List.of(), List.of(), message), NOW);
  }

  @Test
  void writesAFileToFillIn() {
    assertThat(template("add tenant domains").text())
        .isEqualTo(
            """
            -- revision: 3f2a9c1b7d40
            -- down_revision: base
            -- message: add tenant domains
            -- created: 2025-01-16T10:22:00Z

            -- saascore:upgrade

            -- saascore:downgrade
            """);
  }

  @Test
  void writesAFullFile() {
    RevisionTemplate template =
        new RevisionTemplate(
            new Revision(
                RevisionId.of("c"),
                List.of(RevisionId.of("a"), RevisionId.of("b")),
                List.of("x", "billing"),
                List.of("l1", "l2"),
                "merge"),
            NOW);
    String text = template.text("CREATE TABLE t ();\n", Optional.of("DROP TABLE t;"));
    assertThat(text)
        .isEqualTo(
            """
            -- revision: c
            -- down_revision: a, b
            -- depends_on: x, billing
            -- branch_labels: l1, l2
            -- message: merge
            -- created: 2025-01-16T10:22:00Z

            -- saascore:upgrade
            CREATE TABLE t ();

            -- saascore:downgrade
            DROP TABLE t;
            """);
    MigrationFile file =
        MigrationFile.parse(Path.of(template.fileName()), text, Placeholders.none());
    assertThat(file.revision()).isEqualTo(template.revision());
    assertThat(file.created()).contains(template.created());
    assertThat(template.text("SELECT 1;", Optional.empty())).doesNotContain("downgrade");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two\nlines",
        "-- saascore:downgrade",
        "a */ b /* c ' \" $$ ; \\",
        "revision: x",
        "  ",
        "",
        "tabs\tand\u2028more",
        "ümläut 日本 😀",
        "\r\nDROP TABLE t;"
      })
  void keepsTheHeaderWhole(String message) {
    RevisionTemplate template = template(message);
    MigrationFile file =
        MigrationFile.parse(Path.of(template.fileName()), template.text(), Placeholders.none());
    assertThat(file.revision()).isEqualTo(template.revision());
    assertThat(file.revision().message()).doesNotContain("\n", "\r", "\t");
    assertThat(file.upgrade()).isEqualTo(new Body.Sql(List.of(), Body.Options.DEFAULT));
    assertThat(file.downgrade()).isEqualTo(new Body.Sql(List.of(), Body.Options.DEFAULT));
  }

  @Test
  void refusesControlCharacters() {
    assertThatThrownBy(() -> template("a\u0000b"))
        .isInstanceOf(SaascoreException.class)
        .hasMessageStartingWith("SC-BAD-PARAMETER: the message has control characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Add tenant domains!                                | _add_tenant_domains
          Größe ändern, café                                 | _grosse_andern_cafe
          ../../etc/passwd                                   | _etc_passwd
          日本                                               | ''
          ---                                                | ''
          a very long message that goes on and on and on     | _a_very_long_message_that_goes_on_and_on
          aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbb        | _aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
          """)
  void namesTheFile(String message, String slug) {
    assertThat(template(message).fileName()).isEqualTo("3f2a9c1b7d40" + slug + ".sql");
  }

  @Test
  void makesIdsOfTwelveHexDigits() {
    assertThat(RevisionTemplate.newId(new SecureRandom()).value()).matches("[0-9a-f]{12}");
  }
}
