package io.github.saascore.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.000 s",
    "12, 0.012 s",
    "99, 0.099 s",
    "100, 0.10 s",
    "312, 0.31 s",
    "9999, 9.99 s",
    "10000, 10.0 s",
    "59999, 59.9 s",
    "125000, 2 min 5 s",
    "3900000, 1 h 5 min"
  })
  void durationHasTheDigitsThatAReaderCanUse(long millis, String text) {
    assertThat(DurationText.of(millis)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "1023, 1023 bytes",
    "8192, 8.0 kB",
    "1258291, 1.2 MB",
    "1099511627776, 1.0 TB"
  })
  void bytesAreInPostgresUnits(long bytes, String text) {
    assertThat(BytesText.of(bytes)).isEqualTo(text);
  }

  @Test
  void tableAlignsColumnsAndLeavesOutEmptyOnes() {
    TextTable table =
        TextTable.of("kind", "note", "rows")
            .numbersIn(2)
            .row("table", "", "1,200")
            .row("materialized view", "", "7");
    assertThat(String.join("\n", table.lines()))
        .isEqualTo(
            """
            kind                rows
            table              1,200
            materialized view      7\
            """);
  }

  @Test
  void tableRefusesRowsOfAnotherWidth() {
    assertThatThrownBy(() -> TextTable.of("a", "b").row("1"))
        .hasMessage("1 cells for 2 columns: [1]");
  }

  @Test
  void jsonKeepsOrderAndWritesEveryKind() {
    JsonObject object =
        new JsonObject()
            .put("text", "a")
            .put("number", 7)
            .put("long", 1L << 40)
            .put("yes", true)
            .put("nothing", null)
            .put("missing", Optional.empty())
            .put("there", Optional.of("b"))
            .put("at", Instant.parse("2026-11-22T12:00:00Z"))
            .put("none", List.of())
            .put("empty", new JsonObject())
            .put("map", Map.of("k", List.of(1, 2)));
    Golden.check("kinds.json", object.toString());
  }

  @Test
  void jsonEscapesSoThatEveryReaderGetsTheSameTextBack() {
    StringBuilder all = new StringBuilder("\uD83D\uDE00 \u2028\u2029</script>");
    for (char c = 0; c < 0x180; c++) {
      all.append(c);
    }
    String json = Json.text(Arrays.asList(all, null));
    assertThat(JsonParser.parseString(json).getAsJsonArray().get(0).getAsString())
        .isEqualTo(all.toString());
    assertThat(Json.text("a\"b\\c\n\t\r\b\u007f"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\t\\r\\u0008\\u007f\"");
  }

  @Test
  void jsonRefusesWhatHasNoSpelledOutForm() {
    assertThatThrownBy(() -> Json.text(1.5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JsonObject().put("a", 1).put("a", 2)).hasMessage("field twice: a");
  }

  @Test
  void aPasswordThatNeverEndsHidesNothingBehindIt() {
    assertThat(Json.text(List.of("ALTER ROLE a PASSWORD 'x", "next")))
        .isEqualTo("[\n  \"ALTER ROLE a PASSWORD (hidden)\",\n  \"next\"\n]");
  }
}
