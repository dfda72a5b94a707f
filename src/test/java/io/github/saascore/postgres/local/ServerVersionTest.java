package io.github.saascore.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

  @ParameterizedTest
  @CsvSource({
    "embedded,         18.6.0",
    "embedded:18,      18.6.0",
    "18,               18.6.0",
    "17,               17.11.0",
    "16,               16.15.0",
    "15,               15.19.0",
    "14,               14.24.0",
    "17.9,             17.9.0",
    "17.9.1,           17.9.1",
    "embedded:19.0.0,  19.0.0",
  })
  void parses(String text, String version) {
    assertThat(ServerVersion.parse(text)).hasToString(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "latest", "17.", "embedded:", "17-beta1", "99999.1", "docker:17"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> ServerVersion.parse(text))
        .hasMessage(
            """
            SC-BAD-PARAMETER: '%s' is not a version of the embedded PostgreSQL
              known majors: 18, 17, 16, 15, 14
              hint: -Dsaascore.url=embedded:17, or a full version: -Dsaascore.url=embedded:17.11.0"""
                .formatted(text));
  }

  @Test
  void namesTheKnownMajors() {
    assertThatThrownBy(() -> ServerVersion.parse("embedded:9"))
        .hasMessage(
            """
            SC-BAD-PARAMETER: there is no embedded PostgreSQL 9
              known majors: 18, 17, 16, 15, 14
              hint: -Dsaascore.url=embedded:17, or a full version: -Dsaascore.url=embedded:17.11.0""");
  }
}
