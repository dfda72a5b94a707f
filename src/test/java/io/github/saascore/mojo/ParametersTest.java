package io.github.saascore.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.engine.TransactionMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  private static Parameters with(String text) {
    return new Parameters(
        name -> Optional.of(new Given(text, "-Dsaascore." + name, true)), name -> Map.of());
  }

  @ParameterizedTest
  @CsvSource({"500ms,500", "5s,5000", "2m,120000", "1h,3600000", "0,0", "' 5 s ',5000"})
  void readsLengthsOfTime(String text, long millis) {
    assertThat(with(text).duration("lockTimeout")).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "s", "-5s", "5 sec", "1.5s", "9999999999s"})
  void refusesOtherLengthsOfTime(String text) {
    assertThatThrownBy(() -> with(text).duration("lockTimeout"))
        .hasMessage(
            """
            SC-BAD-PARAMETER: '%s' is no length of time such as 500ms, 5s, 2m, 1h or 30d
              at -Dsaascore.lockTimeout
              hint: the texts of all parameters: mvn saascore:help -Ddetail; this one is \
            'lockTimeout'\
            """
                .formatted(text));
  }

  @Test
  void aSwitchIsTrueOrFalseAndNothingElse() {
    assertThat(with("true").flag("dryRun")).isTrue();
    assertThat(with("FALSE").flag("dryRun")).isFalse();
    assertThatThrownBy(() -> with("ture").flag("dryRun"))
        .hasMessageContaining("'ture' is neither true nor false");
  }

  @Test
  void anEmptyValueIsAnErrorBecauseItIsAnUnsetVariableMoreOftenThanAWish() {
    assertThatThrownBy(() -> with(" ").text("target"))
        .hasMessage(
            """
            SC-BAD-PARAMETER: parameter 'target' is empty
              at -Dsaascore.target
              hint: give it a value, or leave it out\
            """);
  }

  @Test
  void choicesAreNamedInTheError() {
    assertThat(with("All").choice("transaction", TransactionMode.class))
        .isEqualTo(TransactionMode.ALL);
    assertThatThrownBy(() -> with("none").choice("transaction", TransactionMode.class))
        .hasMessageContaining("'none' is none of: revision, all");
  }

  @Test
  void countsAreNotNegative() {
    assertThat(with("0").count("lockRetries")).isZero();
    assertThatThrownBy(() -> with("-1").count("lockRetries"))
        .hasMessageContaining("'-1' is no whole number of at least 0");
  }

  @Test
  void relativePathsStartAtTheProject() {
    Path basedir = Path.of("/project").toAbsolutePath();
    assertThat(with("db/../sql").path("migrations", basedir)).contains(basedir.resolve("sql"));
  }

  @Test
  void listsAreSplitAtCommas() {
    assertThat(with("a, b,,c ").list("dependsOn")).containsExactly("a", "b", "c");
  }
}
