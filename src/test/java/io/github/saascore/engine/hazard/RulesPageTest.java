package io.github.saascore.engine.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Every rule is explained in the manual, where findings point to. */
class RulesPageTest {
  @Test
  void explainsEveryRule() throws Exception {
    List<String> lines = new ArrayList<>();
    for (Family family : Family.values()) {
      lines.add("### " + family.title());
      lines.add("");
      Rules.all().stream()
          .filter(rule -> rule.family() == family)
          .forEach(rule -> section(rule, lines));
    }
    lines.remove(lines.size() - 1);
    LintPage.check("rules", lines);
  }

  private static void section(Rule rule, List<String> lines) {
    lines.add("#### " + rule.id());
    lines.add("");
    lines.add(
        "*%s%s.* %s"
            .formatted(
                rule.severity().name().toLowerCase(Locale.ROOT),
                rule.standard() ? "" : ", off unless asked for",
                rule.hazard()));
    lines.add("");
    lines.add("```");
    rule.safeWay().lines().forEach(lines::add);
    lines.add("```");
    lines.add("");
  }

  @Test
  void haveIdsThatCanBeTyped() {
    assertThat(Rules.all()).hasSizeGreaterThan(50);
    assertThat(Rules.all())
        .allSatisfy(
            rule -> {
              assertThat(rule.id()).matches("[a-z0-9]+(-[a-z0-9]+)+|truncate");
              assertThat(rule.hazard()).matches("(?s)[A-Z].*\\.");
              assertThat(rule.safeWay()).isNotBlank();
              assertThat(rule.anchor()).isEqualTo("lint.html#" + rule.id());
            });
    assertThat(Rules.all().stream().map(Rule::id).distinct()).hasSameSizeAs(Rules.all());
  }
}
