package io.github.saascore.mojo;

import io.github.saascore.postgres.SecretText;
import io.github.saascore.report.Style;
import io.github.saascore.report.Verdict;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.SaascoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.maven.plugin.logging.Log;

/**
 * Where the result of a goal goes.
 *
 * <p>Text is logged, which {@code mvn -q} silences, or written to a file, which it does not. JSON
 * is written to a file or else bare to the standard output, so that {@code mvn -q} prints it alone.
 * Only a script in a file has the passwords that are in statements.
 *
 * @param log Maven's log
 * @param file the file to write instead
 * @param format text or JSON
 */
record Output(Log log, Optional<Path> file, Format format) {

  /** How results are written. */
  enum Format {
    /** For people. */
    TEXT,
    /** For scripts. */
    JSON
  }

  /** Returns whether the file is to have SQL, by its name. */
  boolean isSql() {
    return format == Format.TEXT
        && file.filter(path -> path.toString().toLowerCase(Locale.ROOT).endsWith(".sql"))
            .isPresent();
  }

  /** Writes lines, or their JSON. */
  void print(Function<Style, List<String>> lines, Supplier<String> json) {
    print(lines, () -> SecretText.hidden(String.join("\n", lines.apply(Style.plain()))), json);
  }

  /**
   * Writes lines to the log, another text to the file, or JSON to either.
   *
   * @param text what a file gets in the format text
   */
  void print(Function<Style, List<String>> lines, Supplier<String> text, Supplier<String> json) {
    if (file.isEmpty() && format == Format.TEXT) {
      lines.apply(MavenStyle.INSTANCE).forEach(log::info);
      return;
    }
    String written = format == Format.JSON ? json.get() : text.get();
    if (file.isPresent()) {
      write(file.get(), written);
    } else {
      System.out.println(written);
    }
  }

  /** Writes a verdict; its warnings go to the log in any case. */
  void verdict(Function<Style, Verdict> verdict, Supplier<String> json) {
    print(style -> verdict.apply(style).lines(), json);
    verdict.apply(MavenStyle.INSTANCE).warnings().forEach(log::warn);
  }

  private void write(Path path, String text) {
    try {
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      String ended = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
      Files.writeString(path, ended, StandardCharsets.UTF_8);
      log.info("written to " + path);
    } catch (IOException e) {
      throw new SaascoreException(
          Problem.of(Code.BAD_PARAMETER, "unable to write the output file")
              .at("-Dsaascore.outputFile=" + path)
              .because(e.toString())
              .hint("give a path in a directory that may be written"),
          e);
    }
  }
}
