package io.github.saascore.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The log of an integration test's builds, for the invoker's scripts; failures stay short. */
public final class ItLog {
  private final String text;

  private ItLog(String text) {
    this.text = text;
  }

  /** Reads the log of a test. */
  public static ItLog of(File basedir) {
    try {
      return new ItLog(
          Files.readString(basedir.toPath().resolve("build.log"), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks that the log has all of these texts. */
  public void says(String... texts) {
    List<String> missing = Arrays.stream(texts).filter(one -> !text.contains(one)).toList();
    if (!missing.isEmpty()) {
      throw new AssertionError("the log does not say: " + missing);
    }
  }

  /** Checks that the log has none of these texts. */
  public void hides(String... texts) {
    List<String> found = Arrays.stream(texts).filter(text::contains).toList();
    if (!found.isEmpty()) {
      throw new AssertionError("the log says: " + found);
    }
  }

  /** Returns how many lines of the log have a match of a regular expression. */
  public long lines(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return text.lines().filter(line -> pattern.matcher(line).find()).count();
  }

  /** Returns the whole log. */
  public String text() {
    return text;
  }
}
