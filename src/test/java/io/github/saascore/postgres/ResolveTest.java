package io.github.saascore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.SaascoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolveTest {

  @Test
  void readsARevisionAndAWord() {
    assertThat(Resolve.parse("3f2a9c1b7d40:retry"))
        .isEqualTo(new Resolve("3f2a9c1b7d40", Resolve.Answer.RETRY));
    assertThat(Resolve.parse(" 3f2a : UNDO ")).isEqualTo(new Resolve("3f2a", Resolve.Answer.UNDO));
  }

  @Test
  void speaksOfARevisionByItsFirstCharacters() {
    RevisionId id = RevisionId.of("3f2a9c1b7d40");
    assertThat(Resolve.parse("3f2a:done").isFor(id)).isTrue();
    assertThat(Resolve.parse("3f2:done").isFor(id)).isFalse();
    assertThat(Resolve.parse("9c1b7d40:done").isFor(id)).isFalse();
    assertThat(Resolve.parse("abc:done").isFor(RevisionId.of("abc"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "done", ":done", "3f2a:", "3f2a:rollback", "3f2a=done"})
  void refusesAnythingElse(String text) {
    SaascoreException e = catchThrowableOfType(SaascoreException.class, () -> Resolve.parse(text));
    assertThat(e.problem().code()).isEqualTo(Code.BAD_PARAMETER);
    assertThat(e.problem().text())
        .contains("'" + text + "'", "-Dsaascore.resolve=<revision>:retry");
  }
}
