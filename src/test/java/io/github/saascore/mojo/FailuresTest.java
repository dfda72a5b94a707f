package io.github.saascore.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static SaascoreException problem(String reason) {
    return Problem.of(Code.SQL, "it failed").because(reason).asException();
  }

  @Test
  void aCauseIsGivenForItsTrace() {
    assertThatThrownBy(() -> new Failures(true).of(problem("SELECT 1")))
        .isInstanceOf(MojoFailureException.class)
        .hasCauseInstanceOf(SaascoreException.class);
    assertThatThrownBy(() -> new Failures(false).of(problem("SELECT 1"))).hasNoCause();
  }

  @Test
  void aCauseWithAPasswordIsNot() {
    assertThatThrownBy(() -> new Failures(true).of(problem("ALTER ROLE a PASSWORD 'x'")))
        .hasMessageContaining("PASSWORD (hidden)")
        .hasNoCause();
    RuntimeException inside = new IllegalStateException(problem("ALTER ROLE a PASSWORD 'x'"));
    assertThat(new Failures(true).unexpected(inside, "upgrade"))
        .hasMessageContaining("PASSWORD (hidden)")
        .hasNoCause();
  }
}
