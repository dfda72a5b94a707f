package io.github.saascore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.saascore.revision.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of errors explains every code, and no other. */
class ErrorsPageTest {
  @Test
  void explainsEveryCode() throws Exception {
    List<String> explained =
        Pattern.compile("^\\| `(SC-[A-Z-]+)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("src/site/markdown/errors.md")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(explained)
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Code.values()).map(Code::text).toList());
  }
}
