package io.github.saascore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTextTest {

  @Test
  void theCastOfAnArrayMovesIntoItsElements() {
    assertThat(
            ExpressionText.stable(
                "((s)::text = ANY ((ARRAY['a'::character varying, 'b, ]'::character varying])::text[]))"))
        .isEqualTo(
            "((s)::text = ANY (ARRAY[('a'::character varying)::text, ('b, ]'::character varying)::text]))");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(n > 0)",
        "(s = ANY (ARRAY['a'::text, 'b'::text]))",
        "(ARRAY[1, 2])[1]",
        "'(ARRAY['::text",
        "(ARRAY['a'"
      })
  void whatIsStableStays(String text) {
    assertThat(ExpressionText.stable(text)).isEqualTo(text);
  }
}
