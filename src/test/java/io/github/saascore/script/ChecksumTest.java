package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {
  private static final String BASE =
      """
      -- revision: a
      -- down_revision: base
      -- saascore:upgrade
      CREATE TABLE "T" (a int DEFAULT -1, b text DEFAULT 'x  y');
      COPY "T" FROM stdin;
      1\tq
      \\.
      -- saascore:downgrade
      DROP TABLE "T";
      """;

  private static Checksum of(String text) {
    return of(text, Placeholders.none());
  }

  private static Checksum of(String text, Placeholders placeholders) {
    return MigrationFile.parse(Path.of("a.sql"), text, placeholders).checksum();
  }

  @Test
  void isStable() {
    assertThat(of(BASE).hex())
        .isEqualTo("2aad49de76c9b36fb52ae18d040dd6e50044dd9b1082b7d4a836639329e8b7c9");
    assertThat(of(BASE).brief()).isEqualTo("2aad49de76c9");
  }

  @Test
  void leavesOutWhatHasNoMeaning() {
    Checksum base = of(BASE);
    assertThat(of(BASE.replace("\n", "\r\n"))).isEqualTo(base);
    assertThat(of("\uFEFF" + BASE)).isEqualTo(base);
    assertThat(of(BASE.replace("-- saascore:upgrade", "-- message: m\n--saascore:upgrade ")))
        .isEqualTo(base);
    assertThat(of(BASE.replace("down_revision: base", "down_revision: z"))).isEqualTo(base);
    assertThat(of(BASE.replace("CREATE TABLE", "-- remark\ncreate /* x */\n\ttable")))
        .isEqualTo(base);
    assertThat(of(BASE.replace("(a int", "(\n  a   INT"))).isEqualTo(base);
    assertThat(of(BASE.replace("DEFAULT -1", "DEFAULT - 1"))).isEqualTo(base);
    assertThat(of(BASE.replace("DROP TABLE \"T\";", ";;DROP TABLE \"T\" -- end"))).isEqualTo(base);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a int|b int",
        "'x  y'|'x y'",
        "'x  y'|'X  y'",
        "\"T\" (a|\"t\" (a",
        "1\tq|1 q",
        "1\tq|1\tq\n2\tr",
        "saascore:upgrade|saascore:upgrade transaction=none",
        "saascore:downgrade|saascore:downgrade foreign_keys=suspend",
        "DEFAULT -1|DEFAULT 1",
        "-- saascore:downgrade|",
        "DROP TABLE \"T\";|",
        "DROP TABLE|DROP; TABLE"
      })
  void knowsEveryChangeOfMeaning(String change) {
    String[] parts = change.split("\\|", 2);
    String changed = BASE.replace(parts[0], parts[1]);
    assertThat(changed).isNotEqualTo(BASE);
    assertThat(of(changed)).isNotEqualTo(of(BASE));
  }

  @Test
  void tellsOperatorsApart() {
    String text = "-- revision: a\n-- down_revision:\n-- saascore:upgrade\nSELECT a %s b";
    assertThat(of(text.formatted("< ="))).isNotEqualTo(of(text.formatted("<=")));
    assertThat(of(text.formatted("=-"))).isEqualTo(of(text.formatted("= -")));
    assertThat(of(text.formatted("@-"))).isNotEqualTo(of(text.formatted("@ -")));
  }

  @Test
  void isTheSameInAllEnvironmentsForARevision() {
    String text = "-- revision: a\n-- down_revision:\n-- saascore:upgrade\nSELECT ${x}";
    assertThat(of(text, new Placeholders(Map.of("x", "1"))))
        .isEqualTo(of(text, new Placeholders(Map.of("x", "2"))))
        .isEqualTo(of(text));
  }

  @Test
  void followsTheValuesForARepeatableScript() {
    Checksum one = repeatable("SELECT ${x}", "1");
    assertThat(repeatable("SELECT ${x}", "2")).isNotEqualTo(one);
    assertThat(repeatable("-- message: m\nselect\n 1;", "2")).isEqualTo(one);
  }

  private static Checksum repeatable(String text, String value) {
    return RepeatableScript.parse(
            Path.of("v.sql"), "v.sql", text, new Placeholders(Map.of("x", value)))
        .checksum();
  }
}
