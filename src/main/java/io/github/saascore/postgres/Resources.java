package io.github.saascore.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the SQL that stands beside the classes of this package. */
final class Resources {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

  private Resources() {}

  /** Returns the text of a resource with what its placeholders stand for. */
  static String text(String name, Map<String, String> values) {
    return fill(text(name), values);
  }

  /**
   * Puts values in for the placeholders of a text, all at once: a value that looks like a
   * placeholder stays as it is.
   */
  static String fill(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
  }

  private static String value(String placeholder, Map<String, String> values) {
    return Optional.ofNullable(values.get(placeholder))
        .orElseThrow(() -> new IllegalStateException("nothing stands for ${" + placeholder + "}"));
  }

  /** Returns the text of a resource of this package. */
  static String text(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource not in the jar: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("unable to read the resource " + name, e);
    }
  }
}
