package io.github.saascore.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compares text with the files that hold what a user reads, letter by letter. */
final class Golden {
  private static final Path DIRECTORY = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /** Compares lines with a file; {@code -Dsaascore.test.golden=write} writes it instead. */
  static void check(String name, List<String> lines) {
    check(name, String.join("\n", lines));
  }

  static void check(String name, String text) {
    try {
      Path file = DIRECTORY.resolve(name);
      if ("write".equals(System.getProperty("saascore.test.golden"))) {
        Files.writeString(file, text + "\n");
      }
      assertThat(text + "\n").isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
