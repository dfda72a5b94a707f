package io.github.saascore.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No message of a revision may take back what stands above it in a terminal. */
class ShownTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001B",
        "\u001B]0;",
        "\u001B[2J",
        "\u001B[1A",
        "\u001B[8m",
        "\u009B",
        "\u0007",
        "\b",
        "\u0000",
        "\u007F",
        "\u202E",
        "\u2067"
      })
  void whatATerminalObeysIsNotPrinted(String obeyed) {
    String shown = "a\uFFFD" + obeyed.substring(1) + "b";
    assertThat(Shown.text("a" + obeyed + "b")).isEqualTo(shown);
    StringBuilder said = new StringBuilder();
    DiscreetLog log =
        new DiscreetLog(
            new SystemStreamLog() {
              @Override
              public void info(CharSequence content) {
                said.append(content);
              }
            });
    log.info("a" + obeyed + "b");
    assertThat(said).hasToString(shown);
    Problem problem = Problem.of(Code.SQL, "a" + obeyed + "b");
    assertThatThrownBy(() -> new Failures(false).of(problem.asException()))
        .hasMessage("SC-SQL: " + shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001B[1m(head)\u001B[m",
        "\u001B[1;32mok\u001B[0m\u001B[33;1m",
        "a\tb\r\nc",
        "שלום \u200F (1)",
        "مرحبا é 漢"
      })
  void coloursAndOtherScriptsStay(String text) {
    assertThat(Shown.text(text)).isEqualTo(text);
  }

  @Test
  void passwordsAreHiddenAndNoLineIsWrittenOver() {
    assertThat(Shown.text("a\rb\n")).isEqualTo("a\uFFFDb\n");
    assertThat(Shown.text("ALTER ROLE a PASSWORD 'x'")).isEqualTo("ALTER ROLE a PASSWORD (hidden)");
  }
}
