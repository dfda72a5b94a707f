package io.github.saascore.mojo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownNamesTest {
  private final KnownNames names = new KnownNames(Set.of("url", "target", "dryRun", "message"));

  @Test
  void namesOfAllGoalsPlaceholdersAndForeignPropertiesAreFine() {
    assertThatCode(
            () ->
                names.check(
                    List.of(
                        "saascore.message", "saascore.placeholders.x", "saascore.version", "other"),
                    List.of("target")))
        .doesNotThrowAnyException();
  }

  @Test
  void allMisspeltNamesAreReportedTogether() {
    assertThatThrownBy(() -> names.check(List.of("saascore.dryrun"), List.of("tragte", "zzz")))
        .hasMessage(
            """
            SC-UNKNOWN-PARAMETER: '-Dsaascore.dryrun' is not a parameter of this plugin
              at the command line
              hint: did you mean -Dsaascore.dryRun?
            SC-UNKNOWN-PARAMETER: '<tragte>' is not a parameter of this plugin
              at the plugin's <configuration> in the POM
              hint: did you mean <target>?
            SC-UNKNOWN-PARAMETER: '<zzz>' is not a parameter of this plugin
              at the plugin's <configuration> in the POM
              hint: mvn saascore:help -Ddetail lists all""");
  }

  @Test
  void aPlaceholderNeedsAName() {
    assertThatThrownBy(() -> names.check(List.of("saascore.placeholders"), List.of()))
        .hasMessageContaining("-Dsaascore.placeholders.<name>=<value>");
  }
}
