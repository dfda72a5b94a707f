package io.github.saascore.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final String HEAD =
      """
      -- revision: aaaa1111
      -- down_revision: base

      -- saascore:upgrade
      """;

  @Test
  void belongsToTheNextStatement() {
    Body.Sql body =
        sql(
            """
            SELECT 1;
            -- saascore:allow drop-table nobody has used it
            -- and another comment
            --saascore:allow  truncate   it is empty

            DROP TABLE a;
            DROP TABLE b;
            """);
    assertThat(body.statements())
        .extracting(statement -> statement.allowances().stream().map(Allowance::rule).toList())
        .containsExactly(List.of(), List.of("drop-table", "truncate"), List.of());
    Allowance first = body.statements().get(1).allowances().get(0);
    assertThat(first.reason()).isEqualTo("nobody has used it");
    assertThat(first.place()).isEqualTo("aaaa1111_x.sql:6:1");
  }

  @Test
  void isNoPartOfTheChecksum() {
    assertThat(file("-- saascore:allow drop-table unused\nDROP TABLE a;", Map.of()).checksum())
        .isEqualTo(file("DROP TABLE a;", Map.of()).checksum());
  }

  @Test
  void keepsItsPlaceWherePlaceholdersAreReplaced() {
    MigrationFile file =
        file(
            "SELECT '${long}';\n-- saascore:allow drop-table unused\nDROP TABLE a;",
            Map.of("long", "x".repeat(200) + "\n\n"));
    assertThat(((Body.Sql) file.upgrade()).statements().get(1).allowances().get(0).place())
        .isEqualTo("aaaa1111_x.sql:6:1");
  }

  @Test
  void standsInDowngradesAndWhatIsStoredOfThem() {
    MigrationFile file =
        file(
            "SELECT 1;\n-- saascore:downgrade\n-- saascore:allow drop-table unused\nDROP TABLE a;",
            Map.of());
    Body stored = MigrationFile.parseStored("stored", file.downgradeText().orElseThrow());
    assertThat(((Body.Sql) stored).statements().get(0).allowances()).hasSize(1);
  }

  @Test
  void standsInRepeatableScripts() {
    RepeatableScript script =
        RepeatableScript.parse(
            Path.of("v.sql"),
            "v.sql",
            "-- saascore:allow drop-view rebuilt below\nDROP VIEW v;",
            Placeholders.none());
    assertThat(script.statements().get(0).allowances()).hasSize(1);
  }

  @Test
  void needsARuleAndAReason() {
    assertThat(problem("-- saascore:allow drop-table\nDROP TABLE a;"))
        .isEqualTo(
            """
            SC-BAD-MARKER: saascore:allow needs a rule and a reason
              at aaaa1111_x.sql:5:1
              hint: -- saascore:allow drop-table nobody has used it since May\
            """);
  }

  @Test
  void standsAboveAStatement() {
    assertThat(problem("SELECT 1;\n-- saascore:allow drop-table unused\n"))
        .startsWith("SC-BAD-MARKER: saascore:allow drop-table stands above no statement\n")
        .contains("at aaaa1111_x.sql:6:1");
    assertThat(problem("-- saascore:allow drop-table unused\n-- saascore:downgrade\nSELECT 1;"))
        .startsWith("SC-BAD-MARKER: saascore:allow drop-table stands above no statement\n");
    assertThat(problem("DROP TABLE a,\n-- saascore:allow drop-table unused\nb;"))
        .startsWith("SC-BAD-MARKER: saascore:allow stands inside of a statement\n");
  }

  @Test
  void isSuggested() {
    assertThat(problem("-- saascore:alow drop-table unused\nDROP TABLE a;"))
        .contains("did you mean '-- saascore:allow'?");
  }

  private static String problem(String sql) {
    SaascoreException e = catchThrowableOfType(SaascoreException.class, () -> file(sql, Map.of()));
    assertThat(e.problems()).hasSize(1);
    return e.problems().stream().map(Problem::text).findFirst().orElseThrow();
  }

  private static Body.Sql sql(String text) {
    return (Body.Sql) file(text, Map.of()).upgrade();
  }

  private static MigrationFile file(String text, Map<String, String> placeholders) {
    return MigrationFile.parse(
        Path.of("aaaa1111_x.sql"), HEAD + text, new Placeholders(placeholders));
  }
}
