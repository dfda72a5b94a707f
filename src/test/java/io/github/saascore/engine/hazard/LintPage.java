package io.github.saascore.engine.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The manual's page on lint, parts of which are written by tests. */
final class LintPage {
  private static final Path PAGE = Path.of("src/site/markdown/lint.md");

  private LintPage() {}

  /** Returns a part of the page, which stands between two comments. */
  static String read(String part) throws IOException {
    Matcher matcher = pattern(part).matcher(Files.readString(PAGE));
    assertThat(matcher.find()).as("part " + part + " of " + PAGE).isTrue();
    return matcher.group(2);
  }

  /** Compares a part; {@code -Dsaascore.test.golden=write} writes it instead. */
  static void check(String part, List<String> lines) throws IOException {
    String text = "\n\n" + String.join("\n", lines) + "\n\n";
    if ("write".equals(System.getProperty("saascore.test.golden"))) {
      Files.writeString(
          PAGE,
          pattern(part)
              .matcher(Files.readString(PAGE))
              .replaceFirst(
                  found -> Matcher.quoteReplacement(found.group(1) + text + found.group(3))));
    }
    assertThat(read(part)).isEqualTo(text);
  }

  private static Pattern pattern(String part) {
    return Pattern.compile(
        "(<!-- %1$s: written by a test -->)(.*?)(<!-- end of %1$s -->)".formatted(part),
        Pattern.DOTALL);
  }
}
