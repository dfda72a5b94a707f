package io.github.saascore.mojo;

import io.github.saascore.postgres.SecretText;
import java.util.regex.Pattern;

/**
 * What people see in a console: without passwords, and without what a terminal would obey.
 *
 * <p>Messages of revisions, names, notices and rows come from others. With escape sequences they
 * could take back lines above them, with marks for the direction of text turn the rest of a line
 * around. The colours that Maven gives our own words stay.
 */
final class Shown {
  private static final String COLOUR = "\\[(?:[01]|(?:[01];)?3\\d|3\\d;1)?m";

  private static final Pattern OBEYED =
      Pattern.compile(
          "\\x1B(?!"
              + COLOUR
              + ")|\\r(?!\\n)|[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1A\\x1C-\\x1F\\x7F-\\x9F]"
              + "|[\\u202A-\\u202E\\u2066-\\u2069]");

  private Shown() {}

  /** Returns a text as it may be printed. */
  static String text(String text) {
    return OBEYED.matcher(SecretText.hidden(text)).replaceAll("\uFFFD");
  }
}
